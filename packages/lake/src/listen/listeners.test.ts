import {afterEach, beforeEach, expect, test, vi} from 'vitest'

import type {TransactionRecord} from '../store/records.ts'
import {Commits} from './commits.ts'
import type {Passes} from './mutation-events.ts'
import {Listeners} from './listeners.ts'

// A thread has to start first, and the machine may be busy.
vi.setConfig({testTimeout: 60_000})

let commits: Commits
let listeners: Listeners
beforeEach(() => {
  commits = new Commits()
  listeners = new Listeners(commits)
})
afterEach(() => listeners.close())

function listener(query: string, params: Record<string, unknown> = {}) {
  const told: string[] = []
  const waiting: {count: number; resolve: (told: string[]) => void}[] = []
  const note = (text: string) => {
    told.push(text)
    for (const {count, resolve} of waiting) if (told.length >= count) resolve(told)
  }
  const listening = listeners.add(
    {query, params, identity: 'ada', projectId: 'p', dataset: 'd'},
    {
      ready: () => note('ready'),
      refused: ({description}) => note(`refused: ${description}`),
      failed: (message) => note(`failed: ${message}`),
      tell: ({id}, passes: Passes) => note(`${id}: ${Array.from(passes).join(' ')}`),
      end: () => note('end'),
    },
  )
  return {
    ...listening,
    told: async (count: number) =>
      new Promise<string[]>((resolve) => {
        if (told.length >= count) resolve(told)
        else waiting.push({count, resolve})
      }),
  }
}

let sequence = 0
function transaction(...types: [before: string | null, after: string | null][]): TransactionRecord {
  sequence += 1
  const document = (_id: string, _type: string | null, extra = {}) =>
    _type === null
      ? null
      : {_id, _type, _rev: 'r', _createdAt: '', _updatedAt: '', list: [1], ...extra}
  return {
    sequence,
    id: `tx-${types.flat().join('-')}`,
    timestamp: '',
    author: 'ada',
    changes: types.map(([before, after], index) => ({
      id: `d${index}`,
      before: document(`d${index}`, before),
      after: document(`d${index}`, after, {list: Array.from({length: 2_000}, (_, n) => n)}),
      mutations: [],
      effects: {apply: [], revert: []},
    })),
  }
}

test('each is told the transactions that concern it, and how', async () => {
  const pages = listener('*[_type == $type]', {type: 'page'})
  const all = listener('*')
  await pages.told(1)
  commits.emit(transaction([null, 'page'], ['page', 'post'], ['post', 'page']))
  commits.emit(transaction(['post', null]))
  commits.emit(transaction(['page', null]))
  expect(await pages.told(3)).toEqual([
    'ready',
    'tx--page-page-post-post-page: 2 1 2',
    'tx-page-: 1',
  ])
  expect(await all.told(4)).toEqual([
    'ready',
    'tx--page-page-post-post-page: 2 3 3',
    'tx-post-: 1',
    'tx-page-: 1',
  ])
})

test('what was committed between the request and its welcome is told', async () => {
  const pages = listener('*[_type == "page"]')
  commits.emit(transaction([null, 'page']))
  expect(await pages.told(2)).toEqual(['ready', 'tx--page: 2'])
})

test('an earlier transaction is matched before later ones are told', async () => {
  const pages = listener('*[_type == "page"]')
  await pages.told(1)
  const order: string[] = []
  const matched = new Promise<void>((resolve) => {
    pages.match([transaction([null, 'page']), transaction([null, 'post'])], (passes) => {
      order.push(JSON.stringify(passes.map((each) => Array.from(each))))
      resolve()
    })
  })
  commits.emit(transaction(['page', 'page']))
  await matched
  order.push(...(await pages.told(2)))
  expect(order).toEqual(['[[2],[0]]', 'ready', 'tx-page-page: 3'])
})

test('a filter that takes for ever is stopped, and the others are told', async () => {
  const endless = listener('*[count(list[count(^.list[count(^.^.list[@ > 1]) > 1]) > 1]) > 0]')
  const pages = listener('*[_type == "page"]')
  await Promise.all([endless.told(1), pages.told(1)])
  commits.emit(transaction([null, 'page']))
  expect(await pages.told(2)).toEqual(['ready', 'tx--page: 2'])
  expect(await endless.told(2)).toEqual([
    'ready',
    expect.stringMatching(/^failed: the filter was stopped after 5\d(\.\d)? ms$/),
  ])
  commits.emit(transaction(['page', null]))
  expect(await pages.told(3)).toHaveLength(3)
})

test('a filter that takes all memory is stopped, and the others are told', async () => {
  // 2 000 numbers, and 30 times twice as many.
  const greedy = Array.from({length: 30}).reduce<string>(
    (list) => `[{"l": ${list}}]{"l": [...l, ...l]}[0].l`,
    'list',
  )
  const hungry = listener(`*[count(${greedy}) > 0]`)
  const pages = listener('*[_type == "page"]')
  await Promise.all([hungry.told(1), pages.told(1)])
  commits.emit(transaction([null, 'page']))
  expect(await pages.told(2)).toEqual(['ready', 'tx--page: 2'])
  expect((await hungry.told(2))[1]).toMatch(/^failed: (the filter was stopped|it was stopped: )/)
})

test('a malformed filter is refused', async () => {
  const malformed = listener('*[_type == ')
  expect(await malformed.told(1)).toEqual(['refused: unexpected end-of-file, expected expression'])
})

test('one that has stopped is told nothing more', async () => {
  const [stopped, other] = [listener('*[true]'), listener('*[true]')]
  await Promise.all([stopped.told(1), other.told(1)])
  stopped.stop()
  stopped.stop()
  expect(listeners.size).toBe(1)
  commits.emit(transaction([null, 'page']))
  await other.told(2)
  expect(await stopped.told(1)).toEqual(['ready'])
})
