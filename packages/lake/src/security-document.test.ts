import {existsSync, readFileSync} from 'node:fs'
import path from 'node:path'

import {expect, test} from 'vitest'

const root = path.join(import.meta.dirname, '..')

test('every test that SECURITY.md names is there', () => {
  const text = readFileSync(path.join(root, 'SECURITY.md'), 'utf8')
  const named = new Set(text.match(/\b(?:src|load|durability)\/[\w./-]+\.test\.ts/g))
  expect(named.size).toBeGreaterThan(10)
  expect([...named].filter((name) => !existsSync(path.join(root, name)))).toEqual([])
})
