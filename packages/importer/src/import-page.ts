import {failedImport, type ImportedDocument, type ImportResult} from './import-result.ts'
import {cleanText} from './map/clean-text.ts'
import type {CitationContext} from './map/citation-values.ts'
import {mapCitations} from './map/citations.ts'
import {draftIdFromName, toSlug} from './map/identify.ts'
import type {KnownDocument} from './map/known-names.ts'
import {mapBody} from './map/map-body.ts'
import type {Place, Problem} from './problem.ts'
import {findPageMarkers} from './read/page-markers.ts'
import {raisePowers} from './read/raised.ts'
import {findReferences} from './read/references.ts'
import {readParts} from './read/sections.ts'
import {type SourcePage, toSourcePlace} from './read/source-page.ts'
import {findCitationProblems, findDoubtfulMarkers, imageProblem} from './find-problems.ts'

/** In characters. A longer first line is a paragraph. */
const longestTitle = 160

/** How an import is made. */
export interface ImportOptions {
  /** Makes the `_key` of each block, span and mark. By default they are counted, so they repeat. */
  keys?: () => string
  /** Documents that are there already, which the names on the page are linked to. */
  known?: readonly KnownDocument[]
}

/**
 * Turns a page into drafts: the page, its citations, and proposals for what it names. Nothing is
 * added that the page does not say; every doubt and every hole is reported.
 */
export function importPage(page: SourcePage, options: ImportOptions = {}): ImportResult {
  const {text} = page
  const [firstLine, ...others] = page.lines
  const titleLine = page.title ?? firstLine
  if (!titleLine) return failedImport(emptyProblem())
  const hasTitle = page.title !== undefined || titleLine.text.length <= longestTitle
  const rest = hasTitle && !page.title ? others : page.lines

  const found = findReferences(rest)
  const bodyLines = rest.filter((line) => !found.lines.has(line))
  const {markers, doubtful} = findPageMarkers(page, bodyLines, found)
  const citations = mapCitations(found.references)
  const context: CitationContext = {idOf: citations.idOf, keys: options.keys ?? countKeys()}
  const title = hasTitle
    ? cleanText(titleLine.text.replace(/^#\s+/u, ''))
    : `${cleanText(titleLine.text).split(' ').slice(0, 8).join(' ')} …`
  const body = mapBody(
    {...page, text: raisePowers(page, markers)},
    readParts(bodyLines),
    markers,
    context,
    options.known ?? [],
  )

  const draft: ImportedDocument = {
    _id: draftIdFromName('page', title),
    _type: 'page',
    title,
    slug: {_type: 'slug', current: toSlug(title)},
    body: body.blocks,
    ...(body.claims.length > 0 ? {claims: body.claims} : {}),
  }
  const problems = [
    ...(hasTitle ? [] : [titleProblem(titleLine)]),
    ...citations.problems,
    ...findCitationProblems(found.references, markers, titleLine),
    ...findDoubtfulMarkers(text, doubtful),
    ...body.problems,
  ].map((problem) => ({...problem, place: toSourcePlace(page, problem.place)}))
  const sourceProblems = [...page.problems, ...page.images.map(imageProblem)]
  const inSource = <T extends {start: number; end: number}>(value: T) => ({
    ...value,
    ...toSourcePlace(page, value),
  })
  return {
    title,
    documents: [...citations.documents, ...body.documents, draft],
    markers: markers.map(inSource),
    references: citations.references.map(inSource),
    mentions: body.mentions.map(inSource).sort((left, right) => left.start - right.start),
    problems: [...problems, ...sourceProblems].sort(
      (left, right) => left.place.start - right.place.start,
    ),
  }
}

function titleProblem({start, end}: Place): Problem {
  return {
    code: 'title-missing',
    severity: 'warning',
    message: 'The first line is too long for a title, so it was kept in the text.',
    place: {start, end},
    hint: 'Give the page a title.',
  }
}

export function countKeys(): () => string {
  let count = 0
  return () => {
    count += 1
    return `k${String(count).padStart(4, '0')}`
  }
}

function emptyProblem(): Problem {
  return {
    code: 'text-empty',
    severity: 'error',
    message: 'There is no text.',
    place: {start: 0, end: 0},
    hint: 'Check that the page was saved whole.',
  }
}
