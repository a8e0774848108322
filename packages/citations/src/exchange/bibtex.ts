import {type CslItem, type CslName, fromCslDate} from '../csl.ts'
import {plainDashes} from '../pages.ts'
import {compact, dateOf, type ReadProblem, type ReadResult} from './reading.ts'
import {decodeLatex, encodeLatex} from './latex.ts'
import {scanBibtex} from './bibtex-scanner.ts'

/** BibTeX and biblatex entry types, and the CSL types they stand for. */
const TYPES: readonly (readonly [string, string])[] = [
  ['article', 'article-journal'],
  ['book', 'book'],
  ['incollection', 'chapter'],
  ['inbook', 'chapter'],
  ['inproceedings', 'paper-conference'],
  ['conference', 'paper-conference'],
  ['techreport', 'report'],
  ['report', 'report'],
  ['online', 'webpage'],
  ['electronic', 'webpage'],
  ['dataset', 'dataset'],
  ['legislation', 'legislation'],
  ['unpublished', 'article'],
  ['misc', 'document'],
  ['phdthesis', 'thesis'],
]

/** Fields that carry one text, and the CSL variable of each. */
const TEXT_FIELDS: readonly (readonly [string, keyof CslItem])[] = [
  ['title', 'title'],
  ['shortjournal', 'container-title-short'],
  ['volume', 'volume'],
  ['number', 'issue'],
  ['eid', 'number'],
  ['publisher', 'publisher'],
  ['address', 'publisher-place'],
  ['edition', 'edition'],
  ['type', 'genre'],
  ['note', 'note'],
  ['doi', 'DOI'],
  ['pmid', 'PMID'],
  ['pmcid', 'PMCID'],
  ['issn', 'ISSN'],
  ['isbn', 'ISBN'],
  ['url', 'URL'],
]

/** What stands for the rest of a list of names (BibTeX: "and others"). */
const OTHERS = 'others'

const VERBATIM = new Set(['doi', 'url', 'pmid', 'pmcid', 'issn', 'isbn'])

/**
 * Reads BibTeX ("BibTeXing", Patashnik) and biblatex (its manual, chapter 2): LaTeX accents become
 * letters, braces that keep case are dropped, a broken entry is a problem and the next one is read.
 */
export function readBibtex(text: string): ReadResult {
  const {entries, problems} = scanBibtex(text)
  const read: ReadProblem[] = [...problems]
  return {items: entries.map(({type, key, fields}) => fromEntry(type, key, fields)), problems: read}
}

function fromEntry(type: string, key: string, fields: ReadonlyMap<string, string>): CslItem {
  const get = (...names: string[]) => {
    const name = names.find((candidate) => fields.get(candidate)?.trim())
    if (name === undefined) return undefined
    const value = fields.get(name)!.trim()
    return VERBATIM.has(name)
      ? value.replaceAll(/\\([_%&#~])/g, '$1').replaceAll(/[{}]/g, '')
      : decodeLatex(value)
  }
  const authors = readNames(fields.get('author'))
  const isOpen = authors.at(-1)?.family === OTHERS
  const item: Record<string, unknown> = {
    id: key,
    type: TYPES.find(([bibtex]) => bibtex === type)?.[1] ?? 'document',
    author: isOpen ? authors.slice(0, -1) : authors,
    custom: isOpen ? {authorsEtAl: true} : undefined,
    editor: readNames(fields.get('editor')),
    'container-title': get('journal', 'journaltitle', 'booktitle', 'organization'),
    issued: isoDate(get('date')) ?? dateOf(get('year'), get('month'), get('day')),
    accessed: isoDate(get('urldate')),
    page: get('pages')?.replaceAll(/\s*[-\u2013]+\s*/g, '-'),
  }
  for (const [field, variable] of TEXT_FIELDS) item[variable] = get(field)
  item['publisher-place'] ??= get('location')
  item.publisher ??= get('institution', 'school')
  item.DOI = (item.DOI as string | undefined)?.replace(
    /^(?:https?:\/\/(?:dx\.)?doi\.org\/|doi:)/i,
    '',
  )
  return compact(item as unknown as CslItem)
}

function isoDate(text: string | undefined) {
  const [year, month, day] = (text ?? '').split('-')
  return dateOf(year, month, day)
}

function readNames(text: string | undefined): CslName[] {
  return splitOutsideBraces((text ?? '').trim(), /^\s+and\s+/i).map(readName)
}

/** BibTeX's own rules: "von Last, Jr, First", "First von Last", and braces for institutions. */
function readName(text: string): CslName {
  const trimmed = text.trim()
  if (/^\{[^{}]*\}$/.test(trimmed)) return {literal: decodeLatex(trimmed.slice(1, -1))}
  const parts = splitOutsideBraces(trimmed, /^\s*,\s*/).map((part) => decodeLatex(part))
  if (parts.length > 1) {
    const [family = '', second = '', third] = parts
    const [given, suffix] = third === undefined ? [second, ''] : [third, second]
    return {...(family && {family}), ...(given && {given}), ...(suffix && {suffix})}
  }
  const words = splitOutsideBraces(trimmed, /^\s+/).map((part) => decodeLatex(part))
  if (words.length === 1) return {family: words[0]!}
  const von = words.findIndex((word, index) => index > 0 && /^\p{Ll}/u.test(word))
  const cut = von > 0 && von < words.length - 1 ? von : words.length - 1
  return {family: words.slice(cut).join(' '), given: words.slice(0, cut).join(' ')}
}

function splitOutsideBraces(text: string, separator: RegExp): string[] {
  const parts: string[] = []
  let depth = 0
  let start = 0
  for (let at = 0; at < text.length; at++) {
    if (text[at] === '{') depth++
    else if (text[at] === '}') depth--
    const match = depth === 0 ? separator.exec(text.slice(at)) : null
    if (match && at > start) {
      parts.push(text.slice(start, at))
      at += match[0].length - 1
      start = at + 1
    }
  }
  if (start < text.length) parts.push(text.slice(start))
  return parts
}

/**
 * Writes items as BibTeX ("BibTeXing", Patashnik), with the fields of biblatex (its manual, chapter
 * 2) that plain BibTeX has no name for.
 */
export function writeBibtex(items: readonly CslItem[]): string {
  const keys = new Set<string>()
  return items.map((item) => writeEntry(item, uniqueKey(item, keys))).join('\n')
}

function uniqueKey(item: CslItem, taken: Set<string>): string {
  const first = item.author?.[0]
  const year = fromCslDate(item.issued)?.slice(0, 4) ?? ''
  const base = item.id ?? `${first?.family ?? first?.literal ?? 'source'}${year}`
  const clean = base.normalize('NFD').replaceAll(/[^\w.:-]+/g, '') || 'source'
  let key = clean
  for (let count = 2; taken.has(key); count++) key = `${clean}-${count}`
  taken.add(key)
  return key
}

function writeEntry(item: CslItem, key: string): string {
  const type = TYPES.find(([, csl]) => csl === item.type)?.[0] ?? 'misc'
  const date = fromCslDate(item.issued)
  const lines: string[] = []
  const put = (field: string, value: string | undefined) => {
    if (value) lines.push(`  ${field} = {${value}}`)
  }
  const others = item.custom?.authorsEtAl === true ? [OTHERS] : []
  put('author', [...(item.author ?? []).map(writeName), ...others].join(' and '))
  put('editor', item.editor?.map(writeName).join(' and '))
  put(
    type === 'article' || type === 'unpublished'
      ? 'journal'
      : type.startsWith('in')
        ? 'booktitle'
        : 'organization',
    encodeLatex(item['container-title']),
  )
  put('year', date?.slice(0, 4))
  if (date && date.length > 4) put('date', date)
  put('pages', encodeLatex(plainDashes(item.page ?? ''))?.replaceAll('-', '--'))
  for (const [field, variable] of TEXT_FIELDS) {
    const value = item[variable] as string | undefined
    put(field, VERBATIM.has(field) ? value : encodeLatex(value))
  }
  put('urldate', fromCslDate(item.accessed))
  return `@${type}{${key},\n${lines.join(',\n')}\n}\n`
}

function writeName(name: CslName): string {
  if (name.literal !== undefined) return `{${encodeLatex(name.literal)}}`
  const family = [name['dropping-particle'], name['non-dropping-particle'], name.family]
    .filter(Boolean)
    .join(' ')
  const parts = [family, ...(name.suffix ? [name.suffix] : []), name.given ?? ''].map(protect)
  return parts.join(', ').trimEnd()
}

/** "and" and a comma inside a name would end it. */
function protect(part: string): string {
  const encoded = encodeLatex(part) ?? ''
  return /,|\band\b/i.test(part) ? `{${encoded}}` : encoded
}
