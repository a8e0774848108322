import {expect, test} from 'vitest'

import {loadDocumentHistory, loadStates} from './load-history.ts'

interface Line {
  id: string
  timestamp: string
  author: string
  documents: Record<string, object | null>
}

const time = (second: number) => new Date(Date.UTC(2026, 0, 1) + second * 1000).toISOString()

/** Answers as a store does whose transactions each replace whole documents. */
function store(lines: readonly Line[]) {
  const stateBefore = (id: string, index: number) =>
    lines.slice(0, index).findLast(({documents}) => id in documents)?.documents[id] ?? null
  let questions = 0
  const ask = (path: string, query: Record<string, string>) => {
    questions += 1
    const [, kind = '', names = ''] = path.split('/')
    const ids = names.split(',')
    if (kind === 'documents') {
      const until = lines.filter(({timestamp}) => timestamp <= (query['time'] ?? ''))
      const document = until.findLast(({documents}) => names in documents)?.documents[names]
      return Promise.resolve({documents: document ? [document] : []})
    }
    const to = lines.findIndex(({id}) => id === query['toTransaction'])
    const from = lines.findIndex(({id}) => id === query['fromTransaction'])
    const found = lines
      .map((line, index) => ({line, index}))
      .filter(({line, index}) => {
        const isAsked = ids.some((id) => id in line.documents)
        return isAsked && (to === -1 || index <= to) && index >= from
      })
      .toReversed()
      .slice(0, Number(query['limit'] ?? 100))
    const text = found.map(({line, index}) => {
      const isOnly = query['includeIdentifiedDocumentsOnly'] === 'true'
      const shown = Object.keys(line.documents).filter((id) => !isOnly || ids.includes(id))
      const effects = shown.map((id) => {
        const [after, before] = [line.documents[id] ?? null, stateBefore(id, index)]
        return [id, {apply: [0, after], revert: [0, before]}]
      })
      const {id, timestamp, author} = line
      return JSON.stringify({
        id,
        timestamp,
        author,
        documentIDs: shown,
        ...(query['effectFormat'] ? {effects: Object.fromEntries(effects)} : {}),
      })
    })
    return Promise.resolve(text.length === 0 ? undefined : text.join('\n'))
  }
  return {ask, questions: () => questions}
}

const draft = (n: number) => ({_id: 'drafts.t', _type: 'therapy', n})

test('a history of more than one page is read to its beginning', async () => {
  const lines = Array.from({length: 1_203}, (_, n) => ({
    id: `tx-${n}`,
    timestamp: time(n),
    author: 'will',
    documents: {'drafts.t': draft(n)},
  }))
  const {history, formsOf} = await loadDocumentHistory(store(lines).ask, 't')
  expect(history('drafts.t').map(({after}) => after?.['n'])).toEqual(lines.map((_, n) => n))
  expect(formsOf('t')).toEqual(['drafts.t'])
})

test('a version that became public with a release is found by the transaction', async () => {
  const version = {_id: 'versions.r1.t', _type: 'therapy', n: 1}
  const lines: Line[] = [
    {id: 'a', timestamp: time(1), author: 'will', documents: {'versions.r1.t': version}},
    {
      id: 'b',
      timestamp: time(2),
      author: 'rita',
      documents: {t: {...version, _id: 't'}, 'versions.r1.t': null, other: null},
    },
  ]
  const {history, formsOf} = await loadDocumentHistory(store(lines).ask, 't')
  expect(formsOf('t')).toEqual(['versions.r1.t'])
  expect(history('versions.r1.t').map(({author, after}) => [author, after])).toEqual([
    ['will', version],
    ['rita', null],
  ])
})

test('a document that never was has no history', async () => {
  const {ask, questions} = store([])
  expect(await loadStates(ask, 'review.1')).toEqual([])
  expect(questions()).toBe(1)
})
