import {isRecord} from './document.ts'
import {fold, words} from './linear-match.ts'

/**
 * `text::query()`: blank-separated words that must all occur, `"phrases"`, `-without` and `prefix*`.
 * Nothing, or `*` alone, matches everything that has a value at all.
 */
export interface TextQuery {
  readonly wanted: readonly TextTerm[]
  readonly unwanted: readonly TextTerm[]
}

/** Consecutive words; in a prefix term the last one may go on. */
interface TextTerm {
  readonly words: readonly string[]
  readonly isPrefix: boolean
}

const TERM = /(-?)"([^"]*)"?(\*?)|(-?)(\S+)/g

export function parseTextQuery(text: string): TextQuery {
  const wanted: TextTerm[] = []
  const unwanted: TextTerm[] = []
  for (const found of text.matchAll(TERM)) {
    const body = found[2] ?? found[5] ?? ''
    const isPhrase = found[2] !== undefined
    const isPrefix = isPhrase ? found[3] === '*' : body.endsWith('*')
    const parts = words(body).map(fold)
    if (parts.length === 0) continue
    const isNegated = (found[1] || found[4]) === '-'
    ;(isNegated ? unwanted : wanted).push({words: parts, isPrefix})
  }
  return {wanted, unwanted}
}

/** The words of each separate piece of text in a value, folded for comparison. */
type Passages = readonly (readonly string[])[]

const documentPassages = new WeakMap<object, Passages>()

/**
 * How often each wanted term occurs anywhere in `value`; `null` when the query does not match.
 * Terms of a query without wanted terms are counted as occurring once.
 */
export function textQueryCounts(value: unknown, query: TextQuery): number[] | null {
  const passages = passagesOf(value)
  if (passages === null) return null
  for (const term of query.unwanted) if (occurrences(passages, term) > 0) return null
  const counts: number[] = []
  for (const term of query.wanted) {
    const count = occurrences(passages, term)
    if (count === 0) return null
    counts.push(count)
  }
  return counts.length > 0 ? counts : [1]
}

export const matchesTextQuery = (value: unknown, query: TextQuery): boolean =>
  textQueryCounts(value, query) !== null

function occurrences(passages: Passages, term: TextTerm): number {
  let count = 0
  for (const passage of passages) {
    for (let start = 0; start + term.words.length <= passage.length; start++) {
      if (occursAt(passage, start, term)) count++
    }
  }
  return count
}

function occursAt(passage: readonly string[], start: number, term: TextTerm): boolean {
  const last = term.words.length - 1
  for (const [index, wanted] of term.words.entries()) {
    const found = passage[start + index] ?? ''
    if (found === wanted) continue
    if (!(term.isPrefix && index === last && found.startsWith(wanted))) return false
  }
  return true
}

function passagesOf(value: unknown): Passages | null {
  if (value === null || value === undefined) return null
  if (typeof value !== 'object') return typeof value === 'string' ? [words(value).map(fold)] : []
  if (Array.isArray(value)) return value.flatMap((item: unknown) => passagesOf(item) ?? [])
  const cached = documentPassages.get(value)
  if (cached) return cached
  const passages: string[][] = []
  collect(value, passages)
  if ('_id' in value) documentPassages.set(value, passages)
  return passages
}

/**
 * Keys that begin with an underscore are bookkeeping (types, array keys, revisions, references)
 * and are not searched, except for `_id`. The spans of a Portable Text block are read as one text,
 * so that a word or phrase may cross a change of style.
 */
function collect(value: unknown, passages: string[][]): void {
  if (typeof value === 'string') {
    const found = words(value).map(fold)
    if (found.length > 0) passages.push(found)
  } else if (Array.isArray(value)) {
    for (const item of value) collect(item, passages)
  } else if (isRecord(value)) {
    const spans = value['_type'] === 'block' ? value['children'] : undefined
    for (const [key, item] of Object.entries(value)) {
      if (key === 'children' && Array.isArray(spans)) collectSpans(spans, passages)
      else if (!key.startsWith('_') || key === '_id') collect(item, passages)
    }
  }
}

function collectSpans(spans: readonly unknown[], passages: string[][]): void {
  let text = ''
  for (const span of spans) {
    if (isRecord(span) && typeof span['text'] === 'string') text += span['text']
    else collect(span, passages)
  }
  collect(text, passages)
}
