import type {Place} from '../problem.ts'
import {
  expand,
  type FoundMarker,
  isOrdinary,
  isPlausible,
  isPlural,
  isUnit,
  known,
  type MarkerContext,
  wordBefore,
} from './markers.ts'
import {placesWithin, replacePlaces} from './places-within.ts'
import type {NoteLink, SourcePage} from './source-page.ts'
import {words} from './words.ts'

const numerals = /^[[(]?\s*[\d⁰¹²³⁴-⁹]{1,3}(?:\s?[,;–-]\s?[\d⁰¹²³⁴-⁹]{1,3})*\s*[\])]?$/u

/** What the format of the page says about its small numbers, within one line. */
export interface MarkedUp {
  markers: FoundMarker[]
  doubtful: FoundMarker[]
  /** Raised or lowered text and links: the search for glued numbers has no business there. */
  settled: Place[]
}

/**
 * Reads raised numbers and links to notes. A link to a listed reference is a mark whatever its
 * text; a raised number is one unless it is a power, a unit, a charge or an isotope.
 *
 * @param numberOf - the number of the reference that a link's target stands in
 */
export function readMarkedUp(
  page: Pick<SourcePage, 'text' | 'raised' | 'lowered' | 'noteLinks'>,
  line: Place,
  context: MarkerContext,
  numberOf: (target: string) => number | undefined,
): MarkedUp {
  const {text} = page
  const inLine = <T extends Place>(places: readonly T[]) => placesWithin(places, line)
  const raised = joinTouching(inLine(page.raised))
  const links = inLine(page.noteLinks)
  const given = joinSeries(
    text,
    links.flatMap((link) => readLink(text, link, raised, numberOf)),
  )
  const result: MarkedUp = {markers: [...given], doubtful: [], settled: [...inLine(page.lowered)]}
  let next = 0
  for (const place of raised) {
    while ((given[next]?.end ?? Infinity) <= place.start) next += 1
    result.settled.push(place)
    if ((given[next]?.start ?? Infinity) < place.end) continue
    const certainty = judgeRaised(text, place, context)
    const found = {...place, numbers: expand(text.slice(place.start, place.end))}
    if (certainty === 'marker') result.markers.push(found)
    if (certainty === 'doubtful') result.doubtful.push(found)
  }
  result.settled.push(...given)
  const byStart = (left: Place, right: Place) => left.start - right.start
  result.settled.sort(byStart)
  result.markers.sort(byStart)
  return result
}

function readLink(
  text: string,
  link: NoteLink,
  raised: readonly Place[],
  numberOf: (target: string) => number | undefined,
): FoundMarker[] {
  const shown = text.slice(link.start, link.end).trim()
  const number = numberOf(link.target)
  const isRaised = isRaisedAt(raised, link)
  const {start, end} = link
  const isShort = numerals.test(shown) || /^[[(]?(?:[a-z]|[*†‡§]{1,3})[\])]?$/iu.test(shown)
  if (number !== undefined && (isRaised || isShort)) {
    return [{start, end, numbers: [number]}]
  }
  const numbers = isRaised && numerals.test(shown) ? expand(shown.replace(/[()]/gu, '')) : []
  return numbers.length > 0 ? [{start, end, numbers}] : []
}

/** Whether a place overlaps raised text, which is sorted by its start. */
function isRaisedAt(raised: readonly Place[], {start, end}: Place): boolean {
  let low = 0
  let high = raised.length
  while (low < high) {
    const middle = (low + high) >> 1
    if ((raised[middle]?.end ?? Infinity) <= start) low = middle + 1
    else high = middle
  }
  return (raised[low]?.start ?? Infinity) < end
}

/** Makes one mark of links in a row: “2,3” is two links, “4–6” the ends of a range. */
function joinSeries(text: string, markers: readonly FoundMarker[]): FoundMarker[] {
  const joined: FoundMarker[] = []
  for (const marker of markers) {
    const last = joined.at(-1)
    const between = last ? text.slice(last.end, marker.start) : ''
    if (last && /^(?:\]\s?\[|\s?[,;]\s?|\s?)$/u.test(between)) {
      last.numbers = [...new Set([...last.numbers, ...marker.numbers])]
      last.end = marker.end
    } else if (last && /^\s?[–-]\s?$/u.test(between)) {
      const series = expand(`${last.numbers.at(-1)}-${marker.numbers[0]}`)
      last.numbers = [...new Set([...last.numbers, ...series, ...marker.numbers])]
      last.end = marker.end
    } else {
      joined.push({...marker})
    }
  }
  for (const marker of joined) {
    const isBracketed = text[marker.start - 1] === '[' && text[marker.end] === ']'
    if (!isBracketed) continue
    marker.start -= 1
    marker.end += 1
  }
  return joined
}

function judgeRaised(
  text: string,
  {start, end}: Place,
  context: MarkerContext,
): 'marker' | 'doubtful' | 'other' {
  const raw = text.slice(start, end)
  if (!numerals.test(raw)) return 'other'
  const numbers = expand(raw.replace(/[()]/gu, ''))
  if (numbers.length === 0 || numbers.includes(0)) return 'other'
  const before = text[start - 1] ?? ''
  if (/^\p{L}/u.test(text.slice(end)) && !/[\p{L}.,;:!?)]/u.test(before)) return 'other'
  const listed = known(numbers, context)
  if (/\d/u.test(before)) {
    const isPower = /[×·*x]\s?10$/u.test(text.slice(Math.max(0, start - 4), start))
    return listed && !isPower ? 'doubtful' : 'other'
  }
  const word = wordBefore(text, start)
  if (words.powerUnit.test(word) || (isUnit(word) && word !== 'in' && !listed)) return 'other'
  if (word.length === 1 && !isUnit(word))
    return listed && numbers.some((number) => number > 3) ? 'doubtful' : 'other'
  if (word !== '' && !isOrdinary(word) && !isPlural(word) && !listed) return 'doubtful'
  return numbers.every((number) => isPlausible(number, context)) ? 'marker' : 'doubtful'
}

function joinTouching(places: readonly Place[]): Place[] {
  const joined: Place[] = []
  for (const {start, end} of [...places].sort((left, right) => left.start - right.start)) {
    const last = joined.at(-1)
    if (last && start <= last.end) last.end = Math.max(last.end, end)
    else joined.push({start, end})
  }
  return joined
}

const raisedSigns: Record<string, string> = {
  ...Object.fromEntries(Array.from('⁰¹²³⁴⁵⁶⁷⁸⁹', (sign, digit) => [digit, sign])),
  '+': '⁺',
  '-': '⁻',
  '–': '⁻',
  '−': '⁻',
}

/**
 * The text of a page with raised digits that are no marks kept raised, since 10⁶ is not 106. Mass
 * numbers stay as they are: “177Lu” is how they are written in running text.
 */
export function raisePowers(
  {text, raised}: Pick<SourcePage, 'text' | 'raised'>,
  markers: readonly Place[],
): string {
  const marked = new Set(markers.flatMap(({start, end}) => range(start, end)))
  return replacePlaces(text, raised, ({start, end}) => {
    const raw = text.slice(start, end)
    const follows = /[\p{L}\p{N})\]]/u.test(text[start - 1] ?? '')
    const isMark = range(start, end).some((at) => marked.has(at))
    if (isMark || !follows || !/^[+–−-]?\d+[+–−-]?$/u.test(raw)) return raw
    return Array.from(raw, (sign) => raisedSigns[sign] ?? sign).join('')
  })
}

const range = (start: number, end: number) =>
  Array.from({length: Math.max(end - start, 0)}, (_, index) => start + index)
