/** A document as a store keeps it. */
export type StoredDocument = Readonly<Record<string, unknown>> & {_id: string; _type: string}

/** One state of a document and the one before it. */
export interface HistoryEntry {
  author: string
  timestamp: string
  before: StoredDocument | null
  after: StoredDocument | null
}

/** What the guard needs to know of a transaction that a store is about to commit. */
export interface PendingTransaction {
  /** ISO 8601 time of the transaction, later than every time in the history. */
  timestamp: string
  identity: {id: string; roles: readonly string[]}
  changes: readonly {id: string; before: StoredDocument | null; after: StoredDocument | null}[]
  /** The state with this transaction's changes applied. */
  get(id: string): StoredDocument | null
  ofType(type: string): readonly StoredDocument[]
  /** What was committed before this transaction, oldest first. */
  history(id: string): readonly HistoryEntry[]
  /** Ids of the drafts and versions that a document has, or ever had, this transaction included. */
  formsOf(publishedId: string): readonly string[]
}

/** Why a change was refused, in words a person can act on. */
export interface GuardProblem {
  documentId: string
  message: string
}
