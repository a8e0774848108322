/**
 * GROQ's `match` with the rules of groq-js but without its regular expressions: there, `*` becomes
 * `.*`, and ten of them on one word run for half a minute.
 */

const WORDS = /[^!@#$%^&*(),\\/?";:{}|[\]+<>\s-]+/g
const WORDS_OR_STARS = /[^!@#$%^&(),\\/?";:{}|[\]+<>\s-]+/g
const DOTS = /\.+/g
const LONGEST_TERM = 1024

/** Splits text into the words that `match` compares, without folding case. */
export function words(text: string): string[] {
  return withoutEdgeDots(text).match(WORDS) ?? []
}

function withoutEdgeDots(text: string): string {
  if (!text.includes('.')) return text
  return text.replace(DOTS, (run, offset: number) =>
    isWordCharacter(text.charCodeAt(offset - 1)) ||
    isWordCharacter(text.charCodeAt(offset + run.length))
      ? ''
      : run,
  )
}

function isWordCharacter(code: number): boolean {
  return (
    (code >= 48 && code <= 57) ||
    (code >= 65 && code <= 90) ||
    (code >= 97 && code <= 122) ||
    code === 95
  )
}

/** The words of a text in the form in which they are compared. */
export const foldedWords = (text: string): string[] => words(fold(text))

/** Upper case the way a regular expression with the `i` flag compares: one code unit for another. */
export function fold(text: string): string {
  if (!BEYOND_ASCII.test(text)) return text.toUpperCase()
  let folded = ''
  for (let index = 0; index < text.length; index++) {
    const character = text.charAt(index)
    const upper = character.toUpperCase()
    const keeps =
      upper.length !== 1 || (character.charCodeAt(0) >= 128 && upper.charCodeAt(0) < 128)
    folded += keeps ? character : upper
  }
  return folded
}

const BEYOND_ASCII = /[\u{80}-\u{10FFFF}]/u

/**
 * Whether none of the folded texts can contain the folded piece of a word. Much faster than
 * splitting them into words. Dots are dropped at the edges of words, so they leave it open.
 */
export const lacks = (foldedTexts: readonly string[], piece: string): boolean =>
  piece !== '' && foldedTexts.every((text) => !text.includes(piece) && !text.includes('.'))

/** One word of a pattern. */
interface Term {
  test: (foldedWord: string) => boolean
  /** Something that every matching word contains; empty when unknown. */
  piece: string
}

function termOf(pattern: string): Term {
  const folded = fold(pattern.slice(0, LONGEST_TERM))
  const hasDot = folded.includes('.')
  if (!folded.includes('*') && !hasDot) return {test: (word) => word === folded, piece: folded}
  const pieces = folded.split('*')
  const [longest] = pieces.toSorted((a, b) => b.length - a.length)
  return {test: (word) => matchesPieces(word, pieces), piece: hasDot ? '' : (longest ?? '')}
}

function matchesPieces(word: string, pieces: readonly string[]): boolean {
  const first = pieces[0] ?? ''
  if (!fits(word, 0, first)) return false
  if (pieces.length === 1) return word.length === first.length
  const last = pieces[pieces.length - 1] ?? ''
  let position = first.length
  for (const piece of pieces.slice(1, -1)) {
    while (position + piece.length <= word.length && !fits(word, position, piece)) position++
    if (position + piece.length > word.length) return false
    position += piece.length
  }
  const lastStart = word.length - last.length
  return lastStart >= position && fits(word, lastStart, last)
}

/** A dot stands for any one character, as it does in groq-js. */
function fits(word: string, start: number, piece: string): boolean {
  if (start + piece.length > word.length) return false
  for (let index = 0; index < piece.length; index++) {
    const wanted = piece.charCodeAt(index)
    if (wanted !== 46 && wanted !== word.charCodeAt(start + index)) return false
  }
  return true
}

const termCache = new Map<string, readonly Term[]>()

function terms(pattern: string): readonly Term[] {
  const cached = termCache.get(pattern)
  if (cached) return cached
  const made = (withoutEdgeDots(pattern).match(WORDS_OR_STARS) ?? []).map(termOf)
  if (termCache.size >= 500) termCache.clear()
  if (pattern.length <= 1000) termCache.set(pattern, made)
  return made
}

const strings = (value: unknown): string[] =>
  typeof value === 'string'
    ? [value]
    : Array.isArray(value)
      ? value.filter((item): item is string => typeof item === 'string')
      : []

function patternTerms(pattern: unknown): readonly Term[] | null {
  if (typeof pattern === 'string') return terms(pattern)
  if (!Array.isArray(pattern) || pattern.some((item) => typeof item !== 'string')) return null
  return strings(pattern).flatMap((each) => terms(each))
}

/** How often each word of `pattern` occurs in `text`; `null` when `pattern` is not text. */
export function matchCounts(text: unknown, pattern: unknown): number[] | null {
  const wanted = patternTerms(pattern)
  if (!wanted) return null
  const found = strings(text).flatMap(foldedWords)
  return wanted.map(({test}) => found.reduce((count, word) => count + (test(word) ? 1 : 0), 0))
}

/** What `text match pattern` evaluates to. */
export function matches(text: unknown, pattern: unknown): boolean {
  const wanted = patternTerms(pattern)
  if (!wanted || wanted.length === 0) return false
  const folded = strings(text).map(fold)
  if (wanted.some(({piece}) => lacks(folded, piece))) return false
  const found = folded.flatMap(words)
  return wanted.every(({test}) => found.some(test))
}
