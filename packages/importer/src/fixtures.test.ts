import {readdirSync, readFileSync} from 'node:fs'
import path from 'node:path'

import {expect, test} from 'vitest'

import {readFile} from './files/read-file.ts'
import {importPage} from './import-page.ts'

const folder = path.resolve(import.meta.dirname, '../fixtures')
const pages = readdirSync(folder).filter((name) => !name.endsWith('.json'))

/** How sure the citations package is of a field is its own matter and tested there. */
const withoutConfidence = (value: unknown): unknown =>
  JSON.parse(JSON.stringify(value, (key, child) => (key === 'parseConfidence' ? undefined : child)))

test.each(pages)('%s becomes the drafts, places and problems kept beside it', async (name) => {
  const read = await readFile(readFileSync(path.join(folder, name)), {name})
  if ('problem' in read) throw new Error(read.problem.message)
  const expected: unknown = JSON.parse(readFileSync(path.join(folder, `${name}.json`), 'utf8'))
  expect(withoutConfidence(importPage(read.page))).toEqual(expected)
})
