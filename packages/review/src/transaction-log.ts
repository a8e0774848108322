/** A line of the history that a store answers with (`/data/history/…/transactions/…`). */
export interface LoggedTransaction {
  id: string
  /** ISO 8601. */
  timestamp: string
  author: string
  /** What was sent, one entry per document and operation. */
  mutations?: readonly Readonly<Record<string, unknown>>[]
}

/** A time at which a document became public. */
export interface Publication {
  transaction: string
  /** ISO 8601. */
  at: string
  /** User id. */
  by: string
  /** User ids of those who wrote in its drafts and versions before, in the order of their first edit. */
  writers: string[]
}

/** The life of a document as its transactions tell it. */
export interface TransactionLog {
  /** Oldest first. */
  publications: Publication[]
  /** Times at which it was taken away from the public, oldest first. */
  withdrawals: {at: string; by: string}[]
  /** User ids of those who wrote in its drafts and versions since the last publication. */
  writers: string[]
  /** When its draft was last discarded; empty if it never was. */
  discarded: string
}

/** Reads the lines of a history; a line that is no transaction is left out. */
export function parseTransactions(ndjson: string): LoggedTransaction[] {
  return ndjson.split('\n').flatMap((line) => {
    if (line.trim() === '') return []
    const value: unknown = JSON.parse(line)
    return isTransaction(value) ? [value] : []
  })
}

/**
 * Reads from the transactions of a document and its drafts who wrote and who published, in the order
 * of time. What an approval is checked against in the store is more exact: here everybody counts who
 * wrote, even if they changed nothing.
 *
 * @param id - published id of the document
 */
export function readTransactionLog(
  transactions: readonly LoggedTransaction[],
  id: string,
): TransactionLog {
  const log: TransactionLog = {publications: [], withdrawals: [], writers: [], discarded: ''}
  const inOrder = transactions.toSorted((left, right) =>
    left.timestamp < right.timestamp ? -1 : 1,
  )
  for (const {id: transaction, timestamp: at, author: by, mutations = []} of inOrder) {
    const operations = mutations.flatMap(operationsOf)
    const onPublished = operations.filter((operation) => operation.id === id)
    const last = onPublished.at(-1)
    if (last) {
      if (last.deletes) log.withdrawals.push({at, by})
      else {
        log.publications.push({transaction, at, by, writers: log.writers})
        log.writers = []
      }
      continue
    }
    if (operations.findLast((operation) => operation.id === `drafts.${id}`)?.deletes) {
      log.discarded = at
    }
    for (const operation of operations) {
      if (operation.deletes || !isFormOf(operation.id, id)) continue
      for (const author of operation.authors ?? [by]) {
        if (!log.writers.includes(author)) log.writers.push(author)
      }
    }
  }
  return log
}

interface Operation {
  id: string
  deletes: boolean
  authors?: string[]
}

function operationsOf(mutation: Readonly<Record<string, unknown>>): Operation[] {
  return Object.entries(mutation).flatMap(([name, value]): Operation[] => {
    if (typeof value !== 'object' || value === null) return []
    const fields: Readonly<Record<string, unknown>> = {...value}
    if (name === 'createSquashed') {
      const document: unknown = fields['document']
      const id = document && typeof document === 'object' && '_id' in document ? document._id : ''
      const authors = Array.isArray(fields['authors']) ? fields['authors'].map(String) : undefined
      return [{id: String(id), deletes: false, ...(authors ? {authors} : {})}]
    }
    const id = fields['_id'] ?? fields['id']
    return typeof id === 'string' ? [{id, deletes: name === 'delete'}] : []
  })
}

function isFormOf(form: string, id: string): boolean {
  return form === `drafts.${id}` || form.replace(/^versions\.[^.]+\./u, '') === id
}

function isTransaction(value: unknown): value is LoggedTransaction {
  if (typeof value !== 'object' || value === null) return false
  const fields: Readonly<Record<string, unknown>> = {...value}
  return ['id', 'timestamp', 'author'].every((name) => typeof fields[name] === 'string')
}
