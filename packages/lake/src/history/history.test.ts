import {applyPatch} from 'mendoza'
import {afterEach, beforeEach, expect, test} from 'vitest'

import type {DocumentEvent} from './document-events.ts'
import type {TransactionLine} from './transactions.ts'
import {type TestLake, testLake} from '../test-lake.ts'

let lake: TestLake
beforeEach(async () => {
  lake = testLake()
  const writer = lake.as('writer')
  const reviewer = lake.as('reviewer')
  const ids = {draftId: 'drafts.a', publishedId: 'a'}
  const edit = (title: string) => ({
    actionType: 'sanity.action.document.edit' as const,
    ...ids,
    patch: {set: {title}},
  })
  const step = async (transactionId: string, send: (id: {transactionId: string}) => unknown) => {
    lake.advance(60)
    await send({transactionId})
  }
  await step('tx-1', (id) =>
    writer.mutate([{create: {_id: 'drafts.a', _type: 'page', title: 'one'}}], id),
  )
  await step('tx-2', (id) => writer.action(edit('two'), id))
  await step('tx-3', (id) =>
    reviewer.action({actionType: 'sanity.action.document.publish', ...ids}, id),
  )
  await step('tx-4', (id) => writer.action(edit('three'), id))
  await step('tx-5', (id) =>
    writer.action(
      {actionType: 'sanity.action.document.version.discard', versionId: 'drafts.a'},
      id,
    ),
  )
  await step('tx-6', (id) =>
    reviewer.action({actionType: 'sanity.action.document.unpublish', ...ids}, id),
  )
})
afterEach(() => lake.lake.close())

async function lines(search: string): Promise<TransactionLine[]> {
  const response = await lake.request(
    `/v2025-02-19/data/history/production/transactions/a,drafts.a?excludeContent=true&${search}`,
    {as: 'writer'},
  )
  const text = await response.text()
  return text
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line) as TransactionLine)
}

const idsOf = (transactions: TransactionLine[]) => transactions.map(({id}) => id)

test('transactions come in order, bounded and limited', async () => {
  expect(idsOf(await lines(''))).toEqual(['tx-1', 'tx-2', 'tx-3', 'tx-4', 'tx-5', 'tx-6'])
  expect(idsOf(await lines('reverse=true&limit=2'))).toEqual(['tx-6', 'tx-5'])
  expect(idsOf(await lines('reverse=true&limit=2&toTransaction=tx-5'))).toEqual(['tx-5', 'tx-4'])
  expect(idsOf(await lines('fromTransaction=tx-4'))).toEqual(['tx-4', 'tx-5', 'tx-6'])
  expect(idsOf(await lines('authors=reviewer'))).toEqual(['tx-3', 'tx-6'])
  expect(idsOf(await lines('fromTime=2026-03-01T08:02:00Z&toTime=2026-03-01T08:03:00Z'))).toEqual([
    'tx-2',
    'tx-3',
  ])
})

test('the effects of all transactions lead from nothing to the present', async () => {
  const transactions = await lines('effectFormat=mendoza')
  expect(transactions[2]).toMatchObject({
    id: 'tx-3',
    author: 'reviewer',
    timestamp: '2026-03-01T08:03:00.000Z',
    documentIDs: ['a', 'drafts.a'],
  })
  expect(transactions[2]?.effects?.['drafts.a']?.apply).toEqual([0, null])
  expect(transactions[2]?.effects?.['a']?.revert).toEqual([0, null])
  const rebuilt = transactions.reduce<unknown>((state, {effects}) => {
    const patch = effects?.['drafts.a']?.apply
    return patch ? (applyPatch(state, patch) as unknown) : state
  }, null)
  const {_rev: _, ...draft} = (await lake.as('writer').getDocument('drafts.a')) ?? {_rev: ''}
  expect(rebuilt).toEqual(draft)
})

test.each([
  ['a', 'revision=tx-3', 'two'],
  ['drafts.a', 'revision=tx-1', 'one'],
  ['drafts.a', 'revision=tx-3', 'two'],
  ['drafts.a', 'lastRevision=true', 'two'],
  ['drafts.a', 'time=2026-03-01T08:04:30.000Z', 'three'],
  ['drafts.a', 'time=2026-03-01T08:05:30.000Z', undefined],
  ['a', 'time=2026-03-01T07:00:00.000Z', undefined],
])('%s at %s has the title %s', async (id, search, title) => {
  const {documents} = await lake.as('writer').request<{documents: {title: string}[]}>({
    url: `/data/history/production/documents/${id}?${search}`,
  })
  expect(documents.map((document) => document.title)).toEqual(title === undefined ? [] : [title])
})

test('before a draft there is the published document, for those who may read it', async () => {
  const roles = [
    {
      name: 'all',
      title: '',
      grants: [{filter: '_id in path("**")', permissions: ['read', 'create'] as const}],
    },
    {
      name: 'drafts',
      title: '',
      grants: [{filter: '_id in path("drafts.**")', permissions: ['read'] as const}],
    },
  ]
  const people = ['all', 'drafts'].map((role) => ({id: role, name: role, email: '', role}))
  const other = testLake({roles, users: people})
  const client = other.as('all')
  const published = {_id: 'p', _type: 'page', title: 'published'}
  await client.transaction().create(published).transactionId('first').commit()
  await client.create({_id: 'drafts.p', _type: 'page', title: 'draft'})
  const titles = async (userId: string, id: string) => {
    const {documents} = await other.as(userId).request<{documents: {title: string}[]}>({
      url: `/data/history/production/documents/${id}?revision=first`,
    })
    return documents.map(({title}) => title)
  }
  expect(await titles('all', 'drafts.p')).toEqual(['published'])
  expect(await titles('drafts', 'drafts.p')).toEqual([])
  expect(await titles('all', 'drafts.other')).toEqual([])
  await other.lake.close()
})

test('the events tell the life of a document, newest first', async () => {
  const page = await lake.as('writer').request<{
    events: Record<string, DocumentEvent[]>
    nextCursor: string
  }>({url: '/data/history/production/events/documents/a?limit=100'})
  expect(page.nextCursor).toBe('')
  expect(page.events['a']).toEqual([
    {
      id: 'tx-6-unpublishDocument',
      type: 'unpublishDocument',
      timestamp: '2026-03-01T08:06:00.000Z',
      author: 'reviewer',
      documentId: 'a',
      versionId: 'drafts.a',
      versionRevisionId: 'tx-6',
    },
    {
      id: 'tx-5-deleteDocumentVersion',
      type: 'deleteDocumentVersion',
      timestamp: '2026-03-01T08:05:00.000Z',
      author: 'writer',
      documentId: 'a',
      versionId: 'drafts.a',
      versionRevisionId: 'tx-4',
    },
    {
      id: 'tx-4-createDocumentVersion',
      type: 'createDocumentVersion',
      timestamp: '2026-03-01T08:04:00.000Z',
      author: 'writer',
      documentId: 'a',
      versionId: 'drafts.a',
      versionRevisionId: 'tx-4',
    },
    {
      id: 'tx-3-publishDocumentVersion',
      type: 'publishDocumentVersion',
      timestamp: '2026-03-01T08:03:00.000Z',
      author: 'reviewer',
      documentId: 'a',
      revisionId: 'tx-3',
      versionId: 'drafts.a',
      versionRevisionId: 'tx-2',
      publishCause: 'document.publish',
    },
    {
      id: 'tx-1-createDocumentVersion',
      type: 'createDocumentVersion',
      timestamp: '2026-03-01T08:01:00.000Z',
      author: 'writer',
      documentId: 'a',
      versionId: 'drafts.a',
      versionRevisionId: 'tx-1',
    },
  ])
})

test('events come in pages', async () => {
  const page = (search: string) =>
    lake.as('writer').request<{events: Record<string, DocumentEvent[]>; nextCursor: string}>({
      url: `/data/history/production/events/documents/drafts.a?limit=3&${search}`,
    })
  const first = await page('')
  const second = await page(`nextCursor=${first.nextCursor}`)
  expect([first, second].map(({events}) => events['drafts.a']?.length)).toEqual([3, 2])
  expect(second.nextCursor).toBe('')
})
