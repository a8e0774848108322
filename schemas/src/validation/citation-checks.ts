import {type CitationDocument, numberCitations} from '@net-therapies/citations'
import {checkCitations, citationProblemsFor, type Problem} from '@net-therapies/citations/check'
import type {CustomValidator, PathSegment, ValidationContext, ValidationError} from '@sanity/types'

type Severity = Problem['severity']

/** Sources that share an identifier with the one being edited. */
const sameIdentifierQuery = `*[_type == "citation" && !(_id in $own) && (
  (defined(doi) && lower(doi) == $doi) || (defined(pmid) && pmid == $pmid) ||
  (defined(pmcid) && pmcid == $pmcid)
)]`

/**
 * Validation of a `citation` document with the checks of the citations package: identifiers, dates,
 * pages, standing, and other documents for the same source. The age of a source is left to
 * `net-therapies check`: a writer need not see it at every key stroke.
 */
export function citationIsSound(severity: Severity): CustomValidator {
  return async (value, context) => {
    if (typeof value !== 'object' || value === null) return true
    const citation = value as CitationDocument
    const id = (citation._id ?? '').replace(/^drafts\./, '')
    const others = await fetchSources(context, sameIdentifierQuery, {
      own: [id, `drafts.${id}`],
      doi: citation.doi?.toLowerCase() ?? '',
      pmid: citation.pmid ?? '',
      pmcid: citation.pmcid ?? '',
    })
    const problems = checkCitations({citations: [citation, ...others]})
    return toErrors(
      problems.filter(({place}) => place.citation === id || place.citation === citation._id),
      severity,
      ({place}) => (place.field ? [place.field] : []),
    )
  }
}

/**
 * Validation of a document that cites: marks without a source, and sources that were retracted or
 * have something else wrong with them.
 */
export function citedSourcesAreSound(severity: Severity): CustomValidator {
  return async (value, context) => {
    const ids = numberCitations(value).order
    const citations = await fetchSources(context, '*[_type == "citation" && _id in $ids]', {
      ids: ids.flatMap((id) => [id, `drafts.${id}`]),
    })
    // An empty mark is refused by the mark itself.
    const problems = citationProblemsFor(value, citations).filter(
      ({code}) => code !== 'citation-empty',
    )
    return toErrors(problems, severity, ({place}) => studioPath(value, place.path ?? []))
  }
}

function toErrors(
  problems: readonly Problem[],
  severity: Severity,
  pathOf: (problem: Problem) => PathSegment[],
): true | ValidationError[] {
  const errors = problems
    .filter((problem) => problem.severity === severity)
    .map((problem) => ({
      code: `custom.${problem.code}`,
      message: `${problem.message} ${problem.hint}`,
      path: pathOf(problem),
    }))
  return errors.length > 0 ? errors : true
}

/** Turns names and keys into the Studio's path, where an item of an array is an object with a key. */
function studioPath(document: unknown, path: readonly (string | number)[]): PathSegment[] {
  let value = document
  return path.map((segment) => {
    if (Array.isArray(value) && typeof segment === 'string') {
      value = value.find((item: {_key?: string} | null) => item?._key === segment)
      return {_key: segment}
    }
    value = (value as Record<string | number, unknown> | undefined)?.[segment]
    return segment
  })
}

function fetchSources(
  context: ValidationContext,
  query: string,
  params: Record<string, unknown>,
): Promise<CitationDocument[]> {
  const client = context.getClient({apiVersion: '2025-02-19'})
  return client.fetch<CitationDocument[]>(query, params, {
    perspective: 'raw',
    tag: 'validation.citations',
  })
}
