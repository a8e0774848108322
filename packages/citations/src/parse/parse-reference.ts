import type {CslItem, CslName} from '../csl.ts'
import {plainDashes} from '../pages.ts'
import {takeAuthors, takePersons} from './authors.ts'
import {splitTitle} from './container.ts'
import {DATE, readDate} from './dates.ts'
import {type Draft, put, trimmed} from './draft.ts'
import {takeImprint} from './imprint.ts'
import {findLocator, type Locator} from './locator.ts'
import {takeTrailing} from './trailing.ts'

/** What was read out of one reference string. */
export interface ParsedReference {
  /** The string as it came. */
  raw: string
  /** `null` when nothing in the string could be read as a reference. */
  csl: CslItem | null
  /** How sure each field is, from 0 (a guess) to 1, by CSL variable. */
  confidence: Partial<Record<string, number>>
}

/**
 * Reads one reference as people write it (AMA Manual of Style, chapter 3; Vancouver as NLM's Citing
 * Medicine has it; PubMed and PDQ; author and date styles;
 * web pages, books, chapters, reports, labels) into CSL-JSON.
 *
 * A field that cannot be read is left out; a field that is a guess has a low confidence. A number
 * in front of the reference is passed over. Nothing is corrected: a misspelt journal stays so.
 */
export function parseReference(raw: string): ParsedReference {
  const draft: Draft = {csl: {type: 'article-journal'}, confidence: {}}
  const text = withoutNumber(normalize(raw))
  const body = spaced(takeTrailing(text, draft))
  const flat = plainDashes(body)
  const found = findLocator(flat)
  const imprint = found?.volume && found.issued ? undefined : takeImprint(flat, draft)
  const locator = imprint ?? found
  if (locator) putLocator(draft, locator)
  readHead(locator ? body.slice(0, locator.start) : body, draft, locator)
  settleType(draft, text, imprint !== undefined)
  draft.confidence.type = locator ? 0.9 : 0.6
  return {raw, ...judged(draft)}
}

/** Degrees behind a name; "Smith, MD" alone is a name with two initials. */
const DEGREE =
  /,? (?:Ph\.?D|MPH|M\.?Sc|MBBS|MBChB|FACS|FRC[PS]|Pharm\.?D)\b(?:\.(?=[,;]))?(?=[,.;:]| and )|(?<=\b\p{Lu}{1,3}\.?|\p{Lu}\p{L}+ \p{Lu}\p{L}+), (?:M\.?D|D\.?O|R\.?N)\b(?:\.(?=[,;]))?(?=[,.;:]| and )/gu

function normalize(raw: string): string {
  return raw
    .normalize('NFC')
    .replaceAll(
      /[\u200B-\u200D\u2060\uFEFF\u00AD]|<\/?(?:[biu]|em|strong|su[bp]|italic|bold)>/giu,
      '',
    )
    .replaceAll(/[-\u2010\u2011]{2,}/g, '-')
    .replaceAll(/(?<=\p{L})[*†‡§]+(?=[\s,.])/gu, '')
    .replaceAll(DEGREE, '')
    .replaceAll(/\s+/g, ' ')
    .replaceAll(/\.(?: ?\.)+/g, '. ')
    .trim()
}

/** Puts the space back behind a full stop that ends a sentence ("Leyden J.Quality of life.Gut."). */
function spaced(text: string): string {
  return text.replaceAll(
    /(?<=(?:\p{L}{2}|[\s,]\p{Lu}|[)\]?!])[.?])(?=(?!Net\b)\p{Lu}[\p{L}\s])|(?<=(?:\p{Ll}{2}|[)\]?!])\.)(?=\p{Lu}\.)|(?<=\p{L}\.)(?=(?:19|20)\d\d\s*[;:])/gu,
    ' ',
  )
}

/** "2Singh S", "[13] Author", "24. Author", "5,6-Ando S": the number belongs to a list elsewhere. */
function withoutNumber(text: string): string {
  return text.replace(
    /^(?:[[(]\d{1,4}[\])][.:]?\s*|[ivxl]{2,7}[.)]?\s+(?=\p{Lu}|(?:v[ao]n|de[lnr]?) )|\d{1,3}(?:,\d{1,3})*(?:[.):]\s*|\s*[-–]\s*|\s+)(?=[\p{Lu}“"'‘]|(?:\p{Ll}+\s+){1,3}\p{Lu})|\d{1,3}(?=\p{Lu}[\p{Ll}'’ ]|\p{Lu}{2,5} \p{Lu}|(?:v[ao]n|de[lnr]?|d[aiou]s?|l[ae]|te[nr])\s))/u,
    '',
  )
}

function putLocator(draft: Draft, {certainty, issued, volume, issue, page}: Locator): void {
  put(draft, 'volume', volume, certainty)
  put(draft, 'issue', issue, certainty)
  put(draft, 'page', page, certainty)
  if (issued) delete draft.csl.issued
  put(draft, 'issued', issued, certainty)
}

const YEAR_AFTER_AUTHORS = new RegExp(`^[\\s.,:]*\\(?(${DATE})[a-z]?\\)?[\\s.,:]*(?=\\D)`, 'iu')
const LAST_DATE = new RegExp(
  `(?<![\\d-])(?:(?:preprint )?(?:published|(?:last )?(?:updated|modified|revised|reviewed)|posted)(?: online)?(?: on)?:?\\s*)?[(\\[]?(${DATE})[)\\]]?\\s*[.,;]*\\s*$`,
  'iu',
)

function readHead(head: string, draft: Draft, locator: Locator | undefined): void {
  const isArticle = locator?.volume !== undefined
  let list = LAW.test(head) ? undefined : takeAuthors(head)
  // A label has no people, but perhaps a company; a journal alone is no institution.
  if (draft.csl.genre && !list?.authors[0]?.literal) list = undefined
  if (list && isArticle && list.certainty < 0.9 && !/\p{L}/u.test(head.slice(list.end)))
    list = undefined
  const inverted = list && list.certainty > 0.85 ? undefined : titleFirst(head)
  if (inverted) {
    put(draft, 'title', inverted.title, 0.85)
    put(draft, 'author', inverted.authors, 0.85)
    put(draft, 'container-title', inverted.container, 0.85)
    return
  }
  put(draft, list?.edited ? 'editor' : 'author', list?.authors, list?.certainty ?? 0)
  if (list?.more) draft.csl.custom = {authorsEtAl: true}
  const takeDate = (text: string, pattern: RegExp, certainty: number): string => {
    const match = pattern.exec(text)
    if (match?.[1] === undefined || (!list && match[0].length === text.length)) return text
    put(draft, 'issued', readDate(match[1]), certainty)
    return text.replace(match[0], '')
  }
  let rest = head.slice(list?.end ?? 0)
  if (list || /^\s*\(/.test(rest)) rest = takeDate(rest, YEAR_AFTER_AUTHORS, 0.9)
  if (!locator) rest = takeDate(takeDate(rest, LAST_DATE, 0.85), LAST_DATE, 0.85)
  if (draft.csl['container-title']) return put(draft, 'title', trimmed(rest), 0.85)
  const {title, container, containerShort, certainty} = splitTitle(rest, isArticle)
  const mayHoldName = !list && /^\p{Lu}\S+ \p{Lu}{1,3} (?:Jr )?[\p{Lu}\d]/u.test(rest)
  const sure = mayHoldName
    ? 0.5
    : locator
      ? certainty
      : list && title && !container
        ? 0.8
        : certainty * 0.8
  put(draft, 'title', title, sure)
  put(draft, 'container-title', container, sure)
  put(draft, 'container-title-short', containerShort, sure)
}

/** "Title. Smith A, Jones B. J Example." is how PubMed once printed its results. */
function titleFirst(
  head: string,
): {title: string; authors: CslName[]; container: string} | undefined {
  for (const {index} of head.matchAll(/(?<=[.?!])\s+(?=\p{L})/gu)) {
    const after = head.slice(index + 1)
    const list = takePersons(after)
    const container = list && trimmed(after.slice(list.end))
    if (list && container && list.authors.length > 1)
      return {title: trimmed(head.slice(0, index)), authors: list.authors, container}
  }
  return undefined
}

const LAW = /§|\b(?:USC|CFR|Pub\.? ?L)\b/

function settleType({csl}: Draft, text: string, isBook: boolean): void {
  const container = csl['container-title'] ?? ''
  const hasPlace = csl.volume || (csl.page && !isBook)
  const byInstitution = csl.author?.some(({literal}) => literal)
  if (/\b(?:package insert|prescribing information|summary of product char)/iu.test(text))
    csl.type = 'document'
  else if (hasPlace) return
  else if (LAW.test(csl.title ?? '')) csl.type = 'legislation'
  else if (/\[data ?set\]/iu.test(text) || /^(?:dryad|figshare|zenodo)\b/iu.test(container))
    csl.type = 'dataset'
  else if (/^(?:(?:med|bio|chem|psy)?[ar]xiv|research square|preprints?)\b/iu.test(container))
    csl.type = 'article'
  else if (/\[internet\]|\bwebsite\b/iu.test(text) && csl.URL) csl.type = 'webpage'
  else if (
    csl.number ||
    /\b(?:technical report|report no\b|(?:white|working) paper)/iu.test(text) ||
    (isBook && byInstitution && !container && !csl.edition)
  )
    csl.type = 'report'
  else if (isBook)
    csl.type = !container
      ? 'book'
      : /\b(?:Proceedings|Conference|Symposium)\b/iu.test(container)
        ? 'paper-conference'
        : 'chapter'
  else if (!csl.DOI && !csl.PMID && (csl.URL || csl.accessed)) csl.type = 'webpage'
}

/** Without a date, a place to find it and an author list there is nothing to hold a guess up. */
function judged({csl, confidence}: Draft): Pick<ParsedReference, 'csl' | 'confidence'> {
  const {volume, page, issued, DOI, PMID, PMCID, URL, accessed, author} = csl
  if (volume || page || issued || DOI || PMID || PMCID || URL || accessed) return {csl, confidence}
  if (!author || (confidence.author ?? 0) < 0.9) return {csl: null, confidence: {}}
  for (const field in confidence) confidence[field] = Math.min(confidence[field] ?? 0, 0.4)
  return {csl, confidence}
}
