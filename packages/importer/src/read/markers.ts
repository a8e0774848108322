import type {Place} from '../problem.ts'
import {words} from './words.ts'

/** A citation mark in the text: `start`..`end` are its digits, brackets included. */
export interface FoundMarker extends Place {
  numbers: number[]
}

/** What the search knows of the page around it. */
export interface MarkerContext {
  /** The numbers of the reference list; empty if there is none. */
  listed: ReadonlySet<number>
  /** Whether a page without a list has glued marks that are beyond doubt. */
  hasGluedMarks?: boolean
}

const glued = /(?<![\d\s])\d{1,3}(?:\s?[,–-]\s?\d{1,3})*(?!\d)/gu
const bracketed = /\[(\d{1,3}(?:\s?[,;–-]\s?\d{1,3})*)\]/gu
const superscript = /[⁰¹²³⁴-⁹]+(?:[⁻⁽,–-][⁰¹²³⁴-⁹]+)*/gu

const superscriptDigits = '⁰¹²³⁴⁵⁶⁷⁸⁹'

/** How far beyond the highest listed number a cited number may lie and still be taken for one. */
const slack = 25

/**
 * Finds citation marks: numbers glued to a word or to punctuation, in square brackets, or raised.
 * Numbers that may as well be something else are returned apart and never linked.
 */
export function findMarkers(
  text: string,
  context: MarkerContext,
): {markers: FoundMarker[]; doubtful: FoundMarker[]} {
  const markers: FoundMarker[] = []
  const doubtful: FoundMarker[] = []
  const add = (start: number, raw: string, certainty: Certainty) => {
    const found = {numbers: expand(raw), start, end: start + raw.length}
    if (certainty === 'marker') markers.push(found)
    if (certainty === 'doubtful') doubtful.push(found)
  }
  for (const match of text.matchAll(glued)) {
    if (match.index === 0) continue
    const raw = trimToNumbers(match[0], text.slice(match.index + match[0].length), context)
    if (raw) add(match.index, raw, judge(text, match.index, raw, context))
  }
  for (const match of text.matchAll(bracketed)) {
    const numbers = expand(match[1] ?? '')
    if (numbers.includes(0)) continue
    const certain = numbers.length > 0 && numbers.every((number) => isPlausible(number, context))
    add(match.index, match[0], certain ? 'marker' : 'doubtful')
  }
  for (const match of text.matchAll(superscript)) {
    if (!isUnit(wordBefore(text, match.index))) {
      add(match.index, match[0], known(expand(match[0]), context) ? 'marker' : 'doubtful')
    }
  }
  return {markers: markers.sort(byStart), doubtful: doubtful.sort(byStart)}
}

type Certainty = 'marker' | 'doubtful' | 'other'

const byStart = (left: Place, right: Place) => left.start - right.start

function judge(text: string, start: number, raw: string, context: MarkerContext): Certainty {
  const before = text.slice(Math.max(0, start - 60), start)
  const after = text.slice(start + raw.length)
  const numbers = expand(raw)
  if (numbers.length === 0 || numbers.includes(0) || /^0|[,–-]\s?0/u.test(raw)) return 'other'
  if (/^(?:\.\d|%|°|[-‐‑–/+:=*×^]\w|[+⁺]|\p{Ll}|['′″])/u.test(after)) return 'other'
  const last = before.at(-1) ?? ''
  if (/\p{L}/u.test(last)) return judgeAfterWord(text, start, raw, after, context)
  if (/[.,;:!?)\]”"’'»…]/u.test(last)) {
    return judgeAfterPunctuation(before, raw, after, context)
  }
  return 'other'
}

function judgeAfterPunctuation(
  before: string,
  raw: string,
  after: string,
  context: MarkerContext,
): Certainty {
  if (/[\d]\s?[.,:;'’]$/u.test(before) && !/\b(?:19|20)\d\d[.,;:]$/u.test(before)) {
    const canBe = known(expand(raw), context) || context.hasGluedMarks
    if (canBe && endsStatement(before, raw, after)) return 'marker'
    return /(?:\d\d%?|\d\))[.,;]$/u.test(before) && known(expand(raw), context)
      ? 'doubtful'
      : 'other'
  }
  if (/(?:^|[\s(/])[.,:;'"’”]$/u.test(before)) return 'other'
  if (words.abbreviation.test(before)) return 'other'
  if (/(?:^|[\s(])\p{L}[.:]$/u.test(before) && !known(expand(raw), context)) return 'doubtful'
  const isInitial = /(?:^|[^\p{L}\p{N}])\p{Lu}{1,2}(?!s)\p{Ll}?,$/u.test(before)
  if (isInitial && /,/u.test(raw)) return 'doubtful'
  if (/\p{L}\([^\s()]{1,8}\)$/u.test(before)) return 'other'
  if (/^\p{L}/u.test(after) && !/^\p{Lu}\p{Ll}/u.test(after)) return 'other'
  if (/(?:https?:\/\/|www\.)\S*$/u.test(before)) return 'other'
  if (thousands.test(raw) && !known(expand(raw), context)) {
    const isEnd = /[\p{L})]\.$/u.test(before) && /^(?:\s+\p{Lu}|$)/u.test(after)
    if (context.listed.size > 0 || !isEnd || !isAscending(expand(raw))) return 'other'
  }
  return expand(raw).every((number) => isPlausible(number, context)) ? 'marker' : 'doubtful'
}

/**
 * Whether what stands before the punctuation has a number of its own, as “CD36.” has, and a mark
 * follows: at the end of a sentence, or two digits or more behind a comma.
 */
function endsStatement(before: string, raw: string, after: string): boolean {
  const isEnd = before.endsWith('.') && /^\s+\p{Lu}/u.test(after)
  const isName = /\p{L}[\p{L}‐‑-]*\d{1,3}[.,]$/u.test(before)
  if (isName) {
    const isAmount = /(?:^|[^\p{L}])(?:\p{Lu}{0,2}[$€£]|USD|EUR|GBP|Rs)\d+,$/u.test(before)
    const isList = before.endsWith(',') && !isAmount && expand(raw).every((number) => number > 9)
    const isLast = after === '' && Math.min(...expand(raw)) > 9
    return isEnd || isLast || (isList && /^(?:\s\p{L}|$)/u.test(after))
  }
  const [, word = '', decimals] = /(\p{Ll}{2,})\s\d+(\.\d+)?\.$/u.exec(before) ?? []
  if (!isEnd || word === '' || words.counted.test(word)) return false
  return Math.min(...expand(raw)) > 9 && (decimals !== undefined || /\D/u.test(raw))
}

function judgeAfterWord(
  text: string,
  start: number,
  raw: string,
  after: string,
  context: MarkerContext,
): Certainty {
  const word = wordBefore(text, start)
  const numbers = expand(raw)
  if (/^[\p{L}]/u.test(after)) return 'other'
  const listed = known(numbers, context)
  if (isUnit(word)) {
    if (word !== 'in' && (Math.min(...numbers) < 10 || !listed)) return 'other'
    if (/\d\s?(?:[\p{L}µμ]+\/)*[\p{L}µμ]+$/u.test(text.slice(Math.max(0, start - 30), start))) {
      return 'marker'
    }
    if (word !== 'in' || Math.min(...numbers) <= 3) return 'other'
  }
  if (/(?:https?:\/\/|www\.|[@_])\S*$/u.test(text.slice(Math.max(0, start - 80), start))) {
    return 'other'
  }
  if (words.counted.test(word)) {
    return listed && /^\p{Ll}{4,}$/u.test(word) ? 'doubtful' : 'other'
  }
  if (context.listed.size > 0 && !listed) {
    return isOrdinary(word) && numbers.every((number) => isPlausible(number, context))
      ? 'doubtful'
      : 'other'
  }
  if (isOrdinary(word)) {
    if (isEnzyme(word) && Math.min(...numbers) < 10) return 'doubtful'
    if (listed)
      return numbers.length === 1 && isNumberedName(text, word, raw) ? 'doubtful' : 'marker'
    const isWord = /^\p{Ll}+$/u.test(word) || word.length > 5 || numbers.length > 1
    return context.hasGluedMarks && isWord ? 'marker' : 'doubtful'
  }
  return listed ? judgeAfterSymbol(around(text, start), word, raw, numbers) : 'other'
}

/** After a word that may be a symbol with a number of its own, such as the name of a gene. */
function judgeAfterSymbol(
  text: string,
  word: string,
  raw: string,
  numbers: readonly number[],
): Certainty {
  if (isPlural(word)) return 'marker'
  const standsAlone = isBareElsewhere(text, word)
  const several = numbers.length > 1
  if (several && words.short.test(word.toLowerCase())) return 'marker'
  if (several) return standsAlone || word.length > 4 ? 'marker' : 'doubtful'
  const once = countSame(text, `${word}${raw}`) === 1
  if (!once || word.length < 2) return 'other'
  const high = numbers.every((number) => number >= 10)
  if (standsAlone) return high && word.length > 2 ? 'marker' : 'doubtful'
  const part = word.split(/[-‐‑/]/u).at(-1) ?? ''
  const isName = part.length > 5 && /\p{Ll}/u.test(part) && !words.symbol.test(part)
  if (!isName || /\p{N}/u.test(word)) return 'other'
  return numbers.every((number) => number > 3) ? 'marker' : 'doubtful'
}

/** An enzyme is often followed by a number of its own: “arginase1”. */
function isEnzyme(word: string): boolean {
  return /\p{Ll}{2}ase$/u.test(word) && !words.endsInAse.test(word)
}

/** A short name with a capital that has such a number elsewhere, too: “Snail1” and “Snail2”. */
function isNumberedName(text: string, word: string, raw: string): boolean {
  const number = Number(raw)
  if (!/^\p{Lu}\p{Ll}{3,4}$/u.test(word) || number > 12) return false
  const named = new RegExp(`(?<![\\p{L}\\p{N}])${escape(word)}(\\d{1,2})(?!\\d)`, 'gu')
  const near = [...text.matchAll(named)].filter((match) => Math.abs(Number(match[1]) - number) < 3)
  return near.length > 1
}

/** The letters, and what is joined to them, directly before `end`. */
export function wordBefore(text: string, end: number): string {
  return /[\p{L}\p{N}’'-]*\p{L}$/u.exec(text.slice(Math.max(0, end - 60), end))?.[0] ?? ''
}

export function isUnit(word: string): boolean {
  return words.unit.test(word)
}

/** A word of running text, not a symbol: no capitals inside and no digits, and long enough. */
export function isOrdinary(word: string): boolean {
  const part = word.split(/[-’']/u).at(-1) ?? ''
  if (words.symbol.test(word) || words.symbol.test(part)) return false
  if (words.short.test(part)) return true
  return part.length >= 4 && /^\p{Lu}?\p{Ll}+$/u.test(part)
}

/** The plural of an abbreviation, such as “NETs”. */
export function isPlural(word: string): boolean {
  return /\p{Lu}{2,}s$/u.test(word)
}

/** As much text on both sides as one page section has; keeps the search fast on any input. */
function around(text: string, position: number): string {
  return text.slice(Math.max(0, position - 4000), position + 4000)
}

function isBareElsewhere(text: string, word: string): boolean {
  return new RegExp(`(?<![\\p{L}\\p{N}-])${escape(word)}(?![\\p{L}\\p{N}-])`, 'u').test(text)
}

function countSame(text: string, token: string): number {
  return text.split(token).length - 1
}

const escape = (value: string) => value.replace(/[.*+?^${}()|[\]\\]/gu, '\\$&')

const thousands = /^\d{1,3}(?:,\d{3})+$/u

/** Cuts what follows the numbers but is not part of them: “4-6-fold” has no mark “4-6”. */
function trimToNumbers(raw: string, after: string, context: MarkerContext): string {
  const spaced = /^(\d{1,3}(?:[,–-]\d{1,3})*)[,–-]?\s/u.exec(raw)
  if (!spaced) return raw
  const compact = spaced[1] ?? raw
  const rest = raw.slice(compact.length)
  const continues =
    /^,\s\d/u.test(rest) && known(expand(raw), context) && /^(?:[\s.,;:)]|$)/u.test(after)
  return continues ? raw : compact
}

const isAscending = (numbers: readonly number[]) =>
  numbers.every((number, index) => index === 0 || number > (numbers[index - 1] ?? 0))

export function known(numbers: readonly number[], context: MarkerContext): boolean {
  return numbers.length > 0 && numbers.every((number) => context.listed.has(number))
}

export function isPlausible(number: number, context: MarkerContext): boolean {
  if (context.listed.size === 0) return true
  return context.listed.has(number) || number <= Math.max(...context.listed) + slack
}

/**
 * “5,13” is 5 and 13; “4-6” is 4, 5 and 6. A range that runs backwards gives nothing.
 */
export function expand(raw: string): number[] {
  const plain = raw
    .replace(/[⁰¹²³⁴-⁹]/gu, (digit) => String(superscriptDigits.indexOf(digit)))
    .replace(/⁻/gu, '-')
    .replace(/[[\]\s]/gu, '')
  const numbers: number[] = []
  for (const part of plain.split(/[,;⁽]/u)) {
    const [first, last, ...rest] = part.split(/[–-]/u).map(Number)
    if (first === undefined || rest.length > 0) return []
    if (last === undefined) {
      numbers.push(first)
      continue
    }
    if (last <= first || last - first > 40) return []
    for (let number = first; number <= last; number += 1) numbers.push(number)
  }
  return [...new Set(numbers)]
}
