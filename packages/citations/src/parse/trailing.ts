import type {CslItem} from '../csl.ts'
import {trimAddress} from '../identifiers.ts'
import {DATE, readDate} from './dates.ts'
import {type Draft, put} from './draft.ts'

type TextField = 'DOI' | 'PMID' | 'PMCID' | 'ISSN' | 'ISBN' | 'number' | 'URL'

const around = (source: string) => new RegExp(`[\\[(<]?\\s*${source}\\s*[\\])>]?[.;,]?`, 'iu')
const dated = (source: string) => around(source.replace('DATE', `(${DATE})`))

/** Notes with a date: when the reader saw the source, when it was changed or first published. */
const ACCESSED = dated(
  '\\b(?:(?:date|last) )?(?:accessed|retrieved|cited|viewed|visited|consulted|date of access)(?: on)?:? ?DATE(?:,? from:?)?',
)
const UPDATED = dated('(?<=\\[)(?:updated|revised) DATE')
const ONLINE_FIRST = dated(
  '(?:e-?pub|published online|online publication|available online)(?: ahead of print)?:? ?(?:DATE|ahead of print)',
)

/** Identifiers and addresses in any of the ways people write them. */
const FIELDS: readonly (readonly [TextField, RegExp])[] = [
  [
    'DOI',
    around(
      '(?:\\b(?:https?://)?(?:dx\\.)?doi\\.org/|\\bdoi(?:\\s*[:.]|\\s)\\s*(?:https?://(?:dx\\.)?doi\\.org/)?|(?<![\\w/.]))(10\\.\\d{4,9}(?:\\.\\d+)*/[^\\s,;]+)',
    ),
  ],
  ['PMID', around('(?:Pub ?Med )?\\bPMID\\b\\s*[:.]? ?([1-9]\\d{0,7})(?!\\d)')],
  [
    'PMCID',
    around(
      '(?:(?:Pub ?Med Central )?\\bPMC ?ID\\b\\s*[:.]? ?(?:PMC)? ?|\\bPMC(?=\\d{3}))(\\d{1,9})',
    ),
  ],
  ['ISSN', around('\\bISSN\\s*:? ?(\\d{4}-?\\d{3}[\\dX])')],
  ['ISBN', around('\\bISBN(?:-1[03])?\\s*:? ?(\\d[\\d -]{8,15}[\\dX])\\b')],
  [
    'number',
    /(?<=[.;] )(?:Report (?:No\.?|number) ?([\w-]*\d[\w-]*)|(\w+ publication (?:no\.? )?[\w-]*\d[\w-]*))\.?/iu,
  ],
  ['URL', /<?\b((?:https?:\/\/|www\.)[^\s<>]+)>?/iu],
]

const NOISE =
  /\[(?:Internet|Online|Epub ahead of print|PubMed(?: Abstract)?|Google Scholar|CrossRef|PMC free article|in press|see comments?|serial online|abstract)\]:?|\(?Epub ahead of print\)?\.?|\b(?:Available|Retrieved|Online)(?: (?:from|at|online|on))?(?: ?at)?:?\s*(?=https?:|www\.|<|doi|$)|\bURL:?\s*(?=https?:|www\.|<)|(?<=\d[.;,\s]+)Review\.?\s*$|\b(?:Erratum|Comment|Retraction|Update|Summary for patients) (?:in|on|of):.*$|\bIn press\b[.,]?|\bpii:\s*|\b(?:PMID|PMCID|doi)\s*:?\s*$|[[(<]\s*[\])>]/giu

/**
 * Takes identifiers, addresses and notes out of a reference, wherever they stand, and returns what
 * is left.
 */
export function takeTrailing(text: string, draft: Draft): string {
  let rest = text
  const take = (pattern: RegExp): string => {
    const [all, found, other = ''] = pattern.exec(rest) ?? []
    if (all) rest = rest.replace(all, () => ' ')
    return found ?? other
  }
  put(draft, 'accessed', readDate(take(ACCESSED)), 0.95)
  put(draft, 'issued', readDate(take(UPDATED)), 0.9)
  for (const [field, pattern] of FIELDS) put(draft, field, written(field, take(pattern)), 0.97)
  const first = readDate(take(ONLINE_FIRST))
  if (!/;\s*\d/.test(rest)) put(draft, 'issued', first, 0.8)
  return rest
    .replaceAll(NOISE, ' ')
    .replaceAll(/\s+/g, ' ')
    .replace(/[\s.,;]+$/, '')
    .trim()
}

function written(field: TextField, found: string): CslItem[TextField] {
  if (field === 'PMCID') return found && `PMC${found}`
  const address = trimAddress(found)
  return field === 'URL' && /^www/iu.test(address) ? `https://${address}` : address
}
