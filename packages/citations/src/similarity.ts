/** Lower-case letters and digits of a text, accents taken off: two titles alike compare equal. */
export function fold(text: string): string {
  return text
    .normalize('NFD')
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()
}

/** How alike two texts are, from 0 to 1: shared pairs of letters (Dice's coefficient). */
export function similarity(first: string, second: string): number {
  const [a, b] = [letterPairs(first), letterPairs(second)]
  const total = sum(a.values()) + sum(b.values())
  if (total === 0) return first === second ? 1 : 0
  const shared = sum([...a].map(([pair, count]) => Math.min(count, b.get(pair) ?? 0)))
  return (2 * shared) / total
}

function letterPairs(text: string): Map<string, number> {
  const counts = new Map<string, number>()
  const letters = fold(text).replaceAll(' ', '')
  for (let index = 0; index < letters.length - 1; index++) {
    const pair = letters.slice(index, index + 2)
    counts.set(pair, (counts.get(pair) ?? 0) + 1)
  }
  return counts
}

const SMALL_WORDS = new Set(['of', 'the', 'and', 'for', 'in', 'on', 'de', 'der', 'et', 'a'])

/**
 * Whether the words of a journal's abbreviation fit the words of its name, in order (ISO 4: words
 * are cut at the end or lose letters inside; small words fall out). One slip of the pen is allowed
 * for: letters may be missing, not added.
 */
export function isAbbreviationOf(short: string, full: string): boolean {
  const long = fold(full)
    .split(' ')
    .filter((word) => !SMALL_WORDS.has(word))
  const words = fold(short.replace(/\([^()]*\)$/u, ''))
    .split(' ')
    .filter((word) => !SMALL_WORDS.has(word))
  if (words.length === 0 || long.length === 0) return false
  const initials = long.map((word) => word[0]).join('')
  if (words.length === 1 && words[0] === initials) return true
  if (words.length > long.length) return false
  let at = 0
  for (const word of words) {
    while (at < long.length && !isShortened(word, long[at]!)) at++
    if (at === long.length) return false
    at++
  }
  return words.length >= long.length - 1 || words.length > 2
}

function isShortened(word: string, full: string): boolean {
  if (word[0] !== full[0]) return false
  let at = 0
  for (const letter of word) {
    at = full.indexOf(letter, at) + 1
    if (at === 0) return false
  }
  return true
}

function sum(numbers: Iterable<number>): number {
  let total = 0
  for (const number of numbers) total += number
  return total
}
