import type {SanityDocument} from '../document.ts'
import type {DatasetStore} from '../store/dataset-store.ts'
import {previousState} from '../store/past-states.ts'
import type {ChangeRow, TransactionRecord} from '../store/records.ts'

/** A client that missed more changes, or more bytes of them, is told to start anew. */
const MAXIMUM_CHANGES = 1_000
const MAXIMUM_BYTES = 8_000_000

/**
 * The transaction an event id belongs to and all after it; `null` when it is unknown or too long
 * ago.
 */
export function transactionsSince(
  store: DatasetStore,
  eventId: string,
): TransactionRecord[] | null {
  const stored = store.transaction(eventId.split('#')[0] ?? '')
  if (!stored) return null
  const {count, bytes} = store.sizeSince(stored.sequence)
  if (count > MAXIMUM_CHANGES || bytes > MAXIMUM_BYTES) return null
  return rebuild(store.changesSince(stored.sequence), (id) => store.get(id))
}

/** Goes back from the present state, so that it takes no longer for a document with a long past. */
function rebuild(
  rows: readonly ChangeRow[],
  get: (id: string) => SanityDocument | null,
): TransactionRecord[] {
  const states = new Map<string, SanityDocument | null>()
  const transactions = new Map<number, TransactionRecord>()
  for (const row of rows.toReversed()) {
    const {sequence, transactionId: id, timestamp, author, documentId, mutations, effects} = row
    const after = states.has(documentId) ? (states.get(documentId) ?? null) : get(documentId)
    const before = previousState(after, row)
    states.set(documentId, before)
    const transaction = transactions.get(sequence) ?? {sequence, id, timestamp, author, changes: []}
    transaction.changes.unshift({id: documentId, before, after, mutations, effects})
    transactions.set(sequence, transaction)
  }
  return [...transactions.values()].toReversed()
}
