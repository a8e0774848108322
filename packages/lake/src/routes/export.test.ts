import {afterEach, beforeEach, expect, test} from 'vitest'

import {type TestLake, testLake} from '../test-lake.ts'

let lake: TestLake
beforeEach(async () => {
  lake = testLake()
  const client = lake.as('administrator')
  for (let batch = 0; batch < 5; batch += 1) {
    const documents = Array.from({length: 500}, (_, index) => ({
      _id: `n${String(batch * 500 + index).padStart(4, '0')}`,
      _type: index % 2 === 0 ? 'even' : 'odd',
    }))
    await client.mutate(
      documents.map((create) => ({create})),
      {returnDocuments: false},
    )
  }
  await client.create({_id: 'drafts.n0000', _type: 'even'})
})
afterEach(() => lake.lake.close())

type Line = {_id?: string; nextCursor?: string}

async function read(search: string, as?: string): Promise<Line[]> {
  const path = `/v2023-05-26/data/export/production${search}`
  const response = await lake.request(path, as === undefined ? {} : {as})
  const text = await response.text()
  return text
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line) as Line)
}

async function readPages(search: string): Promise<{pages: number[]; ids: string[]}> {
  const pages: number[] = []
  const ids: string[] = []
  for (let cursor: string | undefined = ''; cursor !== undefined;) {
    const lines: Line[] = await read(`?nextCursor=${cursor}${search}`, 'administrator')
    pages.push(lines.length)
    ids.push(...lines.flatMap(({_id}) => _id ?? []))
    // An exporter would ask for an empty cursor as well, and never end.
    cursor = lines.find(({nextCursor}) => nextCursor !== undefined)?.nextCursor
  }
  return {pages, ids}
}

test('pages hold each document once, and the last one says nothing of a next', async () => {
  const {pages, ids} = await readPages('')
  expect(pages).toEqual([1_001, 1_001, 501])
  const stream = await read('', 'administrator')
  expect(ids).toEqual(stream.map(({_id}) => _id))
  expect(new Set(ids).size).toBe(2_501)
})

test('pages of some types leave out the others, and go on over a page without one', async () => {
  const {pages, ids} = await readPages('&types=odd')
  expect(pages).toHaveLength(3)
  expect(ids).toHaveLength(1_250)
})

test('nobody exports what they may not read', async () => {
  const ids = (await read('')).map(({_id}) => _id)
  expect(ids).toHaveLength(2_500)
  expect(ids).not.toContain('drafts.n0000')
  expect((await read('?nextCursor=')).filter(({_id}) => _id?.startsWith('drafts.'))).toEqual([])
})
