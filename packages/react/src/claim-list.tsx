import {CitationMark} from './citation-mark.tsx'
import type {PageCitations} from './page-citations.ts'
import {shownClaims} from './shown.ts'
import type {ClaimRow} from './values.ts'

export interface ClaimListProps {
  claims: readonly ClaimRow[] | null | undefined
  cited: PageCitations
}

/**
 * Statements and statistics, one sentence each, with their sources. One without a source is left
 * out, unless it is a definition.
 */
export function ClaimList({claims, cited}: ClaimListProps) {
  const rows = shownClaims(claims)
  if (rows.length === 0) return null
  return (
    <ul className="claims">
      {rows.map((claim, index) => (
        <li key={claim._key ?? index}>
          {claim.text}
          <CitationMark citations={claim.citations} cited={cited} />
        </li>
      ))}
    </ul>
  )
}
