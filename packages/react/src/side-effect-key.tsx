import {shownSideEffects} from './shown.ts'
import {frequencyWords} from './side-effect-words.ts'
import type {SideEffectRow} from './values.ts'

export interface SideEffectKeyProps {
  /** All side effects that the page shows. */
  sideEffects: readonly SideEffectRow[] | null | undefined
}

/**
 * Explains, once for a page, the frequency words and grades that its side effects use. Renders
 * nothing when they use none. Grades: Common Terminology Criteria for Adverse Events, version 5.0,
 * National Cancer Institute, November 27, 2017.
 */
export function SideEffectKey({sideEffects}: SideEffectKeyProps) {
  const rows = shownSideEffects(sideEffects)
  const used = frequencyWords.filter(({band}) =>
    rows.some(({frequencyBand}) => frequencyBand === band),
  )
  const explained = used.flatMap(({word, meaning}) => (meaning ? [{word, meaning}] : []))
  const graded = rows.filter(({ctcae}) => ctcae?.grade)
  if (explained.length === 0 && graded.length === 0) return null
  return (
    <div className="side-effect-key">
      {explained.length > 0 ? (
        <dl>
          {explained.map(({word, meaning}) => (
            <div key={word}>
              <dt>{word}:</dt> <dd>{meaning}</dd>
            </div>
          ))}
        </dl>
      ) : null}
      {graded.length > 0 ? (
        <p>
          Studies grade side effects from 1, mild, to 5. Grade 3 is severe, grade 4 is
          life-threatening. The scale is called CTCAE, the Common Terminology Criteria for Adverse
          Events.
          {graded.some(({ctcae}) => !ctcae?.version)
            ? ' Where no version is named, the source names none.'
            : null}
        </p>
      ) : null}
    </div>
  )
}
