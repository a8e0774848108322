import type {CslItem} from '@net-therapies/citations'

import type {Problem} from './problem.ts'
import type {FoundMarker} from './read/markers.ts'
import type {FoundReference} from './read/references.ts'

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

/** What an import found; nothing is written. */
export interface ImportResult {
  title: string
  /** Drafts only, in the order in which they can be written. */
  documents: ImportedDocument[]
  markers: FoundMarker[]
  references: ImportedReference[]
  problems: Problem[]
}

/** The result of a page that could not be read. */
export function failedImport(problem: Problem): ImportResult {
  return {title: '', documents: [], markers: [], references: [], problems: [problem]}
}
