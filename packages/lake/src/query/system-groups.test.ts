import {afterEach, beforeEach, expect, test} from 'vitest'

import {type TestLake, testLake} from '../test-lake.ts'

let lake: TestLake
beforeEach(() => {
  lake = testLake({
    roles: [
      {
        name: 'editor',
        title: 'Editor',
        grants: [{filter: '_type == "page"', permissions: ['read', 'update']}],
      },
      {name: 'reader', title: 'Reader', grants: [], addonGrants: []},
      {
        name: 'administrator',
        title: 'Administrator',
        grants: [{filter: '_id in path("**")', permissions: ['read', 'create']}],
      },
    ],
    users: [
      {id: 'ada', name: 'Ada', email: '', role: 'administrator'},
      {id: 'ben', name: 'Ben', email: '', role: 'editor'},
    ],
  })
})
afterEach(() => lake.lake.close())

const query = '*[_type == "system.group"]{members, grants}'

test('who has which grants is told by documents that nobody wrote', async () => {
  const client = lake.as('ada')
  expect(await client.fetch(query)).toEqual([
    {members: ['ada'], grants: [{filter: '_id in path("**")', permissions: ['read', 'create']}]},
    {members: ['ben'], grants: [{filter: '_type == "page"', permissions: ['read', 'update']}]},
    {members: [], grants: []},
  ])
})

test('the documents follow the people', async () => {
  const client = lake.as('ada')
  await client.fetch(query)
  await lake.lake.operator.addUser({id: 'cleo', name: 'Cleo', email: '', role: 'editor'})
  expect(await client.fetch('*[_type == "system.group"].members')).toEqual([
    ['ada'],
    ['ben', 'cleo'],
    [],
  ])
})

test('they are in no other result and in no export', async () => {
  const client = lake.as('ada')
  await client.create({_id: 'a', _type: 'page'})
  await client.fetch(query)
  expect(await client.fetch('*[]._id')).toEqual(['a'])
  const response = await lake.request('/v2025-02-19/data/export/production', {as: 'ada'})
  expect((await response.text()).trim().split('\n')).toHaveLength(1)
})

test('they are for those who are signed in and may read them', async () => {
  await lake.as('ada').fetch(query)
  expect(await lake.as(null).fetch(query)).toEqual([])
  expect(await lake.as('ben').fetch(query)).toEqual([])
})
