import type {CslDate} from '../csl.ts'

/** How the months begin in English, French, German and Spanish. */
const STEMS = [
  'Jan|Ene',
  'F[eé][bv]',
  'M[aä]r',
  'A[bpv]r',
  'Ma[iy]',
  'Jui?n',
  'Jui?l',
  'A(?:ug|o[uû]|go)',
  'Sep',
  'O[ck]t',
  'Nov',
  'D[eéi][cz]',
]

export const MONTH = `(?<!\\p{L})(?:${STEMS.join('|')})(?:r?uary?|[rv]?ier|r?ero|ro?|v|ch|s|zo?|il|i?o|e|i|y|let|t|ust|sto|t?i?[eou]m?b[er]{2})?\\b\\.?`
const DAY = '(?:[0-3]?\\d)(?:st|nd|rd|th)?'
export const YEAR = '(?<!\\d)(?:1[5-9]|20)\\d\\d(?!\\d)'

/** The source of a pattern for a date with a year in it, in any of the usual orders. */
export const DATE = [
  `${YEAR}-\\d\\d-\\d\\d`,
  `${YEAR}\\s+(?:Spring|Summer|Autumn|Fall|Winter)\\b`,
  `${YEAR}[,;]?\\s+${MONTH}(?:\\s*[-/]\\s*${MONTH})?(?:\\s+${DAY}(?!\\d|\\s*\\())?`,
  `${MONTH}(?:\\s*[-/]\\s*${MONTH})?(?:\\s*${DAY})?,?\\s*${YEAR}`,
  `${DAY}(?:\\s+de)?[\\s-]+${MONTH}(?:\\s+de)?,?[\\s-]+${YEAR}`,
  `\\d?\\d[./]\\d?\\d[./]${YEAR}`,
  YEAR,
].join('|')

/** Reads a date that {@link DATE} matched. A day is kept only beside a month that is sure. */
export function readDate(text: string): CslDate | undefined {
  const year = new RegExp(YEAR).exec(text)?.[0]
  if (year === undefined) return undefined
  const date = (...parts: number[]): CslDate => ({'date-parts': [[Number(year), ...parts]]})
  const rest = text.replace(year, ' ')
  const [name, another] = rest.match(new RegExp(MONTH, 'giu')) ?? []
  const [first = 0, second = 0] = (rest.match(/\d{1,2}/g) ?? []).map(Number)
  if (name !== undefined) {
    const month = STEMS.findIndex((stem) => new RegExp(`^(?:${stem})`, 'iu').test(name)) + 1
    return another || first < 1 || first > 31 ? date(month) : date(month, first)
  }
  const isYearFirst = text.startsWith(year)
  if (second < 1 || Math.min(first, second) > 12 || (isYearFirst && first > 12)) return date()
  if (isYearFirst || second > 12) return date(first, second)
  return first > 12 || text.includes('.') ? date(second, first) : date()
}
