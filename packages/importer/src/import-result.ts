import type {CslItem} from '@net-therapies/citations'

import type {Place, Problem} from './problem.ts'
import type {FoundMarker} from './read/markers.ts'
import type {FoundReference} from './read/references.ts'

/**
 * Begins the id of every transaction that writes an import. A document keeps the id of its last
 * transaction as its revision, so a draft with such a revision is one that nobody has touched since.
 */
export const importTransactionPrefix = 'import-'

/** A draft, ready to be written. */
export interface ImportedDocument {
  _id: string
  _type: string
  [field: string]: unknown
}

/** A listed reference and what was understood of it. */
export interface ImportedReference extends FoundReference {
  /** CSL-JSON, or `null` if it could not be understood. */
  csl: CslItem | null
}

/** A place that names a therapy, drug class or side effect. */
export interface Mention extends Place {
  /** The document that it names, proposed or there before, under its published id. */
  id: string
  type: string
  name: string
}

/** What an import found; nothing is written. */
export interface ImportResult {
  title: string
  /** Drafts only, in the order in which they can be written. */
  documents: ImportedDocument[]
  markers: FoundMarker[]
  references: ImportedReference[]
  /** What the page names, and the document that it leads to. */
  mentions: Mention[]
  problems: Problem[]
}

/** The result of a page that could not be read. */
export function failedImport(problem: Problem): ImportResult {
  return {title: '', documents: [], markers: [], references: [], mentions: [], problems: [problem]}
}
