import {applyPatch, type RawPatch} from 'mendoza'

import type {DocumentHistory} from './authorship.ts'
import type {HistoryEntry, StoredDocument} from './pending-transaction.ts'

/** A line of the history that a store answers with (`/data/history/…/transactions/…`). */
export interface LoggedEffects {
  id: string
  /** ISO 8601. */
  timestamp: string
  /** User id. */
  author: string
  /** By document id: what leads to the state after the transaction, and back (`effectFormat=mendoza`). */
  effects: Readonly<Record<string, {apply: RawPatch; revert: RawPatch}>>
}

/** Reads the lines of a history; a line that is no transaction with effects is left out. */
export function parseEffects(ndjson: string): LoggedEffects[] {
  return ndjson.split('\n').flatMap((line) => {
    if (line.trim() === '') return []
    const value: unknown = JSON.parse(line)
    return isLoggedEffects(value) ? [value] : []
  })
}

/**
 * Works back from the present through the transactions of a document, so that an editor can ask the
 * same questions about its past as the store does.
 *
 * @param transactions - in any order
 * @param now - the published document, its draft and its versions by their ids, after the newest of
 *   the transactions; `null` for one that is gone
 */
export function readDocumentHistory(
  transactions: readonly LoggedEffects[],
  now: ReadonlyMap<string, StoredDocument | null>,
): DocumentHistory {
  const newestFirst = transactions.toSorted((left, right) =>
    left.timestamp < right.timestamp ? 1 : -1,
  )
  const histories = new Map(
    [...now].map(([id, document]) => [id, historyOf(newestFirst, id, document)] as const),
  )
  return {
    history: (id) => histories.get(id) ?? [],
    formsOf: (publishedId) =>
      [...histories.keys()].filter(
        (id) => id !== publishedId && (histories.get(id)?.length ?? 0) > 0,
      ),
  }
}

function historyOf(
  newestFirst: readonly LoggedEffects[],
  id: string,
  now: StoredDocument | null,
): HistoryEntry[] {
  const entries: HistoryEntry[] = []
  let after = now && withoutRevision(now)
  for (const {author, timestamp, effects} of newestFirst) {
    const effect = effects[id]
    if (!effect) continue
    const before = applyPatch(after, effect.revert) as StoredDocument | null
    entries.push({author, timestamp, before, after})
    after = before
  }
  return entries.toReversed()
}

/** Effects speak of documents without it. */
function withoutRevision(document: StoredDocument): StoredDocument {
  const {_rev: _dropped, ...rest} = document
  return rest
}

function isLoggedEffects(value: unknown): value is LoggedEffects {
  if (typeof value !== 'object' || value === null) return false
  const fields: Readonly<Record<string, unknown>> = {...value}
  const {effects} = fields
  return (
    ['id', 'timestamp', 'author'].every((name) => typeof fields[name] === 'string') &&
    typeof effects === 'object' &&
    effects !== null
  )
}
