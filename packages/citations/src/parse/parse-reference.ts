import type {CslItem, CslName} from '../csl.ts'
import {plainDashes} from '../pages.ts'
import {takeAuthors, takePersons} from './authors.ts'
import {splitTitle} from './container.ts'
import {DATE, readDate} from './dates.ts'
import {type Draft, put} from './draft.ts'
import {findLocator, type Locator} from './locator.ts'
import {takeTrailing} from './trailing.ts'
import {takeImprint} from './imprint.ts'

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
 * Reads one reference as people write it (AMA, Vancouver, PubMed and PDQ, author and date styles,
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
  const isArticle = found?.volume !== undefined && found.issued !== undefined
  const imprint = isArticle ? undefined : takeImprint(flat, draft)
  const locator = imprint ?? found
  if (locator) putLocator(draft, locator)
  readHead(locator ? body.slice(0, locator.start) : body, draft, locator)
  settleType(draft, text, locator, imprint !== undefined)
  return {raw, ...judged(draft)}
}

function normalize(raw: string): string {
  return raw
    .normalize('NFC')
    .replaceAll(/[\u200B-\u200D\u2060\uFEFF\u00AD]/g, '')
    .replaceAll(/<\/?(?:i|b|u|em|strong|sup|sub|italic|bold)>/giu, '')
    .replaceAll(/[-\u2010\u2011]{2,}/g, '-')
    .replaceAll(/(?<=\p{L})[*†‡§]+(?=[\s,.])/gu, '')
    .replaceAll(/\s+/g, ' ')
    .trim()
}

/** Puts the space back behind a full stop that ends a sentence ("Leyden J.Quality of life.Gut."). */
function spaced(text: string): string {
  return text.replaceAll(
    /(?<=(?:\p{L}{2}|[\s,]\p{Lu}|[)\]?!])[.?])(?=\p{Lu}[\p{L}\s])|(?<=\p{L}\.)(?=(?:19|20)\d\d\s*[;:])/gu,
    ' ',
  )
}

/** "2Singh S", "[13] Author", "24. Author", "5,6-Ando S": the number belongs to a list elsewhere. */
function withoutNumber(text: string): string {
  return text.replace(
    /^(?:[[(]\d{1,4}[\])][.:]?\s*|\d{1,3}(?:,\d{1,3})*(?:[.):]\s*|\s*[-–]\s*|\s+)(?=[\p{Lu}“"'‘]|(?:\p{Ll}+\s+){1,3}\p{Lu})|\d{1,3}(?=\p{Lu}\p{Ll}|(?:v[ao]n|de[lnr]?|d[aiu]|l[ae]|te[nr])\s))/u,
    '',
  )
}

function putLocator(draft: Draft, {certainty, issued, volume, issue, page}: Locator): void {
  put(draft, 'volume', volume, certainty)
  put(draft, 'issue', issue, certainty)
  put(draft, 'page', page, certainty)
  if (issued) {
    delete draft.csl.issued
    put(draft, 'issued', issued, certainty)
  }
}

function readHead(head: string, draft: Draft, locator: Locator | undefined): void {
  const candidate = takeAuthors(head)
  const isJournalAlone =
    candidate !== undefined &&
    locator?.volume !== undefined &&
    !/\p{L}/u.test(head.slice(candidate.end))
  const list = isJournalAlone && candidate.certainty < 0.9 ? undefined : candidate
  let rest = head
  const inverted = list && list.certainty > 0.85 ? undefined : titleFirst(head)
  if (inverted) {
    put(draft, 'title', inverted.title, 0.85)
    put(draft, 'author', inverted.authors, 0.85)
    put(draft, 'container-title', inverted.container, 0.85)
    return
  }
  if (list) {
    put(draft, 'author', list.authors, list.certainty)
    if (list.more) draft.csl.custom = {authorsEtAl: true}
    rest = head.slice(list.end)
  }
  rest = takeYearAfterAuthors(rest, draft)
  if (!locator) rest = takeLastDate(rest, draft)
  if (draft.csl['container-title'] !== undefined) {
    put(draft, 'title', trimmed(rest), 0.85)
    return
  }
  const {title, container, containerShort, certainty} = splitTitle(rest)
  const isWhole = list !== undefined && title !== undefined && container === undefined
  const sure = locator ? certainty : isWhole ? 0.8 : certainty * 0.8
  put(draft, 'title', title, sure)
  put(draft, 'container-title', container, sure)
  put(draft, 'container-title-short', containerShort, sure)
}

/** "Title. Smith A, Jones B. J Example." is how PubMed once printed its results. */
function titleFirst(
  head: string,
): {title: string; authors: CslName[]; container: string} | undefined {
  for (const {index} of head.matchAll(/(?<=[.?!])\s+(?=\p{L})/gu)) {
    const list = takePersons(head.slice(index + 1))
    const container = list && trimmed(head.slice(index + 1 + list.end))
    if (list && container && list.authors.length > 1 && list.certainty > 0.9) {
      return {title: trimmed(head.slice(0, index)), authors: list.authors, container}
    }
  }
  return undefined
}

function trimmed(text: string): string {
  return text.replace(/^[\s.,;:]+|[\s.,;:]+$/gu, '')
}

const YEAR_AFTER_AUTHORS = new RegExp(
  `^[\\s.,:]*\\(?(?<date>${DATE})[a-z]?\\)?[\\s.,:]*(?=\\D)`,
  'iu',
)

function takeYearAfterAuthors(text: string, draft: Draft): string {
  const match = YEAR_AFTER_AUTHORS.exec(text)
  if (!match || (draft.csl.author === undefined && !/^[\s]*\(/.test(text))) return text
  put(draft, 'issued', readDate(match.groups?.date ?? ''), 0.9)
  return text.slice(match[0].length)
}

const LAST_DATE = new RegExp(
  `(?:(?:published|updated|last updated|posted)(?: on)?:?\\s*)?[(\\[]?(?<date>${DATE})[)\\]]?\\s*[.,;]*\\s*$`,
  'iu',
)

function takeLastDate(text: string, draft: Draft): string {
  const match = LAST_DATE.exec(text)
  if (!match || match.index === 0) return text
  put(draft, 'issued', readDate(match.groups?.date ?? ''), 0.85)
  return text.slice(0, match.index)
}

const PREPRINT =
  /^(?:med|bio|chem|psy)?(?:a|r)xiv\b|^medrxiv|^biorxiv|^arxiv|^research square|^preprints?\b/iu

function settleType(
  draft: Draft,
  text: string,
  locator: Locator | undefined,
  isBook: boolean,
): void {
  const {csl} = draft
  const hasVolume = csl.volume !== undefined || (csl.page !== undefined && !isBook)
  if (PREPRINT.test(csl['container-title'] ?? '') && !hasVolume) csl.type = 'article'
  else if (isBook) {
    csl.type = csl['container-title'] === undefined ? 'book' : 'chapter'
    if (/\bProceedings\b|\bConference\b|\bSymposium\b/iu.test(csl['container-title'] ?? ''))
      csl.type = 'paper-conference'
  } else if (!hasVolume && !csl.DOI && !csl.PMID && (csl.URL || csl.accessed)) csl.type = 'webpage'
  if (
    /\b(?:package insert|prescribing information|summary of product characteristics)\b/iu.test(text)
  ) {
    csl.type = 'document'
  } else if (
    !hasVolume &&
    /\b(?:technical report|report no\.?|white paper|working paper)\b/iu.test(text)
  )
    csl.type = 'report'
  draft.confidence.type = locator ? 0.9 : 0.6
}

/** Without a date, a place to find it and an author list there is nothing to hold a guess up. */
function judged({csl, confidence}: Draft): Pick<ParsedReference, 'csl' | 'confidence'> {
  const link = csl.DOI ?? csl.PMID ?? csl.PMCID ?? csl.URL ?? csl.accessed
  const anchors = [csl.volume ?? csl.page, csl.issued, link]
  const count = anchors.filter((anchor) => anchor !== undefined).length
  if (count === 0 && (csl.author === undefined || (confidence.author ?? 0) < 0.9)) {
    return {csl: null, confidence: {}}
  }
  if (count > 0) return {csl, confidence}
  const lowered = Object.entries(confidence).map(([field, value]) => [
    field,
    Math.min(value ?? 0, 0.4),
  ])
  return {csl, confidence: Object.fromEntries(lowered)}
}
