import type {DatasetStore} from '../store/dataset-store.ts'
import type {ChangeRow} from '../store/records.ts'

export interface TransactionsRequest {
  excludeMutations: boolean
  includeEffects: boolean
  includeIdentifiedDocumentsOnly: boolean
  /** Newest first. */
  reverse: boolean
  limit: number
  /** Transaction ids and times are inclusive bounds. */
  fromTransaction: string | undefined
  toTransaction: string | undefined
  fromTime: string | undefined
  toTime: string | undefined
  authors: string[] | undefined
}

export interface TransactionLine {
  id: string
  timestamp: string
  author: string
  documentIDs: string[]
  mutations?: Record<string, unknown>[]
  effects?: Record<string, ChangeRow['effects']>
}

/** The transactions that touched any of the documents, oldest first unless reversed. */
export function transactionLines(
  store: DatasetStore,
  documentIds: readonly string[],
  request: TransactionsRequest,
): TransactionLine[] {
  const rows = new Map<number, ChangeRow[]>()
  for (const id of documentIds) {
    for (const row of store.changesOf(id)) {
      rows.set(row.sequence, [...(rows.get(row.sequence) ?? []), row])
    }
  }
  const from = bound(store, request.fromTransaction, 0)
  const to = bound(store, request.toTransaction, Number.POSITIVE_INFINITY)
  const wanted = [...rows]
    .filter(([sequence, [row]]) => {
      if (!row || sequence < from || sequence > to) return false
      const {timestamp, author} = row
      return (
        (request.fromTime === undefined || Date.parse(timestamp) >= Date.parse(request.fromTime)) &&
        (request.toTime === undefined || Date.parse(timestamp) <= Date.parse(request.toTime)) &&
        (request.authors === undefined || request.authors.includes(author))
      )
    })
    .sort(([a], [b]) => (request.reverse ? b - a : a - b))
    .slice(0, request.limit)
  return wanted.map(([, identified]) => lineOf(store, identified, request))
}

function lineOf(
  store: DatasetStore,
  identified: readonly ChangeRow[],
  request: TransactionsRequest,
): TransactionLine {
  const [first] = identified
  if (!first) throw new TypeError('a transaction has at least one change')
  const {transactionId: id, timestamp, author} = first
  const shown = request.includeIdentifiedDocumentsOnly ? identified : store.changesIn(id)
  const byPosition = [...shown].sort((a, b) => a.position - b.position)
  return {
    id,
    timestamp,
    author,
    documentIDs: byPosition.map(({documentId}) => documentId),
    ...(request.excludeMutations
      ? {}
      : {mutations: byPosition.flatMap(({mutations}) => mutations)}),
    ...(request.includeEffects
      ? {effects: Object.fromEntries(byPosition.map((row) => [row.documentId, row.effects]))}
      : {}),
  }
}

/** An unknown transaction id bounds nothing. */
function bound(store: DatasetStore, transactionId: string | undefined, fallback: number): number {
  if (transactionId === undefined || transactionId === '') return fallback
  return store.transaction(transactionId)?.sequence ?? fallback
}
