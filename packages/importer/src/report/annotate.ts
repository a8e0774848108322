import type {Mention} from '../import-result.ts'
import type {Place, Problem} from '../problem.ts'
import type {FoundMarker} from '../read/markers.ts'
import {escapeHtml} from './escape-html.ts'

/** A problem and its number in the report. */
export interface NumberedProblem {
  number: number
  problem: Problem
  /** In the text that is shown. */
  place: Place
}

/** What is shown in a text; every place counts its characters. */
export interface Annotations {
  markers: readonly FoundMarker[]
  problems: readonly NumberedProblem[]
  mentions: readonly Mention[]
  /** The anchor and the words of a reference. */
  referenceOf: (number: number) => {anchor: string; raw: string} | undefined
  anchorOf: (problem: NumberedProblem) => string
}

const severities = ['error', 'warning', 'suggestion'] as const

/** Writes a stretch of text as HTML, with its marks, names and problems shown in place. */
export function annotate(text: string, {start, end}: Place, annotations: Annotations): string {
  const inside = <T extends Place>(places: readonly T[]) =>
    places.filter((place) => place.start < end && place.end > start)
  const markers = inside(annotations.markers)
  const mentions = inside(annotations.mentions)
  const problems = annotations.problems.filter(
    ({place}) => place.start < end && place.end > start && place.end > place.start,
  )
  const edges = new Set([start, end])
  for (const place of [...markers, ...mentions, ...problems.map((problem) => problem.place)]) {
    edges.add(Math.max(place.start, start))
    edges.add(Math.min(place.end, end))
  }
  const cuts = [...edges].sort((left, right) => left - right)
  let html = ''
  for (const [index, from] of cuts.entries()) {
    const to = cuts[index + 1]
    if (to === undefined) break
    const covers = (place: Place) => place.start <= from && place.end >= to
    const marker = markers.find(covers)
    const mention = mentions.find(covers)
    const covering = problems.filter(({place}) => covers(place))
    let piece = escapeHtml(text.slice(from, to))
    if (mention)
      piece = `<span class="name" title="${escapeHtml(nameTitle(mention))}">${piece}</span>`
    if (marker) piece = toMark(marker, piece, annotations)
    const severity = severities.find((one) =>
      covering.some(({problem}) => problem.severity === one),
    )
    if (severity) piece = `<span class="${severity}">${piece}</span>`
    const ending = problems.filter(({place}) => place.end === to)
    html += piece + ending.map((problem) => toFlag(problem, annotations)).join('')
  }
  return html
}

function toMark({numbers}: FoundMarker, shown: string, {referenceOf}: Annotations): string {
  const references = numbers.map((number) => ({number, reference: referenceOf(number)}))
  const title = references
    .map(({number, reference}) => `${number}: ${reference ? reference.raw : 'not in the list'}`)
    .join('\n')
  const first = references.find(({reference}) => reference)?.reference
  const isWhole = references.every(({reference}) => reference)
  const classes = isWhole ? 'mark' : 'mark missing'
  const attributes = `class="${classes}" title="${escapeHtml(`Citation\n${title}`)}"`
  return first
    ? `<a ${attributes} href="#${escapeHtml(first.anchor)}">${shown}</a>`
    : `<span ${attributes}>${shown}</span>`
}

function toFlag(problem: NumberedProblem, {anchorOf}: Annotations): string {
  return `<a class="flag ${problem.problem.severity}-flag" href="#${escapeHtml(anchorOf(problem))}">${problem.number}</a>`
}

function nameTitle({type, name}: Mention): string {
  const kinds: Readonly<Record<string, string>> = {
    therapy: 'Therapy',
    drugClass: 'Drug class',
    sideEffect: 'Side effect',
  }
  return `${kinds[type] ?? type}: ${name}`
}
