import type {Change, TransactionRecord} from '../store/records.ts'

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
      ...(after ? {resultRev: after._rev} : {}),
      timestamp: transaction.timestamp,
      visibility: 'query',
      transactionTotalEvents: matching.length,
      transactionCurrentEvent: index,
    })
    const large = [
      `"mutations":${options.includeMutations ? texts.mutations : '[]'}`,
      ...(options.includeResult && after ? [`"result":${texts.after}`] : []),
      ...(options.includePreviousRevision ? [`"previous":${texts.before}`] : []),
      ...(options.includeEffects ? [`"effects":${texts.effects}`] : []),
    ]
    return {id: eventId, text: `${plain.slice(0, -1)},${large.join(',')}}`}
  })
}

const transitions = [undefined, 'disappear', 'appear', 'update'] as const

interface ChangeTexts {
  readonly mutations: string
  readonly before: string
  readonly after: string
  readonly effects: string
}

const known = new WeakMap<Change, ChangeTexts>()

/** Printed once for all listeners, and only what one of them wants. */
export function textsOf(change: Change): ChangeTexts {
  let texts = known.get(change)
  if (!texts) {
    texts = {
      get mutations() {
        return keep(this, 'mutations', change.mutations)
      },
      get before() {
        return keep(this, 'before', change.before)
      },
      get after() {
        return keep(this, 'after', change.after)
      },
      get effects() {
        return keep(this, 'effects', change.effects)
      },
    }
    known.set(change, texts)
  }
  return texts
}

function keep(texts: ChangeTexts, name: keyof ChangeTexts, value: unknown): string {
  const text = JSON.stringify(value)
  Object.defineProperty(texts, name, {value: text})
  return text
}
