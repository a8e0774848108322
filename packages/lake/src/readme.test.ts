import {readFileSync} from 'node:fs'

import {expect, test} from 'vitest'

import {missingFunctions} from './query/functions.ts'

const readme = readFileSync(new URL('../README.md', import.meta.url), 'utf8')

test('the README lists the functions that are missing, and no other', () => {
  const list = readme.split('says where it stands:')[1]?.split('\n## ')[0] ?? ''
  const named = [...list.matchAll(/`([\w:]+)`/g)].map(([, name]) => name)
  expect(named).toEqual(missingFunctions)
})
