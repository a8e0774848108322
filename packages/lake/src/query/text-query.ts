import {isRecord} from './document.ts'
import {fold, foldedWords, lacks} from './linear-match.ts'

/**
 * `text::query()`: blank-separated words that must all occur, `"phrases"`, `-without` and `prefix*`.
 * Nothing, or `*` alone, matches everything that has a value at all.
 */
export interface TextQuery {
  readonly wanted: readonly TextTerm[]
  readonly unwanted: readonly TextTerm[]
}

/** Consecutive words; in a prefix term the last one may go on. */
export interface TextTerm {
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
    const parts = foldedWords(body)
    if (parts.length === 0) continue
    const isNegated = (found[1] || found[4]) === '-'
    ;(isNegated ? unwanted : wanted).push({words: parts, isPrefix})
  }
  return {wanted, unwanted}
}

/** The separate pieces of text in a value, as folded words, and all words that occur in them. */
interface Text {
  readonly passages: readonly (readonly string[])[]
  readonly distinct: ReadonlySet<string>
}

const documentTexts = new WeakMap<object, readonly Text[]>()

/**
 * How often each wanted term occurs anywhere in `value`; `null` when the query does not match.
 * A query without wanted terms counts as one that occurs once.
 */
export function textQueryCounts(value: unknown, query: TextQuery): number[] | null {
  if (!matchesTextQuery(value, query)) return null
  if (query.wanted.length === 0) return [1]
  const texts = textsOf(value)
  return query.wanted.map((term) => {
    let count = 0
    for (const {passages} of texts) {
      for (const passage of passages) count += occurrences(passage, term)
    }
    return count
  })
}

export function matchesTextQuery(value: unknown, query: TextQuery): boolean {
  if (value === null || value === undefined) return false
  if (typeof value === 'string') {
    const folded = [fold(value)]
    const isMissing = query.wanted.some((term) => term.words.some((word) => lacks(folded, word)))
    if (isMissing) return false
  }
  const texts = textsOf(value)
  const occurs = (term: TextTerm): boolean => texts.some((text) => occursIn(text, term))
  return query.wanted.every(occurs) && !query.unwanted.some(occurs)
}

/** Every folded word that `text::query` can find anywhere in a document. */
export function distinctWords(document: object): ReadonlySet<string> {
  const texts = textsOf(document)
  const [only] = texts
  return only && texts.length === 1
    ? only.distinct
    : new Set(texts.flatMap(({distinct}) => [...distinct]))
}

function occursIn({passages, distinct}: Text, term: TextTerm): boolean {
  const [only] = term.words
  if (term.words.length > 1 || only === undefined) {
    return passages.some((passage) => occurrences(passage, term) > 0)
  }
  if (distinct.has(only)) return true
  if (!term.isPrefix) return false
  for (const word of distinct) if (word.startsWith(only)) return true
  return false
}

function occurrences(passage: readonly string[], term: TextTerm): number {
  let count = 0
  for (let start = 0; start + term.words.length <= passage.length; start++) {
    if (occursAt(passage, start, term)) count++
  }
  return count
}

function occursAt(passage: readonly string[], start: number, term: TextTerm): boolean {
  const last = term.words.length - 1
  for (let index = 0; index <= last; index++) {
    const wanted = term.words[index] ?? ''
    const found = passage[start + index] ?? ''
    if (found === wanted) continue
    if (!(term.isPrefix && index === last && found.startsWith(wanted))) return false
  }
  return true
}

/** In the list `[@, _id]` the document keeps its own text, which is remembered. */
function textsOf(value: unknown): readonly Text[] {
  if (Array.isArray(value)) return value.flatMap(textsOf)
  if (typeof value !== 'object' || value === null) return [textOf(value)]
  const known = documentTexts.get(value)
  if (known) return known
  const texts = [textOf(value)]
  if ('_id' in value) documentTexts.set(value, texts)
  return texts
}

const vocabulary = new Map<string, string>()

/** One copy of each word for all documents; they repeat the same ones over and over. */
function shared(word: string): string {
  const known = vocabulary.get(word)
  if (known !== undefined) return known
  if (vocabulary.size >= 500_000) vocabulary.clear()
  vocabulary.set(word, word)
  return word
}

function textOf(value: unknown): Text {
  const passages: string[][] = []
  collect(value, passages)
  return {passages, distinct: new Set(passages.flat())}
}

/**
 * Keys that begin with an underscore are bookkeeping (types, array keys, revisions, references)
 * and are not searched, except for `_id`. The spans of a Portable Text block are read as one text,
 * so that a word or phrase may cross a change of style.
 */
function collect(value: unknown, passages: string[][]): void {
  if (typeof value === 'string') {
    const found = foldedWords(value).map(shared)
    if (found.length > 0) passages.push(found)
  } else if (Array.isArray(value)) {
    for (const item of value) collect(item, passages)
  } else if (isRecord(value)) {
    const spans = typeof value['_type'] === 'string' ? value['children'] : undefined
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
