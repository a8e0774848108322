import {textsOf} from '../store/change-texts.ts'
import type {TransactionRecord} from '../store/records.ts'

export interface EventOptions {
  includeMutations: boolean
  includeResult: boolean
  includePreviousRevision: boolean
  includeEffects: boolean
}

/** For each change of a transaction: 1 passed the filter before it, 2 passes after it, 3 both. */
export type Passes = ArrayLike<number>

/**
 * What one listener is told about a transaction: exactly one event per document that passed its
 * filter before or after. Totals count these documents only, because a client buffers until that
 * many have arrived.
 *
 * @returns ids, and data as JSON text
 */
export function mutationEvents(
  transaction: TransactionRecord,
  passes: Passes,
  options: EventOptions,
): {id: string; text: string}[] {
  const matching = transaction.changes.flatMap((change, index) => {
    const transition = transitions[passes[index] ?? 0]
    return transition === undefined ? [] : [{change, transition}]
  })
  return matching.map(({change, transition}, index) => {
    const {id: documentId, before, after} = change
    const texts = textsOf(change)
    const eventId = `${transaction.id}#${documentId}`
    const plain = JSON.stringify({
      eventId,
      documentId,
      transactionId: transaction.id,
      transition,
      identity: transaction.author,
      ...(before ? {previousRev: before._rev} : {}),
      // For a deletion, too: the Studio chains events by it, and drops one that has none.
      resultRev: transaction.id,
      timestamp: transaction.timestamp,
      visibility: 'query',
      transactionTotalEvents: matching.length,
      transactionCurrentEvent: index,
    })
    const large = [
      `"mutations":${options.includeMutations ? texts.mutations : '[]'}`,
      ...(options.includeResult && after ? [`"result":${texts.after}`] : []),
      ...(options.includePreviousRevision ? [`"previous":${texts.before}`] : []),
      ...(options.includeEffects
        ? [`"effects":{"apply":${texts.apply},"revert":${texts.revert}}`]
        : []),
    ]
    return {id: eventId, text: `${plain.slice(0, -1)},${large.join(',')}}`}
  })
}

const transitions = [undefined, 'disappear', 'appear', 'update'] as const
