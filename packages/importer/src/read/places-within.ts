import type {Place} from '../problem.ts'

/** The places that lie within a stretch; `places` are sorted by their start. */
export function placesWithin<T extends Place>(places: readonly T[], {start, end}: Place): T[] {
  const found: T[] = []
  for (let index = firstFrom(places, start); index < places.length; index += 1) {
    const place = places[index]
    if (!place || place.start >= end) break
    if (place.end <= end) found.push(place)
  }
  return found
}

/** The index of the first place that starts at `start` or behind it. */
function firstFrom(places: readonly Place[], start: number): number {
  let low = 0
  let high = places.length
  while (low < high) {
    const middle = (low + high) >> 1
    if ((places[middle]?.start ?? Infinity) < start) low = middle + 1
    else high = middle
  }
  return low
}

/**
 * Cuts a stretch wherever a place begins or ends.
 *
 * @param places - in any order
 * @returns the pieces from `start` to `end` in order, each with the places that cover it
 */
export function cutAtPlaces<T extends Place>(
  {start, end}: Place,
  places: readonly T[],
): {start: number; end: number; covering: T[]}[] {
  const sorted = places
    .filter((place) => place.start < end && place.end > start && place.end > place.start)
    .sort((left, right) => left.start - right.start)
  const edges = new Set([start, end])
  for (const place of sorted) {
    edges.add(Math.max(place.start, start))
    edges.add(Math.min(place.end, end))
  }
  const cuts = [...edges].sort((left, right) => left - right)
  const pieces: {start: number; end: number; covering: T[]}[] = []
  let open: T[] = []
  let next = 0
  for (const [index, from] of cuts.entries()) {
    const to = cuts[index + 1]
    if (to === undefined) break
    open = open.filter((place) => place.end > from)
    for (let place = sorted[next]; place && place.start <= from; place = sorted[next]) {
      open.push(place)
      next += 1
    }
    pieces.push({start: from, end: to, covering: [...open]})
  }
  return pieces
}

/** Replaces stretches of a text that do not overlap; `places` are sorted by their start. */
export function replacePlaces<T extends Place>(
  text: string,
  places: readonly T[],
  replace: (place: T) => string,
): string {
  let result = ''
  let done = 0
  for (const place of places) {
    if (place.start < done) continue
    result += text.slice(done, place.start) + replace(place)
    done = place.end
  }
  return result + text.slice(done)
}

/**
 * Sorts places to the lines that they overlap.
 *
 * @param lines - in order, and not overlapping
 * @returns for each line its places, in the order of `places`
 */
export function groupByLine<T extends Place>(
  lines: readonly Place[],
  places: readonly T[],
): Map<Place, T[]> {
  const groups = new Map<Place, T[]>(lines.map((line) => [line, []]))
  for (const place of places) {
    let low = 0
    let high = lines.length
    while (low < high) {
      const middle = (low + high) >> 1
      if ((lines[middle]?.end ?? Infinity) <= place.start) low = middle + 1
      else high = middle
    }
    for (let line = lines[low]; line && line.start < place.end; line = lines[low]) {
      groups.get(line)?.push(place)
      low += 1
    }
  }
  return groups
}
