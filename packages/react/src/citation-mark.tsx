import {markerParts} from '@net-therapies/citations'

import type {PageCitations} from './page-citations.ts'
import type {Cited} from './values.ts'

export interface CitationMarkProps extends Cited {
  cited: PageCitations
}

/**
 * The superscript numbers of one mark, each a link to its entry in the reference list. The numbers
 * inside a range ("3-5") are links, too, hidden from sight (`visually-hidden`) and not from screen
 * readers; they have a label and no text, so that a copied mark reads as it is seen. Renders nothing when the mark names no source.
 */
export function CitationMark({citations, cited}: CitationMarkProps) {
  const occurrences = new Map(
    cited.occurrencesOf(citations).map(({number, occurrence}) => [number, occurrence]),
  )
  if (occurrences.size === 0) return null
  return (
    <sup className="citation-mark">
      {markerParts([...occurrences.keys()]).map((part, index) =>
        'text' in part ? (
          <span key={`text-${index}`} aria-hidden="true">
            {part.text}
          </span>
        ) : (
          <a
            key={part.number}
            id={`c-${part.number}-${occurrences.get(part.number)}`}
            href={`#ref-${part.number}`}
            role="doc-biblioref"
            aria-label={`Reference ${part.number}`}
            className={part.hidden ? 'visually-hidden' : undefined}
          >
            {part.hidden ? null : part.number}
          </a>
        ),
      )}
    </sup>
  )
}
