import type {DocumentHistory} from './authorship.ts'
import {type LoggedEffects, parseEffects, readDocumentHistory} from './document-history.ts'
import type {HistoryEntry, StoredDocument} from './pending-transaction.ts'

/**
 * Asks a store about its history, below `/data/history/<dataset>`.
 *
 * @returns the body of the answer: an object, or text with one object a line
 */
export type AskHistory = (path: string, query: Record<string, string>) => Promise<unknown>

/** Transactions that one answer brings. */
const pageSize = 500

/**
 * Loads everything that a store remembers of a document and its draft, by the API that the Studio
 * shows the history of a document with. Versions in releases are found where one became public.
 *
 * @param id - published id
 */
export async function loadDocumentHistory(ask: AskHistory, id: string): Promise<DocumentHistory> {
  const ids = [id, `drafts.${id}`]
  const transactions = await transactionsOf(ask, ids)
  const versions = await versionsIn(ask, transactions, id)
  const all = versions.length > 0 ? await transactionsOf(ask, [...ids, ...versions]) : transactions
  return historyBefore(ask, all, [...ids, ...versions])
}

/** Loads the states of one document that has neither a draft nor versions, such as a review step. */
export async function loadStates(ask: AskHistory, id: string): Promise<readonly HistoryEntry[]> {
  const transactions = await transactionsOf(ask, [id])
  return (await historyBefore(ask, transactions, [id])).history(id)
}

async function historyBefore(
  ask: AskHistory,
  transactions: readonly LoggedEffects[],
  ids: readonly string[],
): Promise<DocumentHistory> {
  const newest = transactions[0]
  const now = await Promise.all(
    ids.map(async (one) => {
      const document = newest && (await stateAt(ask, one, newest.timestamp))
      return [one, document ?? null] as const
    }),
  )
  return readDocumentHistory(transactions, new Map(now))
}

/** Newest first. */
async function transactionsOf(ask: AskHistory, ids: readonly string[]): Promise<LoggedEffects[]> {
  const transactions: LoggedEffects[] = []
  for (;;) {
    const before = transactions.at(-1)?.id
    const lines = await ask(`/transactions/${ids.join(',')}`, {
      effectFormat: 'mendoza',
      excludeContent: 'true',
      excludeMutations: 'true',
      includeIdentifiedDocumentsOnly: 'true',
      reverse: 'true',
      limit: String(pageSize),
      ...(before === undefined ? {} : {toTransaction: before}),
    })
    const page = parseEffects(textOf(lines))
    const fresh = page.filter((line) => line.id !== before)
    transactions.push(...fresh)
    if (page.length < pageSize || fresh.length === 0) return transactions
  }
}

/** A release that was published is told by the other documents of the transaction. */
async function versionsIn(
  ask: AskHistory,
  transactions: readonly LoggedEffects[],
  id: string,
): Promise<string[]> {
  const unexplained = transactions.filter(({effects}) => effects[id] && !effects[`drafts.${id}`])
  const found = await Promise.all(
    unexplained.map(async (transaction) => {
      const lines = await ask(`/transactions/${id}`, {
        excludeContent: 'true',
        excludeMutations: 'true',
        fromTransaction: transaction.id,
        toTransaction: transaction.id,
      })
      return documentIdsIn(textOf(lines))
    }),
  )
  const isVersion = (one: string) => one.replace(/^versions\.[^.]+\./u, '') === id && one !== id
  return [...new Set(found.flat().filter(isVersion))]
}

function documentIdsIn(ndjson: string): string[] {
  return ndjson.split('\n').flatMap((line) => {
    if (line.trim() === '') return []
    const value: unknown = JSON.parse(line)
    const ids = typeof value === 'object' && value !== null && 'documentIDs' in value
    return ids && Array.isArray(value.documentIDs) ? value.documentIDs.map(String) : []
  })
}

async function stateAt(
  ask: AskHistory,
  id: string,
  time: string,
): Promise<StoredDocument | undefined> {
  const answer = await ask(`/documents/${id}`, {time})
  if (typeof answer !== 'object' || answer === null || !('documents' in answer)) return undefined
  const {documents} = answer
  return Array.isArray(documents)
    ? ((documents[0] as StoredDocument | null) ?? undefined)
    : undefined
}

/** A client may have read a single line as JSON already, and an empty history as nothing. */
function textOf(lines: unknown): string {
  if (lines === undefined || lines === null) return ''
  return typeof lines === 'string' ? lines : JSON.stringify(lines)
}
