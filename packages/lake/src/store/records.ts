import type {SanityDocument} from '../document.ts'

/** A mendoza patch: opcodes and their arguments in one flat array. */
export type RawPatch = unknown[]

/** What one transaction did to one document. */
export interface Change {
  id: string
  before: SanityDocument | null
  after: SanityDocument | null
  /** Apply in order to `before` and `after` results; a document that is new starts with a create. */
  mutations: Record<string, unknown>[]
  /** Computed without `_rev`. */
  effects: {apply: RawPatch; revert: RawPatch}
}

export interface TransactionRecord {
  sequence: number
  id: string
  timestamp: string
  author: string
  changes: Change[]
}

/** The same change as stored: revisions instead of content. */
export interface ChangeRow {
  sequence: number
  position: number
  transactionId: string
  timestamp: string
  author: string
  documentId: string
  beforeRevision: string | null
  afterRevision: string | null
  mutations: Record<string, unknown>[]
  effects: {apply: RawPatch; revert: RawPatch}
}

export interface Revision {
  sequence: number
  transactionId: string
  author: string
  timestamp: string
  before: SanityDocument | null
  after: SanityDocument | null
}
