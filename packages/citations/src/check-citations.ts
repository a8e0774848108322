import {checkSource} from './check-source.ts'
import type {CitationDocument} from './citation-document.ts'
import {isValidOrcid, parseDoi} from './identifiers.ts'
import {numberCitations, publishedId} from './numbering.ts'
import {type Problem, problem} from './problems.ts'
import {fold, similarity} from './similarity.ts'

export interface CheckOptions {
  /** The sources on the list. */
  citations: readonly CitationDocument[]
  /** What cites them. Without it nothing is said about cited and not listed. */
  content?: unknown
  /** The day of the check as "YYYY-MM-DD"; without it no source is too old. */
  today?: string
  /** A source from more years ago than this is old. Ten when not given. */
  maximumAgeYears?: number
}

/**
 * Checks sources by themselves, against each other, and against what cites them. All problems
 * come back at once; the codes are in {@link PROBLEMS}. Check digits: ISO 3297, ISO 2108, ISO/IEC
 * 7064; what a reference must have: AMA Manual of Style, 11th edition, section 3.4.
 */
export function checkCitations(options: CheckOptions): Problem[] {
  const {citations, content, today, maximumAgeYears = 10} = options
  const unique = new Map<string, CitationDocument>()
  for (const [index, citation] of citations.entries()) {
    const id = publishedId(citation._id ?? `#${index + 1}`)
    if (!unique.has(id) || citation._id !== id) unique.set(id, citation)
  }
  return [
    ...(content === undefined ? [] : checkUse(content, unique)),
    ...[...unique].flatMap(([id, citation]) => checkSource(citation, {id, today, maximumAgeYears})),
    ...checkPairs([...unique]),
    ...checkOrcids(content, []),
  ]
}

/**
 * The problems of one document, for an editor who has it open: marks without a source, and what is
 * wrong with the sources that it cites, each with the path to the mark or the field of the source.
 * Codes and severities are those of {@link PROBLEMS}; sources that it does not cite are left out.
 *
 * @param document - the document, its sections dereferenced or not
 * @param citations - every source there is; drafts stand for their published documents
 */
export function citationProblemsFor(
  document: unknown,
  citations: readonly CitationDocument[],
  options: Pick<CheckOptions, 'today' | 'maximumAgeYears'> = {},
): Problem[] {
  const numbering = numberCitations(document)
  const cited = citations.filter(({_id = ''}) => numbering.numberOf(_id) !== undefined)
  return checkCitations({...options, citations: cited, content: document})
}

function checkUse(content: unknown, listed: ReadonlyMap<string, CitationDocument>): Problem[] {
  const numbering = numberCitations(content, {resolve: (id) => listed.has(id)})
  const missing = numbering.missing.map(({id, path}) =>
    id === ''
      ? problem('citation-empty', {path}, 'A citation mark names no source.')
      : problem(
          'cited-not-listed',
          {citation: id, path},
          `The source “${id}” is cited and is not on the list.`,
        ),
  )
  const unused = [...listed.keys()]
    .filter((id) => numbering.numberOf(id) === undefined)
    .map((id) =>
      problem(
        'listed-not-cited',
        {citation: id},
        `“${listed.get(id)?.title ?? id}” is on the list and nothing cites it.`,
      ),
    )
  return [...missing, ...unused]
}

function checkPairs(citations: readonly (readonly [string, CitationDocument])[]): Problem[] {
  const problems: Problem[] = []
  for (const [position, [id, citation]] of citations.entries()) {
    for (const [otherId, other] of citations.slice(0, position)) {
      problems.push(...comparePair(id, citation, otherId, other))
    }
  }
  return problems
}

function comparePair(
  id: string,
  citation: CitationDocument,
  otherId: string,
  other: CitationDocument,
): Problem[] {
  const shared = (['doi', 'pmid', 'pmcid'] as const).filter((field) => {
    const value = identity(citation[field])
    return value !== '' && value === identity(other[field])
  })
  const differing = (['doi', 'pmid', 'pmcid'] as const).filter((field) => {
    const [value, against] = [identity(citation[field]), identity(other[field])]
    return value !== '' && against !== '' && value !== against
  })
  const field = shared[0]
  if (field !== undefined) {
    const message = `The ${field.toUpperCase()} ${citation[field]} is that of ${otherId} too`
    return differing[0] === undefined
      ? [problem('duplicate-identifier', {citation: id, field}, `${message}.`)]
      : [
          problem(
            'identifier-mismatch',
            {citation: id, field},
            `${message}, which has another ${differing[0].toUpperCase()}.`,
          ),
        ]
  }
  if (differing.length > 0 || !citation.title || !other.title) return []
  const sameYear = citation.issued?.slice(0, 4) === other.issued?.slice(0, 4)
  const [title, otherTitle] = [fold(citation.title), fold(other.title)]
  const lengths = title.length / Math.max(otherTitle.length, 1)
  if (!sameYear || lengths < 0.8 || lengths > 1.25 || !sameNumbers(title, otherTitle)) return []
  return similarity(title, otherTitle) < 0.92
    ? []
    : [
        problem(
          'duplicate-title',
          {citation: id, field: 'title'},
          `Title and year are near those of ${otherId}: “${other.title}”.`,
        ),
      ]
}

/** "Part 1" and "part 2" are alike and not the same. */
function sameNumbers(first: string, second: string): boolean {
  return (first.match(/\d+/g) ?? []).join() === (second.match(/\d+/g) ?? []).join()
}

function identity(value: string | undefined): string {
  return value === undefined ? '' : (parseDoi(value) ?? value.trim().toLowerCase())
}

function checkOrcids(value: unknown, path: (string | number)[]): Problem[] {
  if (typeof value !== 'object' || value === null || path.length > 20) return []
  return Object.entries(value).flatMap(([name, child]: [string, unknown]) =>
    name === 'orcid' && typeof child === 'string' && !isValidOrcid(child)
      ? [problem('orcid-malformed', {path: [...path, name]}, `“${child}” is not an ORCID iD.`)]
      : checkOrcids(child, [...path, Array.isArray(value) ? Number(name) : name]),
  )
}
