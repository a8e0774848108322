import {CitationMark} from './citation-mark.tsx'
import {formatDate} from './format-date.ts'
import type {PageCitations} from './page-citations.ts'
import {shownApprovals} from './shown.ts'
import type {ApprovalRow} from './values.ts'

const statusTitles = new Map([
  ['approved', 'approved'],
  ['withdrawn', 'withdrawn'],
  ['discontinued', 'approved, no longer sold'],
  ['under-review', 'under review'],
  ['investigational', 'being studied'],
  ['off-label', 'used outside its approval'],
])

export interface ApprovalTableProps {
  approvals: readonly ApprovalRow[] | null | undefined
  cited: PageCitations
}

/**
 * What authorities decided, and when. A row is left out when it has no authority, no source, or is
 * approved or withdrawn without a date.
 */
export function ApprovalTable({approvals, cited}: ApprovalTableProps) {
  const rows = shownApprovals(approvals)
  if (rows.length === 0) return null
  return (
    <table className="approvals">
      <thead>
        <tr>
          <th scope="col">Decision</th>
          <th scope="col">For</th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row, index) => (
          <tr key={row._key ?? index}>
            <th scope="row">
              {row.authority}: {statusTitles.get(row.status ?? '') ?? row.status}
              {row.date ? (
                <>
                  {' '}
                  <time dateTime={row.date}>{formatDate(row.date)}</time>
                </>
              ) : null}
            </th>
            <td>
              {indication(row)}
              <CitationMark citations={row.citations} cited={cited} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

/** For whom stands before the full stop: `Tumors of the lung (adults).` */
function indication({indication: use, population}: ApprovalRow): string | null | undefined {
  if (!use || !population) return use || population
  const [, text, stop] = /^(.*?)(\.?)\s*$/s.exec(use) ?? []
  return `${text} (${population})${stop}`
}
