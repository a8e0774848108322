import type {ImportedDocument, ImportResult} from './import-result.ts'
import {toBlock} from './map/blocks.ts'
import {cleanText} from './map/clean-text.ts'
import type {CitationContext} from './map/citation-values.ts'
import {mapCitations} from './map/citations.ts'
import {classInHeading, classInOpening, toDrugClass} from './map/drug-classes.ts'
import {draftIdFromName, toSlug} from './map/identify.ts'
import {mapSideEffects} from './map/side-effects.ts'
import {mapStatistics} from './map/statistics.ts'
import type {Place, Problem} from './problem.ts'
import {isImageText} from './read/image-text.ts'
import {readLines} from './read/lines.ts'
import {findMarkers, type FoundMarker} from './read/markers.ts'
import {type Prose, readProse} from './read/prose.ts'
import {findReferences} from './read/references.ts'
import {type Part, readParts} from './read/sections.ts'
import {
  findCitationProblems,
  findDoubtfulMarkers,
  findLostHeading,
  findMissingList,
  imageTextProblem,
} from './find-problems.ts'

/** In characters. A longer first line is a paragraph. */
const longestTitle = 160

/** How an import is made. */
export interface FromTextOptions {
  /** Makes the `_key` of each block, span and mark. By default they are counted, so they repeat. */
  keys?: () => string
}

/**
 * Turns the text of a patient page into drafts: a page, its citations, and proposals for the drug
 * classes and side effects it names. Nothing is added that the text does not say; every doubt and
 * every hole is reported.
 *
 * @param text - the page as read; its first line is the title, unless it is too long for one
 * @throws {TypeError} when `text` is not a string
 */
export function fromText(text: string, options: FromTextOptions = {}): ImportResult {
  if (typeof text !== 'string') throw new TypeError(`text must be a string; got ${typeof text}`)
  const lines = readLines(text)
  const [titleLine, ...others] = lines
  if (!titleLine) return emptyResult()
  const hasTitle = titleLine.text.length <= longestTitle
  const rest = hasTitle ? others : lines

  const found = findReferences(rest)
  const bodyLines = rest.filter((line) => !found.lines.has(line))
  const listed = new Set(found.references.map(({number}) => number))
  const {markers, doubtful} = findMarkersOf(text, bodyLines, listed)
  const citations = mapCitations(found.references)
  const context: CitationContext = {idOf: citations.idOf, keys: options.keys ?? countKeys()}
  const title = hasTitle
    ? cleanText(titleLine.text.replace(/^#\s+/u, ''))
    : `${cleanText(titleLine.text).split(' ').slice(0, 8).join(' ')} …`
  const body = mapBody(text, readParts(bodyLines), markers, context)

  const page: ImportedDocument = {
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
  ]
  return {
    title,
    documents: [...citations.documents, ...body.documents, page],
    markers,
    references: citations.references,
    problems: problems.sort((left, right) => left.place.start - right.place.start),
  }
}

function findMarkersOf(
  text: string,
  lines: readonly {start: number; end: number}[],
  listed: ReadonlySet<number>,
) {
  const markers: FoundMarker[] = []
  const doubtful: FoundMarker[] = []
  for (const {start, end} of lines) {
    const found = findMarkers(text.slice(start, end), {listed})
    const shift = (marker: FoundMarker) => ({
      ...marker,
      start: marker.start + start,
      end: marker.end + start,
    })
    markers.push(...found.markers.map(shift))
    doubtful.push(...found.doubtful.map(shift))
  }
  return {markers, doubtful}
}

function mapBody(
  text: string,
  parts: readonly Part[],
  markers: readonly FoundMarker[],
  context: CitationContext,
) {
  const blocks: ReturnType<typeof toBlock>[] = []
  const claims: ReturnType<typeof mapStatistics>['statistics'] = []
  const documents = new Map<string, ImportedDocument>()
  const problems: Problem[] = []
  const propose = (found: ImportedDocument) => {
    if (!documents.has(found._id)) documents.set(found._id, found)
  }
  const markersOf = groupByPart(parts, markers)
  let heading: Part | undefined
  for (const [index, part] of parts.entries()) {
    const prose = readProse(text, part, markersOf.get(part) ?? [])
    if (part.kind === 'paragraph' && prose.marks.length === 0 && isImageText(prose.plain)) {
      problems.push(imageTextProblem(part, prose.plain))
      continue
    }
    blocks.push(toBlock(part.kind, prose, context))
    const className = classOf(part, prose, heading)
    if (part.kind === 'heading') heading = part
    if (className && !documents.has(toDrugClass(className)._id)) {
      propose(toDrugClass(className))
      problems.push(drugClassProblem(className, part))
    }
    if (part.kind === 'heading') continue
    const statistics = mapStatistics(prose, context)
    const sideEffects = mapSideEffects(prose)
    claims.push(...statistics.statistics)
    sideEffects.documents.forEach(propose)
    problems.push(
      ...statistics.problems,
      ...sideEffects.problems,
      ...findMissingList(prose, parts[index + 1]),
      ...findLostHeading(parts, index, prose),
    )
  }
  return {blocks, claims, documents: [...documents.values()], problems}
}

/** The marks in each part; both lists are in order of the text. */
function groupByPart(
  parts: readonly Part[],
  markers: readonly FoundMarker[],
): Map<Part, FoundMarker[]> {
  const groups = new Map<Part, FoundMarker[]>()
  let next = 0
  for (const part of parts) {
    const group: FoundMarker[] = []
    for (let marker = markers[next]; marker && marker.start < part.end; marker = markers[next]) {
      if (marker.start >= part.start) group.push(marker)
      next += 1
    }
    groups.set(part, group)
  }
  return groups
}

function classOf(part: Part, prose: Prose, heading: Part | undefined): string | undefined {
  if (part.kind === 'heading') return classInHeading(prose.plain)
  const name = part.kind === 'paragraph' ? classInOpening(prose.plain) : undefined
  return name && toSlug(name) !== toSlug(heading?.text ?? '') ? name : undefined
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

function drugClassProblem(name: string, {start, end}: Part): Problem {
  return {
    code: 'drug-class-proposed',
    severity: 'suggestion',
    message: `The page has text on “${name}”; an empty drug class of that name was proposed.`,
    place: {start, end},
    hint: 'If other pages need the text, move it into the drug class and show it here from there.',
  }
}

function countKeys(): () => string {
  let count = 0
  return () => {
    count += 1
    return `k${String(count).padStart(4, '0')}`
  }
}

function emptyResult(): ImportResult {
  return {
    title: '',
    documents: [],
    markers: [],
    references: [],
    problems: [
      {
        code: 'text-empty',
        severity: 'error',
        message: 'There is no text.',
        place: {start: 0, end: 0},
        hint: 'Check that the page was saved whole.',
      },
    ],
  }
}
