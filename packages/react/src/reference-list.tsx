import {type CitationDocument, formatReference, toCsl} from '@net-therapies/citations'
import {Fragment} from 'react'

import type {CitationSource, PageCitations, Reference} from './page-citations.ts'

export interface ReferenceListProps {
  cited: PageCitations
  /** Id of the heading that names the section. */
  headingId?: string
}

/**
 * The numbered sources of a page, each with a link back to every place that cites it. A source that
 * is not there keeps its number and says so. Renders nothing when the page cites nothing.
 */
export function ReferenceList({cited, headingId = 'references'}: ReferenceListProps) {
  if (cited.references.length === 0) return null
  return (
    <section role="doc-bibliography" aria-labelledby={headingId} className="references">
      <h2 id={headingId}>References</h2>
      <ol>
        {cited.references.map((reference) => (
          <li key={reference.number} id={`ref-${reference.number}`}>
            <ReferenceText reference={reference} />
            <Backlinks reference={reference} />
          </li>
        ))}
      </ol>
    </section>
  )
}

function ReferenceText({reference: {citation}}: {reference: Reference}) {
  if (citation === undefined) {
    return <em className="missing-source">This source is missing.</em>
  }
  const html = formatReference(toCsl(toDocument(citation)).csl, {output: 'html'})
  return (
    <>
      {citation.integrity?.status === 'retracted' ? (
        <strong className="retracted">Retracted. </strong>
      ) : null}
      <span className="reference-text" dangerouslySetInnerHTML={{__html: html}} />
    </>
  )
}

/** Queries return `null` where a document has no field. */
function toDocument(citation: CitationSource): CitationDocument {
  const fields = Object.entries(citation).filter(([, value]) => value !== null)
  return {...Object.fromEntries(fields), _type: 'citation'}
}

/** One arrow where one place cites the source; otherwise an arrow and a letter for each place. */
function Backlinks({reference: {number, occurrences}}: {reference: Reference}) {
  const isAlone = occurrences === 1
  return (
    <span className="backlinks">
      {isAlone ? null : <span aria-hidden="true"> ↩</span>}
      {Array.from({length: occurrences}, (_, index) => {
        const letters = lettersOf(index)
        const count = `${index + 1} of ${occurrences}`
        return (
          <Fragment key={index}>
            {' '}
            <a
              href={`#c-${number}-${index + 1}`}
              role="doc-backlink"
              aria-label={`Back to citation ${isAlone ? count : `${letters}, ${count}`}`}
            >
              {isAlone ? '↩' : letters}
            </a>
          </Fragment>
        )
      })}
    </span>
  )
}

/** a, b, … z, aa, ab, … */
function lettersOf(index: number): string {
  const letter = String.fromCodePoint(0x61 + (index % 26))
  return index < 26 ? letter : lettersOf(Math.floor(index / 26) - 1) + letter
}
