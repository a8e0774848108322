import {findCitationProblems, findDoubtfulMarkers, imageProblem} from './find-problems.ts'
import {countKeys} from './import-page.ts'
import type {ImportedDocument} from './import-result.ts'
import type {ImageBlock, TextBlock} from './map/blocks.ts'
import {mapCitations} from './map/citations.ts'
import {mapBody} from './map/map-body.ts'
import type {Problem, ProblemCode} from './problem.ts'
import type {FoundMarker} from './read/markers.ts'
import {findPageMarkers} from './read/page-markers.ts'
import {raisePowers} from './read/raised.ts'
import {findReferences} from './read/references.ts'
import {readParts} from './read/sections.ts'
import {type SourcePage, toSourcePlace} from './read/source-page.ts'

/** A problem of a fragment, and the block that it is in. */
export type FragmentProblem = Problem & {blockKey?: string}

/** Part of a page, ready to be put into a text that is there. */
export interface FragmentResult {
  blocks: (TextBlock | ImageBlock)[]
  /** Drafts for the references that the fragment lists. */
  citations: ImportedDocument[]
  markers: FoundMarker[]
  problems: FragmentProblem[]
}

/** What concerns a whole page, or drafts that a fragment does not make. */
const pageProblems: ReadonlySet<ProblemCode> = new Set([
  'references-missing',
  'drug-class-proposed',
  'side-effect-proposed',
  'therapy-proposed',
  'document-linked',
  'part-left-out',
])

/**
 * Turns part of a page, such as text from the clipboard, into blocks with citation marks. Its first
 * line is text like the others, and nothing but its listed references becomes a draft.
 *
 * @param options.keys - makes the `_key` of each block, span and mark; by default they are counted
 */
export function importFragment(
  page: SourcePage,
  options: {keys?: () => string} = {},
): FragmentResult {
  const lines = page.title ? [page.title, ...page.lines] : page.lines
  const ordered = [...lines].sort((left, right) => left.start - right.start)
  const found = findReferences(ordered)
  const bodyLines = ordered.filter((line) => !found.lines.has(line))
  const {markers, doubtful} = findPageMarkers(page, bodyLines, found)
  const citations = mapCitations(found.references)
  const body = mapBody(
    {...page, text: raisePowers(page, markers)},
    readParts(bodyLines),
    markers,
    {idOf: citations.idOf, keys: options.keys ?? countKeys()},
    [],
  )
  const problems = [
    ...citations.problems,
    ...findCitationProblems(found.references, markers, {start: 0, end: 0}),
    ...findDoubtfulMarkers(page.text, doubtful),
    ...body.problems,
  ].map((problem): FragmentProblem => {
    const {start} = problem.place
    const part = body.partKeys.find((one) => one.start <= start && start < one.end)
    return {
      ...problem,
      place: toSourcePlace(page, problem.place),
      ...(part ? {blockKey: part.key} : {}),
    }
  })
  return {
    blocks: body.blocks,
    citations: citations.documents,
    markers: markers.map((marker) => ({...marker, ...toSourcePlace(page, marker)})),
    problems: [...problems, ...page.problems, ...page.images.map(imageProblem)]
      .filter(({code}) => !pageProblems.has(code))
      .sort((left, right) => left.place.start - right.place.start),
  }
}
