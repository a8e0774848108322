import {hasSource} from './page-citations.ts'
import {whatWasCounted} from './side-effect-words.ts'
import type {ApprovalRow, ClaimRow, SideEffectRow} from './values.ts'

/*
 * What the components show. Give the same rows to `citePage`, so that a row that is left out takes
 * no number.
 */

/**
 * Side effects that have a name and a source. Rows about the same people, counted in the same way,
 * follow one another, in the order in which the first of them stands.
 */
export function shownSideEffects<Row extends SideEffectRow>(
  rows: readonly Row[] | null | undefined,
): Row[] {
  const shown = (rows ?? []).filter((row) => row.sideEffect?.name && hasSource(row))
  return [...Map.groupBy(shown, whatWasCounted).values()].flat()
}

/** Approvals with an authority and a source; approved or withdrawn ones with a date as well. */
export function shownApprovals<Row extends ApprovalRow>(
  rows: readonly Row[] | null | undefined,
): Row[] {
  return (rows ?? []).filter(
    (row) =>
      row.authority &&
      hasSource(row) &&
      (row.date || (row.status !== 'approved' && row.status !== 'withdrawn')),
  )
}

/** Statements and statistics that have a source; a definition may go without. */
export function shownClaims<Row extends ClaimRow>(rows: readonly Row[] | null | undefined): Row[] {
  return (rows ?? []).filter(
    (claim) => claim.text && (hasSource(claim) || claim.kind === 'definition'),
  )
}
