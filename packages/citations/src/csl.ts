/** A name as CSL-JSON has it: a person (`family`, `given`) or, as `literal`, an institution. */
export interface CslName {
  family?: string
  /** Initials are kept apart ("I M"): processors read "IM" as one given name and print "I". */
  given?: string
  suffix?: string
  'non-dropping-particle'?: string
  'dropping-particle'?: string
  literal?: string
}

/** A date as CSL-JSON has it: `[[2018, 10, 23]]`, with month and day left out when not known. */
export interface CslDate {
  'date-parts'?: number[][]
  raw?: string
  literal?: string
}

/**
 * One source in CSL-JSON (the citationstyles.org schema `csl-data.json`, version 1.0.2): the form
 * in which sources are exchanged. Field names are the schema's own.
 */
export interface CslItem {
  id?: string
  type: string
  title?: string
  author?: CslName[]
  editor?: CslName[]
  'container-title'?: string
  'container-title-short'?: string
  issued?: CslDate
  accessed?: CslDate
  volume?: string
  issue?: string
  page?: string
  /** The article number of a journal without pages, such as "e12345". */
  number?: string
  publisher?: string
  'publisher-place'?: string
  edition?: string
  genre?: string
  archive?: string
  status?: string
  note?: string
  DOI?: string
  PMID?: string
  PMCID?: string
  ISSN?: string
  ISBN?: string
  URL?: string
  /** What CSL has no name for; the schema sets `custom` aside for this. */
  custom?: Record<string, unknown>
}

/**
 * Makes a CSL date (`date-parts` of the schema `csl-data.json`) out of "2018", "2018-10" or
 * "2018-10-23"; `undefined` for anything else.
 */
export function toCslDate(date: string | undefined): CslDate | undefined {
  const match = /^(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?$/.exec(date ?? '')
  if (!match) return undefined
  return {
    'date-parts': [
      match
        .slice(1)
        .filter((part) => part !== undefined)
        .map(Number),
    ],
  }
}

/**
 * The first day of a CSL date (`date-parts` of the schema `csl-data.json`) as "2018", "2018-10" or
 * "2018-10-23"; `undefined` without a year.
 */
export function fromCslDate(date: CslDate | undefined): string | undefined {
  const [year, ...rest] = date?.['date-parts']?.[0] ?? []
  if (!year) return undefined
  return [String(year).padStart(4, '0'), ...rest.map((part) => String(part).padStart(2, '0'))].join(
    '-',
  )
}
