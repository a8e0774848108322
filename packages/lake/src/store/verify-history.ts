import {isDeepStrictEqual} from 'node:util'

import type {SanityDocument} from '../document.ts'
import {nextState, transactionHash} from './dataset-store.ts'
import type {Store} from './store.ts'

export interface HistoryCheck {
  transactions: number
  /** Empty when nothing was altered behind the lake's back. */
  problems: {place: string; message: string}[]
}

/**
 * Recomputes every transaction's hash and replays every change, and compares the outcome with the
 * stored documents. Finds edits made to the file by anything but the lake; someone who also
 * recomputes all later hashes is not found, unless the last hash is kept elsewhere.
 */
export function verifyHistory(store: Store): HistoryCheck {
  const problems: HistoryCheck['problems'] = []
  const states = new Map<string, SanityDocument | null>()
  const changesOf = store.database.prepare(
    `SELECT document_id, before_revision, after_revision, mutations, apply, revert, dataset
     FROM change WHERE sequence = ? ORDER BY position`,
  )
  let previousHash = ''
  let transactions = 0
  const rows = store.database.prepare('SELECT * FROM "transaction" ORDER BY sequence').all()
  for (const row of rows) {
    transactions += 1
    const place = `transaction ${String(row['id'])}`
    const changes = changesOf.all(Number(row['sequence']))
    const hash = transactionHash({
      previousHash,
      content: [
        Number(row['sequence']),
        ...['dataset', 'id', 'timestamp', 'author', 'request', 'request_hash'].map((column) =>
          String(row[column]),
        ),
      ],
      changes: changes.map((change) =>
        ['document_id', 'before_revision', 'after_revision', 'mutations', 'apply', 'revert'].map(
          (column) => (change[column] === null ? null : String(change[column])),
        ),
      ),
    })
    if (row['previous_hash'] !== previousHash || row['hash'] !== hash) {
      problems.push({place, message: 'its hash does not fit its content and its predecessor'})
    }
    previousHash = String(row['hash'])
    for (const change of changes) {
      const key = `${String(change['dataset'])}/${String(change['document_id'])}`
      const apply = JSON.parse(String(change['apply'])) as unknown[]
      const afterRevision =
        change['after_revision'] === null ? null : String(change['after_revision'])
      try {
        const after = nextState(states.get(key) ?? null, {
          afterRevision,
          effects: {apply, revert: []},
        })
        states.set(key, after)
      } catch (error) {
        problems.push({place, message: `the change of ${key} cannot be replayed: ${String(error)}`})
      }
    }
  }
  const stored = new Map(
    store.database
      .prepare('SELECT dataset, id, content FROM document')
      .all()
      .map((row) => [
        `${String(row['dataset'])}/${String(row['id'])}`,
        JSON.parse(String(row['content'])) as unknown,
      ]),
  )
  for (const key of new Set([...states.keys(), ...stored.keys()])) {
    if (!isDeepStrictEqual(states.get(key) ?? null, stored.get(key) ?? null)) {
      problems.push({place: key, message: 'the document is not what its history ends with'})
    }
  }
  return {transactions, problems}
}
