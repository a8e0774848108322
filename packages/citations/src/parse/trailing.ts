import {trimAddress} from '../identifiers.ts'
import {DATE, readDate} from './dates.ts'
import {type Draft, put} from './draft.ts'

const UPDATED = new RegExp(`\\[(?:updated|revised) (?<date>${DATE})[;\\]]`, 'iu')
/** Notes that say where or when the reader saw the source, or how it was published. */
const ACCESSED = new RegExp(
  `[\\[(]?\\s*(?:date\\s+|last\\s+)?(?:accessed|retrieved|cited|viewed|visited|consulted|date of access)(?:\\s+on)?:?\\s*(?<date>${DATE})(?:,?\\s*from:?)?\\s*[\\])]?[.;,]?`,
  'iu',
)
const ONLINE_FIRST = new RegExp(
  `[\\[(]?(?:e-?pub|published online|online publication|available online)(?:\\s+ahead of print)?:?\\s*(?:(?<date>${DATE})|ahead of print)[\\])]?[.;,]?`,
  'iu',
)
const NOISE =
  /\[(?:Internet|Online|Epub ahead of print|PubMed(?: Abstract)?|Google Scholar|CrossRef|PMC free article|in press|see comments?|serial online|abstract)\]:?|\(?Epub ahead of print\)?\.?|\b(?:Available|Retrieved|Online)(?: (?:from|at|online|on))?(?: ?at)?:?\s*(?=https?:|www\.|<|doi|$)|\bURL:?\s*(?=https?:|www\.|<)|(?<=\d[.;,\s]+)Review\.?\s*$/giu

/**
 * Takes identifiers, addresses and notes out of a reference, wherever they stand, and returns what
 * is left.
 */
export function takeTrailing(text: string, draft: Draft): string {
  let rest = text
  const take = (pattern: RegExp, use: (match: RegExpExecArray) => boolean | void) => {
    const match = pattern.exec(rest)
    if (match && use(match) !== false) {
      rest = `${rest.slice(0, match.index)} ${rest.slice(match.index + match[0].length)}`
    }
  }

  take(ACCESSED, (match) => put(draft, 'accessed', readDate(match.groups?.date ?? ''), 0.95))
  take(UPDATED, (match) => put(draft, 'issued', readDate(match.groups?.date ?? ''), 0.9))
  take(
    /(?:[[(<]\s*)?(?:\b(?:https?:\/\/)?(?:dx\.)?doi\.org\/|\bdoi(?:\s*[:.]|\s)\s*(?:https?:\/\/(?:dx\.)?doi\.org\/)?|(?<![\w/.]))(?<doi>10\.\d{4,9}(?:\.\d+)*\/[^\s,;]+)/iu,
    (match) => put(draft, 'DOI', trimAddress(match.groups?.doi ?? ''), 0.98),
  )
  take(
    /[[(]?\s*(?:Pub\s?Med\s*)?\bPMID\b\s*[:.]?\s*(?<id>[1-9]\d{0,7})(?!\d)\s*[\])]?[.;,]?/iu,
    (match) => put(draft, 'PMID', match.groups?.id, 0.98),
  )
  take(
    /[[(]?\s*(?:(?:Pub\s?Med Central\s*)?\bPMC\s?ID\b\s*[:.]?\s*(?:PMC\s*)?(?<id>\d{1,9})|\bPMC(?<bare>\d{3,9}))\s*[\])]?[.;,]?/iu,
    (match) => put(draft, 'PMCID', `PMC${match.groups?.id ?? match.groups?.bare}`, 0.98),
  )
  take(/\bISSN\s*:?\s*(?<id>\d{4}-?\d{3}[\dX])[.;,]?/iu, (match) =>
    put(draft, 'ISSN', match.groups?.id, 0.95),
  )
  take(/\bISBN(?:-1[03])?\s*:?\s*(?<id>[\d][\d -]{8,15}[\dX])\b[.;,]?/iu, (match) =>
    put(draft, 'ISBN', match.groups?.id?.trim(), 0.95),
  )
  take(
    /(?<=[.;] )(?:Report (?:No\.?|number) ?(?<id>[\w-]*\d[\w-]*)|(?<whole>\w+ publication (?:no\.? )?[\w-]*\d[\w-]*))\.?/iu,
    (match) => put(draft, 'number', match.groups?.id ?? match.groups?.whole, 0.9),
  )
  take(/<?\b(?<url>(?:https?:\/\/|www\.)[^\s<>]+)>?/iu, (match) => {
    const found = trimAddress(match.groups?.url ?? '')
    put(draft, 'URL', /^www\./iu.test(found) ? `https://${found}` : found, 0.95)
  })
  take(ONLINE_FIRST, (match) => {
    const date = match.groups?.date
    if (date !== undefined && !/;\s*\d/.test(rest)) put(draft, 'issued', readDate(date), 0.8)
  })
  return rest
    .replaceAll(NOISE, ' ')
    .replaceAll(/[[(<]\s*[\])>]/g, ' ')
    .replaceAll(/\s+/g, ' ')
    .replace(/[\s.,;]+$/, '')
    .trim()
}
