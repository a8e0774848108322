import {afterEach, expect, test} from 'vitest'

import {testLake, type TestLake} from '../test-lake.ts'

let lake: TestLake
afterEach(() => lake.lake.close())

test('each transaction is later than the one before it, even while the clock stands still', async () => {
  lake = testLake()
  const client = lake.as('administrator')
  const times: string[] = []
  for (const _id of ['a', 'b', 'c']) {
    times.push((await client.create({_id, _type: 'page'}))._updatedAt)
  }
  expect(times).toEqual([
    '2026-03-01T08:00:00.000Z',
    '2026-03-01T08:00:00.001Z',
    '2026-03-01T08:00:00.002Z',
  ])
})
