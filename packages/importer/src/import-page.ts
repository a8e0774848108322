import {failedImport, type ImportedDocument, type ImportResult} from './import-result.ts'
import {cleanText} from './map/clean-text.ts'
import type {CitationContext} from './map/citation-values.ts'
import {mapCitations} from './map/citations.ts'
import {draftIdFromName, toSlug} from './map/identify.ts'
import type {KnownDocument} from './map/known-names.ts'
import {mapBody} from './map/map-body.ts'
import type {Place, Problem} from './problem.ts'
import type {Line} from './read/lines.ts'
import {findMarkers, type FoundMarker} from './read/markers.ts'
import {raisePowers, readMarkedUp} from './read/raised.ts'
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
  const listed = new Set(found.references.map(({number}) => number))
  const {markers, doubtful} = findMarkersOf(page, bodyLines, listed, found.lines)
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

/** Hides what the page's format has settled, so that no number seems glued to it. */
const settledCharacter = '\ufffc'

function findMarkersOf(
  page: SourcePage,
  lines: readonly Line[],
  listed: ReadonlySet<number>,
  references: ReadonlyMap<Line, number | undefined>,
) {
  const numberOf = findTargets(page, references)
  const markers: FoundMarker[] = []
  const doubtful: FoundMarker[] = []
  for (const {start, end} of lines) {
    const markedUp = readMarkedUp(page, {start, end}, {listed}, numberOf)
    let line = page.text.slice(start, end)
    for (const settled of markedUp.settled) {
      const from = settled.start - start
      const to = settled.end - start
      line = line.slice(0, from) + settledCharacter.repeat(to - from) + line.slice(to)
    }
    const glued = findMarkers(line, {listed})
    const shift = (marker: FoundMarker) => ({
      ...marker,
      start: marker.start + start,
      end: marker.end + start,
    })
    const inOrder = (left: Place, right: Place) => left.start - right.start
    markers.push(...[...markedUp.markers, ...glued.markers.map(shift)].sort(inOrder))
    doubtful.push(...[...markedUp.doubtful, ...glued.doubtful.map(shift)].sort(inOrder))
  }
  return {markers, doubtful}
}

/** Leads the target of a link to the number of the reference that it stands in. */
function findTargets(page: SourcePage, references: ReadonlyMap<Line, number | undefined>) {
  const numbers = new Map<string, number>()
  if (page.targets.size > 0) {
    const lines = [...references].sort(([left], [right]) => left.start - right.start)
    const targets = [...page.targets].sort(([, left], [, right]) => left - right)
    let index = 0
    for (const [target, at] of targets) {
      while ((lines[index]?.[0].end ?? Infinity) < at) index += 1
      const [line, number] = lines[index] ?? []
      if (line && number !== undefined && at >= line.start) numbers.set(target, number)
    }
  }
  return (target: string) => numbers.get(target)
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

function countKeys(): () => string {
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
