import type {Place} from '../problem.ts'
import type {Line} from './lines.ts'
import {findMarkers, type FoundMarker, type MarkerContext} from './markers.ts'
import {replacePlaces} from './places-within.ts'
import {readMarkedUp} from './raised.ts'
import type {findReferences} from './references.ts'
import type {SourcePage} from './source-page.ts'

/** Hides what the page's format has settled, so that no number seems glued to it. */
const settledCharacter = '\ufffc'

/**
 * Finds the citation marks in the lines of a page: what its format marks as such, and numbers glued
 * to words.
 */
export function findPageMarkers(
  page: SourcePage,
  lines: readonly Line[],
  found: ReturnType<typeof findReferences>,
): {markers: FoundMarker[]; doubtful: FoundMarker[]} {
  const listed = new Set(found.references.map(({number}) => number))
  const numberOf = findTargets(page, found.lines)
  const first = findInLines(page, lines, {listed}, numberOf)
  const hasGluedMarks =
    listed.size === 0 && first.markers.some(({start}) => /\d/u.test(page.text[start] ?? ''))
  if (!hasGluedMarks || first.doubtful.length === 0) return first
  return findInLines(page, lines, {listed, hasGluedMarks}, numberOf)
}

function findInLines(
  page: SourcePage,
  lines: readonly Line[],
  context: MarkerContext,
  numberOf: (target: string) => number | undefined,
): {markers: FoundMarker[]; doubtful: FoundMarker[]} {
  const markers: FoundMarker[] = []
  const doubtful: FoundMarker[] = []
  for (const {start, end} of lines) {
    const markedUp = readMarkedUp(page, {start, end}, context, numberOf)
    const settled = markedUp.settled.map((place) => ({
      start: place.start - start,
      end: place.end - start,
    }))
    const line = replacePlaces(page.text.slice(start, end), settled, (place) =>
      settledCharacter.repeat(place.end - place.start),
    )
    const glued = findMarkers(line, context)
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
