import type {CslDate} from '../csl.ts'

const MONTH_STEMS = [
  'jan',
  'feb',
  'mar',
  'apr',
  'may',
  'jun',
  'jul',
  'aug',
  'sep',
  'oct',
  'nov',
  'dec',
]

export const MONTH =
  '(?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sept?(?:ember)?|Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?)\\b\\.?'
const DAY = '(?:[0-3]?\\d)(?:st|nd|rd|th)?'
export const YEAR = '(?<!\\d)(?:1[5-9]|20)\\d\\d(?!\\d)'

/** The source of a pattern for a date with a year in it, in any of the usual orders. */
export const DATE = [
  `${YEAR}-\\d\\d-\\d\\d`,
  `${YEAR}[,;]?\\s+${MONTH}(?:\\s*[-/]\\s*${MONTH})?(?:\\s+${DAY}(?!\\d|\\s*\\())?`,
  `${MONTH}(?:\\s*[-/]\\s*${MONTH})?(?:\\s*${DAY})?,?\\s*${YEAR}(?!\\d)`,
  `${DAY}(?:\\s+de)?[\\s-]+${MONTH}(?:\\s+de)?,?[\\s-]+${YEAR}(?!\\d)`,
  `\\d?\\d[./]\\d?\\d[./]${YEAR}`,
  `${YEAR}(?![\\d])`,
].join('|')

/** Reads a date that {@link DATE} matched. A day is kept only beside a month that is sure. */
export function readDate(text: string): CslDate | undefined {
  const iso = /^(\d{4})-(\d\d)-(\d\d)$/.exec(text)
  if (iso) return {'date-parts': [iso.slice(1).map(Number)]}
  const numeric = /^(\d?\d)[./](\d?\d)[./](\d{4})$/.exec(text)
  if (numeric) {
    const [first, second, year] = numeric.slice(1).map(Number) as [number, number, number]
    if (second > 12) return {'date-parts': [[year, first, second]]}
    return {'date-parts': [first > 12 || text.includes('.') ? [year, second, first] : [year]]}
  }
  const year = new RegExp(`(?<!\\d)${YEAR}(?!\\d)`).exec(text)?.[0]
  if (year === undefined) return undefined
  const rest = text.replace(year, ' ')
  const name = /[A-Za-z]{3,}/.exec(rest)?.[0]
  const month = MONTH_STEMS.indexOf(name?.slice(0, 3).toLowerCase() ?? '') + 1
  if (month === 0) return {'date-parts': [[Number(year)]]}
  const day = Number(/\d{1,2}/.exec(rest)?.[0] ?? 0)
  const isRange = /[-/]\s*[A-Za-z]/.test(rest.trim().replace(/^-|-$/g, '')) && day === 0
  if (isRange || day < 1 || day > 31) return {'date-parts': [[Number(year), month]]}
  return {'date-parts': [[Number(year), month, day]]}
}
