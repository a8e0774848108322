import {expect, test} from 'vitest'

import {type LoggedEffects, parseEffects, readDocumentHistory} from './document-history.ts'

type Text = {_id: string; _type: string; name: string} | null

const draft = (name: string): Text => ({_id: 'drafts.t', _type: 'therapy', name})
const page = (name: string): Text => ({_id: 't', _type: 'therapy', name})

const line = (minute: number, author: string, ...changes: [Text, Text][]): LoggedEffects => ({
  id: `tx-${minute}`,
  timestamp: `2026-01-01T00:0${minute}:00Z`,
  author,
  effects: Object.fromEntries(
    changes.map(([before, after]) => [
      (before ?? after)?._id ?? '',
      {apply: [0, after], revert: [0, before]},
    ]),
  ),
})

const lines = [
  line(1, 'wanda', [null, draft('A')]),
  line(3, 'rita', [draft('B'), null], [null, page('B')]),
  line(2, 'otto', [draft('A'), draft('B')]),
]

test('every state of a document is found again from the present', () => {
  const now = new Map([
    ['t', {...page('B'), _id: 't', _type: 'therapy', _rev: 'tx-3'}],
    ['drafts.t', null],
  ])
  const {history, formsOf} = readDocumentHistory(lines, now)
  const at = (minute: number) => `2026-01-01T00:0${minute}:00Z`
  expect(history('drafts.t')).toEqual([
    {author: 'wanda', timestamp: at(1), before: null, after: draft('A')},
    {author: 'otto', timestamp: at(2), before: draft('A'), after: draft('B')},
    {author: 'rita', timestamp: at(3), before: draft('B'), after: null},
  ])
  expect(history('t')).toEqual([{author: 'rita', timestamp: at(3), before: null, after: page('B')}])
  expect(formsOf('t')).toEqual(['drafts.t'])
  expect(history('other')).toEqual([])
})

test('the lines of a history are read, and an empty history is empty', () => {
  expect(parseEffects(lines.map((one) => `${JSON.stringify(one)}\n`).join(''))).toEqual(lines)
  expect(parseEffects('\n{"error": "x"}')).toEqual([])
})
