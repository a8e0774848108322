import {invalid} from '../errors.ts'
import {textsOf} from '../store/change-texts.ts'
import type {Change} from '../store/records.ts'
import type {LocatedError} from './check-changes.ts'

/** Characters of JSON that one transaction may write: documents, mutations and effects. */
export const MAXIMUM_WRITTEN = 16_000_000

/** What is larger would keep everybody else waiting while it is written. */
export function checkSize(changes: readonly Change[]): LocatedError[] {
  let written = 0
  for (const change of changes) {
    const {after, mutations, apply, revert} = textsOf(change)
    written += after.length + mutations.length + apply.length + revert.length
    if (written <= MAXIMUM_WRITTEN) continue
    const message = `the transaction writes more than ${MAXIMUM_WRITTEN} characters; change fewer or smaller documents at once`
    return [{index: 0, error: invalid(message)}]
  }
  return []
}
