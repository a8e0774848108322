import type {SanityDocument} from '../document.ts'

/** A transaction that is about to be committed. */
export interface PendingTransaction {
  dataset: string
  transactionId: string
  /** ISO 8601, UTC. */
  timestamp: string
  identity: {id: string; roles: string[]}
  changes: {id: string; before: SanityDocument | null; after: SanityDocument | null}[]
  /** The state with this transaction's changes applied. */
  get: (id: string) => SanityDocument | null
  /** All documents of a type, with this transaction's changes applied. */
  ofType: (type: string) => SanityDocument[]
  /** What was committed before this transaction, oldest first. */
  history: (id: string) => {
    transactionId: string
    author: string
    timestamp: string
    before: SanityDocument | null
    after: SanityDocument | null
  }[]
  /** Ids of the drafts and versions that a document has, or ever had, this transaction included. */
  formsOf: (publishedId: string) => string[]
}

export interface GuardProblem {
  documentId: string
  /** Why, in words the writer can act on. */
  message: string
}

/**
 * Decides on every transaction, whichever way it came in, after its changes are computed and before
 * it is stored. Any problem refuses the whole transaction.
 */
export interface CommitGuard {
  (transaction: PendingTransaction): GuardProblem[]
}
