import {Fragment} from 'react'

import {CitationMark} from './citation-mark.tsx'
import type {PageCitations} from './page-citations.ts'
import {shownSideEffects} from './shown.ts'
import {frequencyWords, whatWasCounted} from './side-effect-words.ts'
import type {SideEffectRow} from './values.ts'

export interface SideEffectListProps {
  sideEffects: readonly SideEffectRow[] | null | undefined
  cited: PageCitations
}

/**
 * Side effects in everyday words, the serious ones marked, each with its frequency as the source
 * gives it. Rows about different people, or counted in different ways, stand in lists of their own,
 * under a line that says so. A row without a source or without its side effect is left out.
 */
export function SideEffectList({sideEffects, cited}: SideEffectListProps) {
  const groups = Map.groupBy(shownSideEffects(sideEffects), whatWasCounted)
  return [...groups].map(([counted, rows]) => (
    <Fragment key={counted ?? ''}>
      {counted === undefined ? null : <p className="counted">{counted}</p>}
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
    </Fragment>
  ))
}

function frequency({frequencyBand, rate, ctcae}: SideEffectRow): string | null {
  const words = [
    frequencyWords.find(({band}) => band === frequencyBand)?.word,
    grade(ctcae),
    measured(rate),
  ].filter((part) => part !== undefined)
  return words.length === 0 ? null : `: ${words.join(', ')}`
}

/** Grades differ between versions of the scale, so a grade names the version that it is from. */
function grade(ctcae: SideEffectRow['ctcae']): string | undefined {
  if (!ctcae?.grade) return undefined
  return `grade ${ctcae.grade}${ctcae.version ? ` (CTCAE ${ctcae.version})` : ''}`
}

function measured(rate: SideEffectRow['rate']): string | undefined {
  const {percent, affected, treated, comparatorPercent, comparator} = rate ?? {}
  const counts =
    affected !== undefined && treated !== undefined ? `${affected} of ${treated} people` : undefined
  const share = percent === undefined ? undefined : `${percent} percent`
  if (share === undefined) return counts
  const own = counts === undefined ? share : `${share} (${counts})`
  return comparator && comparatorPercent !== undefined
    ? `${own}; ${comparatorPercent} percent with ${comparator}`
    : own
}
