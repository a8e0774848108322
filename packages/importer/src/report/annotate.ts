import type {Mention} from '../import-result.ts'
import type {Place, Problem} from '../problem.ts'
import type {FoundMarker} from '../read/markers.ts'
import {cutAtPlaces} from '../read/places-within.ts'
import {escapeHtml} from './escape-html.ts'

/** A problem and its number in the report. */
export interface NumberedProblem {
  number: number
  problem: Problem
  /** In the text that is shown. */
  place: Place
}

/** A citation mark, a name or a problem, and where it is in the text. */
export interface Shown extends Place {
  marker?: FoundMarker
  mention?: Pick<Mention, 'type' | 'name'>
  problem?: NumberedProblem
}

/** Where marks and problems of a report lead. */
export interface Links {
  /** The anchor and the words of a reference. */
  referenceOf: (number: number) => {anchor: string; raw: string} | undefined
  anchorOf: (problem: NumberedProblem) => string
}

const severities = ['error', 'warning', 'suggestion'] as const

/** Writes a stretch of text as HTML, with its marks, names and problems shown in place. */
export function annotate(text: string, line: Place, shown: readonly Shown[], links: Links): string {
  let html = ''
  for (const piece of cutAtPlaces(line, shown)) {
    let inner = escapeHtml(text.slice(piece.start, piece.end))
    const {covering} = piece
    const mention = covering.find((one) => one.mention)?.mention
    const marker = covering.find((one) => one.marker)?.marker
    const problems = covering.flatMap(({problem}) => problem ?? [])
    if (mention) {
      inner = `<span class="name" title="${escapeHtml(nameTitle(mention))}">${inner}</span>`
    }
    if (marker) inner = toMark(marker, inner, links)
    const severity = severities.find((one) =>
      problems.some(({problem}) => problem.severity === one),
    )
    if (severity) inner = `<span class="${severity}">${inner}</span>`
    const ending = problems.filter(({place}) => place.end === piece.end)
    html += inner + ending.map((problem) => toFlag(problem, links)).join('')
  }
  return html
}

function toMark({numbers}: FoundMarker, shown: string, {referenceOf}: Links): string {
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

function toFlag(problem: NumberedProblem, {anchorOf}: Links): string {
  return `<a class="flag ${problem.problem.severity}-flag" href="#${escapeHtml(anchorOf(problem))}">${problem.number}</a>`
}

function nameTitle({type, name}: Pick<Mention, 'type' | 'name'>): string {
  const kinds: Readonly<Record<string, string>> = {
    therapy: 'Therapy',
    drugClass: 'Drug class',
    sideEffect: 'Side effect',
  }
  return `${kinds[type] ?? type}: ${name}`
}
