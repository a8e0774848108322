import type {CslDate} from '../csl.ts'
import {DATE, MONTH, readDate, YEAR} from './dates.ts'

/** Date, volume, issue and pages, and where in the text they stand. */
export interface Locator {
  start: number
  end: number
  issued?: CslDate | undefined
  volume?: string | undefined
  issue?: string | undefined
  page?: string | undefined
  /** From 0 to 1: how exactly the punctuation was that of a known style. */
  certainty: number
}

/** A second date in front of the one that counts: "November 10, 2011 2011", "02/12/online 2009". */
const EARLIER = `(?:${DATE}|\\d{4}/\\d\\d(?:/\\d\\d)?|\\d\\d/\\d\\d(?:/\\w+)?)[,;.]?\\s+`
/** Not inside a word or a bracket, and not the day of a month. */
const ALONE = `(?<![\\w(]|${MONTH}\\s+)`
/** “2005;” behind a year in a name, as in “Social Science & Medicine (1982). 2005;”, is the date. */
const VOLUME =
  '(?<volume>(?!(?:19|20)\\d\\d\\s*;)[A-Z]{0,3}\\d{1,4}[A-Za-z]?(?:[-/]\\d{1,4})?|[IVXLC]{1,7}(?=\\s*[(:]))'
const SUPPLEMENT =
  '(?:Suppl?(?:ement)?|Pt|Part|Spec No|Special issue)\\.?(?:\\s*[A-Z]?\\d{0,3}[A-Z]?)'
/** An issue or supplement; `which` tells the groups of a second one apart. */
const issuePattern = (which: string) =>
  `(?:\\s*\\(\\s*(?:no\\.?|issue)?\\s*(?<${which}issue>[^()]{1,40}?(?:\\([^()]*\\))?)\\s*\\)|,?\\s+(?<${which}supplement>${SUPPLEMENT})|,?\\s+(?:no|nr|issue)\\.?\\s*(?<${which}number>[\\w/-]+)(?:\\s*\\(\\p{L}{3,9}\\))?)`
const ISSUE = issuePattern('')
const PAGE = '(?:[A-Za-z]{0,4}\\.?\\d[\\dA-Za-z]*(?:\\.(?:e?\\d[\\dA-Za-z]*))*|[ivxlc]{1,6}\\b)'
const PAGES = `(?:pages?|pp?)?\\.?\\s*(?<pages>${PAGE}(?:\\s*-{1,2}\\s*${PAGE})?(?:\\s*,\\s*\\d+\\s*-\\s*\\d+)*)`
const ARTICLE = '(?:(?:Article|Art\\.?)(?:\\s*(?:ID|no\\.?|number))?:?\\s*)?'

/**
 * The shapes that date, volume and pages come in, the surest first. Each works on text whose
 * dashes are plain hyphens; among several matches of one shape the last counts.
 */
const SHAPES: readonly {pattern: RegExp; certainty: number}[] = [
  // vol. 50, no. 1, pp. 4-9, 2016
  {
    pattern: shape(
      `\\bvol(?:ume)?\\.?\\s*${VOLUME}[,;]?\\s*(?:no|issue|n)\\.?\\s*(?<issue>[\\w-]+)[,;]?\\s*(?:(?<date>${DATE})[,;:]?\\s*)?(?:${PAGES})?(?:[,;]?\\s*\\(?(?<later>${DATE})\\)?)?`,
    ),
    certainty: 0.9,
  },
  // 2016 Jun;2(1):43-53
  {
    pattern: shape(
      `(?<![\\d-])(?:\\(?${EARLIER})?(?<date>${DATE})[a-e]?\\)?\\s*[;:,.]+\\s*(?:vol(?:ume)?\\.?\\s*)?${VOLUME}${ISSUE}?${issuePattern('second')}?\\s*[:;,.]+\\s*${ARTICLE}${PAGES}`,
    ),
    certainty: 0.97,
  },
  // 2016;2(1)
  {
    pattern: shape(
      `(?<![\\d-])(?<date>${DATE})\\)?\\s*;\\s*${VOLUME}${ISSUE}?(?=\\s*(?:[.,;:]|$))`,
    ),
    certainty: 0.9,
  },
  // 2016;(12):43-53, and 2016:43-53
  {
    pattern: shape(
      `(?<![\\d-])(?<date>${DATE})\\s*[;:]\\s*(?:${ISSUE}\\s*[:,]\\s*)?${PAGES}(?=\\s*(?:[.,;]|$))`,
    ),
    certainty: 0.85,
  },
  // (2006) 4:526-47
  {
    pattern: shape(
      `\\((?<date>${DATE})\\)[.,;:]?\\s+${VOLUME}${ISSUE}?\\s*[:,]\\s*${ARTICLE}${PAGES}(?=\\s*[.;]?\\s*$)`,
    ),
    certainty: 0.9,
  },
  // 4 (5) (2006) 526-47
  {
    pattern: shape(
      `${ALONE}${VOLUME}${ISSUE}?\\s*\\((?<date>${DATE})\\)\\s*[:,]?\\s*${ARTICLE}${PAGES}(?=\\s*[.;]?\\s*$)`,
    ),
    certainty: 0.9,
  },
  // 4 (5): 526-47, 2006
  {
    pattern: shape(
      `${ALONE}(?:vol(?:ume)?\\.?\\s*)?${VOLUME}(?:${ISSUE}\\s*[:,]?|\\s*[:,])\\s*${ARTICLE}${PAGES}\\s*[,.;]?\\s*\\(?(?<date>${DATE})\\)?`,
    ),
    certainty: 0.93,
  },
  // vol. 50, pp. 4-9, 2016
  {
    pattern: shape(
      `\\bvol(?:ume)?\\.?\\s*${VOLUME}[,;]?\\s*(?:(?:no|issue|n)\\.?\\s*(?<issue>[\\w-]+)[,;]?\\s*)?(?:(?<date>${DATE})[,;:]?\\s*)?(?:${PAGES})?(?:[,;]?\\s*\\(?(?<later>${DATE})\\)?)?`,
    ),
    certainty: 0.85,
  },
  // 2006 4(5) 526-47: the punctuation is gone
  {
    pattern: shape(
      `(?<![\\d-])(?<date>${YEAR})\\s+${VOLUME}${ISSUE}?\\s*[:;,.]?\\s*${PAGES}(?=\\s*[.;]?\\s*$)`,
    ),
    certainty: 0.75,
  },
  // 12(3):45-67, with the year elsewhere
  {
    pattern: shape(
      `${ALONE}(?:vol(?:ume)?\\.?\\s*)?${VOLUME}${ISSUE}?\\s*[:,]\\s*${ARTICLE}${PAGES}(?=\\s*(?:[.;,]|$))`,
    ),
    certainty: 0.8,
  },
  // 8(12)
  {pattern: shape(`,\\s*${VOLUME}\\s*\\((?<issue>[\\w-]+)\\)(?=\\s*(?:[.;,]|$))`), certainty: 0.7},
]

function shape(source: string): RegExp {
  return new RegExp(source, 'giu')
}

/** Finds date, volume, issue and pages in a reference whose dashes are plain hyphens. */
export function findLocator(text: string): Locator | undefined {
  for (const {pattern, certainty} of SHAPES) {
    const match = [...text.matchAll(pattern)].at(-1)
    if (!match?.groups) continue
    const {date, later, volume, issue, number, supplement, pages} = match.groups
    const {secondissue, secondnumber, secondsupplement} = match.groups
    const issues = [issue ?? number, supplement, secondissue ?? secondnumber, secondsupplement]
    const end = match.index + match[0].length
    const again = new RegExp(`^\\s*[,.;(]\\s*${YEAR}\\)?`).exec(text.slice(end))
    return {
      start: match.index,
      end: end + (again?.[0].length ?? 0),
      certainty,
      issued: readDate(date ?? later ?? ''),
      volume,
      issue: issues.filter(Boolean).join(' ').trim(),
      page: pages?.replaceAll(/\s*-+\s*/g, '-'),
    }
  }
  return undefined
}
