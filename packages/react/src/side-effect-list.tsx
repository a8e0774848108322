import {CitationMark} from './citation-mark.tsx'
import type {PageCitations} from './page-citations.ts'
import {shownSideEffects} from './shown.ts'
import type {SideEffectRow} from './values.ts'

const bandTitles = new Map([
  ['very-common', 'Very common'],
  ['common', 'Common'],
  ['uncommon', 'Uncommon'],
  ['rare', 'Rare'],
  ['very-rare', 'Very rare'],
  ['not-known', 'How often is not known'],
])

export interface SideEffectListProps {
  sideEffects: readonly SideEffectRow[] | null | undefined
  cited: PageCitations
}

/**
 * Side effects in everyday words, the serious ones marked, each with its frequency as the source
 * gives it. A row without a source or without its side effect is left out.
 */
export function SideEffectList({sideEffects, cited}: SideEffectListProps) {
  const rows = shownSideEffects(sideEffects)
  if (rows.length === 0) return null
  return (
    <ul className="side-effects">
      {rows.map((row, index) => (
        <li key={row._key ?? index}>
          <span className="side-effect-name">{row.sideEffect?.name}</span>
          {row.sideEffect?.medicalTerm ? ` (${row.sideEffect.medicalTerm})` : null}
          {row.serious ? <strong className="serious"> Serious</strong> : null}
          {frequency(row)}
          <CitationMark citations={row.citations} cited={cited} />
        </li>
      ))}
    </ul>
  )
}

function frequency({frequencyBand, rate}: SideEffectRow): string | null {
  const band = frequencyBand ? bandTitles.get(frequencyBand) : undefined
  const measured =
    rate?.affected !== undefined && rate.treated !== undefined
      ? `${rate.affected} of ${rate.treated} people`
      : rate?.percent === undefined
        ? undefined
        : `${rate.percent} percent`
  const words = [band, measured].filter((part) => part !== undefined)
  return words.length === 0 ? null : `: ${words.join(', ')}`
}
