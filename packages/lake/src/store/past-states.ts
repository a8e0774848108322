import {applyPatch} from 'mendoza'

import type {SanityDocument} from '../document.ts'
import {type DatasetStore, withoutRevision} from './dataset-store.ts'
import type {ChangeRow, Revision} from './records.ts'

const PAGE = 100

/**
 * The states of a document from the present one back, so that recent ones cost the same however
 * long its past is.
 */
export function* pastStates(store: DatasetStore, documentId: string): Generator<Revision> {
  let after = store.get(documentId)
  let sequence = Number.POSITIVE_INFINITY
  for (;;) {
    const rows = store.changesBefore(documentId, sequence, PAGE)
    for (const row of rows) {
      const {transactionId, author, timestamp} = row
      const before = previousState(after, row)
      sequence = row.sequence
      yield {sequence, transactionId, author, timestamp, before, after}
      after = before
    }
    if (rows.length < PAGE) return
  }
}

/** The state before a stored change, given the one after it. */
export function previousState(
  after: SanityDocument | null,
  {beforeRevision, effects}: ChangeRow,
): SanityDocument | null {
  if (beforeRevision === null) return null
  const before = applyPatch(withoutRevision(after), effects.revert) as SanityDocument | null
  return before && {...before, _rev: beforeRevision}
}

/** The last content of a document that is gone; of one that is there, what it is. */
export function lastContent(store: DatasetStore, documentId: string): SanityDocument | null {
  const current = store.get(documentId)
  if (current) return current
  const [last] = pastStates(store, documentId).take(1)
  return last?.before ?? null
}
