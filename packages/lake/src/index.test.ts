import {expect, test} from 'vitest'

import * as lake from './index.ts'

test('what the package offers is a choice', () => {
  expect(Object.keys(lake).sort()).toEqual([
    'connectOperator',
    'createLake',
    'defaultRoles',
    'fullGrants',
    'openOperator',
    'restoreLake',
    'verifyLakeFile',
  ])
})

test.each([
  [{projectId: 'Not-OK'}, 'projectId'],
  [{dataset: 'A b'}, 'dataset'],
  [{users: [{id: 'a', name: 'A', email: '', role: 'king'}]}, 'king'],
  [{users: [{id: 'a b', name: 'A', email: '', role: 'writer'}]}, 'user id'],
  [{allowedOrigins: ['localhost:3334']}, 'allowedOrigins'],
])('an option that cannot be used is named: %j', (options, word) => {
  expect(() => lake.createLake({file: ':memory:', ...options})).toThrow(RangeError)
  expect(() => lake.createLake({file: ':memory:', ...options})).toThrow(word)
})
