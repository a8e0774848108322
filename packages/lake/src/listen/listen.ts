import {randomUUID} from 'node:crypto'

import type {Caller} from '../auth/caller.ts'
import type {Dataset} from '../dataset.ts'
import type {SanityDocument} from '../document.ts'
import {QueryParseError} from '../query/engine.ts'
import {compileFilter} from '../query/filter.ts'
import type {ChangeRow, TransactionRecord} from '../store/records.ts'
import {type EventSink, eventStream} from './event-stream.ts'
import {type EventOptions, mutationEvents} from './mutation-events.ts'

/** A client that missed more changes than this is told to start anew. */
const MAXIMUM_REPLAY = 1_000

export interface ListenRequest extends EventOptions {
  query: string
  params: Record<string, unknown>
  enableResume: boolean
  lastEventId: string | undefined
  /** False for API versions before 2025-02-19. */
  showVersions: boolean
}

/** Streams every later change of documents that pass the leading filter of the query. */
export function listen(dataset: Dataset, caller: Caller, request: ListenRequest): Response {
  let passes: (document: SanityDocument | null) => boolean
  try {
    passes = filterFor(dataset, caller, request)
  } catch (error) {
    if (!(error instanceof QueryParseError)) throw error
    // The client expects the refusal inside the stream.
    const {query, start, end, description} = error
    return eventStream((sink) => {
      const failure = {type: 'queryParseError', description, query, start, end}
      sink.send({name: 'channelError', data: {error: failure}})
      sink.end()
      return () => undefined
    })
  }
  return eventStream((sink) => {
    const tell = (transaction: TransactionRecord) => {
      try {
        for (const {id, data} of mutationEvents(transaction, passes, request)) {
          sink.send({name: 'mutation', id, data})
        }
      } catch (error) {
        // The transaction is stored; a filter that fails on it is the business of this listener.
        const message = `the filter failed: ${error instanceof Error ? error.message : String(error)}`
        sink.send({name: 'channelError', data: {message}})
        sink.end()
      }
    }
    greet(dataset, passes, request, sink, tell)
    return dataset.commits.subscribe({next: tell, end: () => sink.end()})
  })
}

function filterFor(dataset: Dataset, caller: Caller, request: ListenRequest) {
  const context = {identity: caller.id, projectId: dataset.projectId, dataset: dataset.name}
  const matches = compileFilter(request.query, request.params, context)
  const access = caller.access(dataset.name)
  return (document: SanityDocument | null) =>
    document !== null &&
    (request.showVersions || !document._id.startsWith('versions.')) &&
    access.can('read', document) &&
    matches(document)
}

function greet(
  dataset: Dataset,
  passes: (document: SanityDocument | null) => boolean,
  request: ListenRequest,
  sink: EventSink,
  tell: (transaction: TransactionRecord) => void,
): void {
  const {enableResume, lastEventId} = request
  const listenerName = randomUUID()
  if (!enableResume || lastEventId === undefined) {
    sink.send({name: 'welcome', data: {listenerName}})
    return
  }
  const missed = missedSince(dataset, passes, request, lastEventId)
  if (!missed) {
    sink.send({name: 'reset', data: {listenerName}})
    return
  }
  sink.send({name: 'welcomeback', data: {listenerName}})
  for (const transaction of missed) tell(transaction)
}

/**
 * Transactions after the one an event id belongs to; `null` when it is unknown, too long ago, or
 * not the last event this listener had to get of its transaction.
 */
function missedSince(
  dataset: Dataset,
  passes: (document: SanityDocument | null) => boolean,
  request: ListenRequest,
  eventId: string,
): TransactionRecord[] | null {
  const stored = dataset.store.transaction(eventId.split('#')[0] ?? '')
  if (!stored || dataset.store.countSince(stored.sequence) > MAXIMUM_REPLAY) return null
  const [last, ...missed] = rebuild(dataset, dataset.store.changesSince(stored.sequence))
  if (!last || mutationEvents(last, passes, request).at(-1)?.id !== eventId) return null
  return missed
}

function rebuild(dataset: Dataset, rows: readonly ChangeRow[]): TransactionRecord[] {
  const revisions = new Map(
    [...new Set(rows.map(({documentId}) => documentId))].map((id) => [
      id,
      new Map(dataset.store.revisionsOf(id).map((revision) => [revision.sequence, revision])),
    ]),
  )
  const transactions = new Map<number, TransactionRecord>()
  for (const row of rows) {
    const {sequence, transactionId, timestamp, author, documentId, mutations, effects} = row
    const transaction = transactions.get(sequence) ?? {
      sequence,
      id: transactionId,
      timestamp,
      author,
      changes: [],
    }
    const revision = revisions.get(documentId)?.get(sequence)
    const {before = null, after = null} = revision ?? {}
    transaction.changes.push({id: documentId, before, after, mutations, effects})
    transactions.set(sequence, transaction)
  }
  return [...transactions.values()]
}
