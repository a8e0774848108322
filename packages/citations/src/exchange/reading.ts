import type {CslDate, CslItem, CslName} from '../csl.ts'

/** A part of a file that could not be read. The rest of the file was. */
export interface ReadProblem {
  /** The line it begins on, counted from 1. */
  line: number
  message: string
}

export interface ReadResult {
  items: CslItem[]
  problems: ReadProblem[]
}

const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec']

/** A CSL date of year, month (a number or an English name) and day, as far as they are there. */
export function dateOf(year?: string, month?: string, day?: string): CslDate | undefined {
  if (year === undefined || !/^\d{4}$/.test(year)) return undefined
  const named = MONTHS.indexOf((month ?? '').slice(0, 3).toLowerCase()) + 1
  const monthNumber = named || Number(month)
  if (!(monthNumber >= 1 && monthNumber <= 12)) return {'date-parts': [[Number(year)]]}
  const dayNumber = Number(day)
  return {
    'date-parts': [
      dayNumber >= 1 && dayNumber <= 31
        ? [Number(year), monthNumber, dayNumber]
        : [Number(year), monthNumber],
    ],
  }
}

/** "van Example, Jane, Jr": family, given, suffix. Without a comma it is an institution. */
export function nameFromCommas(text: string): CslName {
  const [family = '', given = '', suffix = ''] = text.split(',').map((part) => part.trim())
  if (!text.includes(',')) return {literal: family}
  return {...(family && {family}), ...(given && {given}), ...(suffix && {suffix})}
}

/** Leaves out what is empty, so that items compare by what they say. */
export function compact(item: {[Field in keyof CslItem]: CslItem[Field] | undefined}): CslItem {
  return Object.fromEntries(
    Object.entries(item).filter(
      ([, value]) =>
        value !== undefined && value !== '' && !(Array.isArray(value) && value.length === 0),
    ),
  ) as unknown as CslItem
}
