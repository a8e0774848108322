import {expect, test} from 'vitest'

import {type LoggedTransaction, parseTransactions, readTransactionLog} from './transaction-log.ts'

const line = (
  minute: number,
  author: string,
  ...mutations: Record<string, unknown>[]
): LoggedTransaction => ({
  id: `tx-${minute}`,
  timestamp: `2026-01-01T00:0${minute}:00Z`,
  author,
  mutations,
})

const edit = {patch: {id: 'drafts.t', set: {name: 'A'}}}
const publish = [{createOrReplace: {_id: 't', _type: 'therapy'}}, {delete: {id: 'drafts.t'}}]

test('whoever wrote before a publication is its writer; whoever publishes is not', () => {
  const log = readTransactionLog(
    [
      line(1, 'wanda', {create: {_id: 'drafts.t', _type: 'therapy'}}),
      line(2, 'rolf', edit),
      line(3, 'wanda', edit),
      line(4, 'rita', ...publish),
      line(5, 'otto', edit),
      line(6, 'rita', {create: {_id: 'drafts.t', _type: 'therapy'}}, {delete: {id: 't'}}),
    ],
    't',
  )
  expect(log).toEqual({
    publications: [
      {transaction: 'tx-4', at: '2026-01-01T00:04:00Z', by: 'rita', writers: ['wanda', 'rolf']},
    ],
    withdrawals: [{at: '2026-01-01T00:06:00Z', by: 'rita'}],
    writers: ['otto'],
    discarded: '',
  })
})

test('versions count, discarding does not, and squashed transactions name their authors', () => {
  const log = readTransactionLog(
    [
      line(2, 'rita', {delete: {id: 'drafts.t'}}),
      line(1, 'wanda', {patch: {id: 'versions.r1.t', set: {name: 'A'}}}),
      line(3, 'x', {patch: {id: 'drafts.other', set: {name: 'A'}}}),
      line(4, 'system', {createSquashed: {document: {_id: 'drafts.t'}, authors: ['ada', 'otto']}}),
    ],
    't',
  )
  expect(log.writers).toEqual(['wanda', 'ada', 'otto'])
  expect(log.discarded).toBe('2026-01-01T00:02:00Z')
})

test('the lines of a history are read, and an empty history is empty', () => {
  const lines = [line(1, 'wanda', edit), line(2, 'rita', ...publish)]
  expect(parseTransactions(lines.map((one) => `${JSON.stringify(one)}\n`).join(''))).toEqual(lines)
  expect(parseTransactions('')).toEqual([])
})
