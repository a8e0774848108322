import {invalid} from '../errors.ts'
import {textsOf} from '../store/change-texts.ts'
import type {Change} from '../store/records.ts'
import type {LocatedError} from './check-changes.ts'

export interface TransactionSize {
  documents: number
  /** Characters of JSON: documents, mutations and effects. */
  written: number
}

/** How much a request of so many characters may change; others wait while it is written. */
export function allowedSize(length: number): TransactionSize {
  return {
    documents: Math.max(2_000, Math.ceil(length / 150)),
    written: Math.max(8_000_000, length * 4),
  }
}

export function checkSize(changes: readonly Change[], allowed: TransactionSize): LocatedError[] {
  if (changes.length > allowed.documents) {
    return refusal(`${changes.length} documents, and ${allowed.documents} can be changed at once`)
  }
  let written = 0
  for (const change of changes) {
    const {after, mutations, apply, revert} = textsOf(change)
    written += after.length + mutations.length + apply.length + revert.length
    if (written > allowed.written) {
      return refusal(`more than the ${allowed.written} characters that can be written at once`)
    }
  }
  return []
}

function refusal(what: string): LocatedError[] {
  const message = `the transaction changes ${what}; do the same in several transactions`
  return [{index: 0, error: invalid(message)}]
}
