import type {SanityDocument} from '../document.ts'
import type {Change, TransactionRecord} from '../store/records.ts'

export interface EventOptions {
  includeMutations: boolean
  includeResult: boolean
  includePreviousRevision: boolean
  includeEffects: boolean
}

/**
 * What one listener is told about a transaction: exactly one event per document that passed its
 * filter before or after. Totals count these documents only, because a client buffers until that
 * many have arrived.
 */
export function mutationEvents(
  transaction: TransactionRecord,
  passes: (document: SanityDocument | null) => boolean,
  options: EventOptions,
): {id: string; data: Record<string, unknown>}[] {
  const matching = transaction.changes.flatMap((change) => {
    const transition = transitionOf(change, passes)
    return transition ? [{change, transition}] : []
  })
  return matching.map(({change, transition}, index) => {
    const {id: documentId, before, after, mutations, effects} = change
    const eventId = `${transaction.id}#${documentId}`
    return {
      id: eventId,
      data: {
        eventId,
        documentId,
        transactionId: transaction.id,
        transition,
        identity: transaction.author,
        mutations: options.includeMutations ? mutations : [],
        ...(before ? {previousRev: before._rev} : {}),
        ...(after ? {resultRev: after._rev} : {}),
        ...(options.includeResult && after ? {result: after} : {}),
        ...(options.includePreviousRevision ? {previous: before} : {}),
        ...(options.includeEffects ? {effects} : {}),
        timestamp: transaction.timestamp,
        visibility: 'query',
        transactionTotalEvents: matching.length,
        transactionCurrentEvent: index,
      },
    }
  })
}

function transitionOf(
  {before, after}: Change,
  passes: (document: SanityDocument | null) => boolean,
): 'appear' | 'update' | 'disappear' | null {
  const [passedBefore, passesNow] = [passes(before), passes(after)]
  if (passedBefore) return passesNow ? 'update' : 'disappear'
  return passesNow ? 'appear' : null
}
