import type {CslDate, CslItem, CslName} from './csl.ts'
import {abbreviatePages, expandPages} from './pages.ts'

/** A stretch of a formatted reference; `href` is always a http or https address. */
export interface ReferencePart {
  text: string
  italic?: true
  href?: string
}

type Text = string | false | 0 | undefined

/** One sentence of a reference; an empty one is not printed. */
export type Sentence = ReferencePart[]

const plain = (text: Text): Sentence => [{text: text || ''}]
const italic = (text: Text): Sentence => [{text: text || '', italic: true}]
const joined = (separator: string, ...parts: Text[]): string =>
  parts.filter(Boolean).join(separator)
const numbers = ({volume, issue}: CslItem): string => joined('', volume, issue && `(${issue})`)

/**
 * The sentences of one reference by the AMA Manual of Style, 11th edition: articles and preprints
 * (3.11), books and chapters (3.12), reports, labels and data sets (3.13), web pages (3.15), laws
 * (3.16).
 */
export function amaSentences(csl: CslItem): Sentence[] {
  const {type, title, page, publisher, genre, number} = csl
  const container = csl['container-title']
  const year = yearOf(csl.issued)
  const date = dateText(csl.issued, true)
  const pages = page ? expandPages(page) : ''
  const volume = csl.volume && `Vol ${csl.volume}`
  const edition = plain(editionText(csl.edition))
  const imprint = joined('; ', publisher, year)
  const authors = nameList(csl, 'author', 3)
  const editors = nameList(csl, 'editor', 3, ['ed', 'eds'])
  const head = (isItalic: boolean): Sentence[] => [
    plain(authors || (type === 'book' && editors)),
    isItalic ? italic(title) : plain(title),
  ]
  const body = (): Sentence[] => {
    if (type === 'book')
      return [...head(true), plain(volume), edition, plain(authors && editors), plain(imprint)]
    if (isPart(csl))
      return [
        ...head(false),
        insideOf(csl, editors, true),
        edition,
        plain(joined(':', imprint, pages)),
      ]
    if (type === 'report')
      return [
        ...head(true),
        plain(imprint),
        plain(/^\d+$/.test(number ?? '') ? `Report No. ${number}` : number),
      ]
    if (type === 'webpage' || type === 'post-weblog' || type === 'dataset') {
      const holder = container ?? publisher
      const isAuthor = csl.author?.some(({literal}) => literal === holder)
      return [...head(false), plain(!isAuthor && holder), plain(date)]
    }
    if (type === 'legislation') return [lawOf(csl), plain(publisher)]
    if (type === 'document')
      return [
        ...head(genre !== undefined),
        plain(genre && genre[0]?.toUpperCase() + genre.slice(1)),
        plain(container),
        plain(imprint),
      ]
    const journal = italic(journalName(csl) || publisher)
    if (type === 'article')
      return [...head(false), journal, plain(date && `Preprint posted online ${date}`)]
    const where = joined(':', joined(';', year, numbers(csl)), pages || number)
    return [
      ...head(false),
      journal,
      plain(where === year && year ? `Published online ${date}` : where),
    ]
  }
  const accessed = dateText(csl.accessed, true)
  const links = csl.DOI
    ? [[doiLink(csl.DOI, 'doi:')]]
    : [plain(accessed && `Accessed ${accessed}`), [addressLink(csl.URL)]]
  return [...body(), ...links]
}

/**
 * The sentences of one reference in the Vancouver style, as the National Library of Medicine's
 * Citing Medicine has it: journals (chapter 1), books (2), reports (4), laws and labels (as
 * books), data sets (22), preprints (1, "Preprint" behind the journal), web pages (25).
 */
export function vancouverSentences(csl: CslItem): Sentence[] {
  const {type, title, page, DOI, PMID, URL} = csl
  const journal = journalName(csl)
  const cited = dateText(csl.accessed, false)
  const issued = joined(' ', dateText(csl.issued, false), cited && `[cited ${cited}]`)
  const pages = page ? abbreviatePages(page) : ''
  const authors = nameList(csl, 'author', 6)
  const editors = nameList(csl, 'editor', 6, ['editor', 'editors'])
  const links = [
    DOI ? [doiLink(DOI, 'doi: '), {text: '.'}] : [],
    plain(PMID && `PMID: ${PMID}`),
    !DOI && URL ? [{text: 'Available from: '}, addressLink(URL)] : [],
  ]
  if (
    !isPart(csl) &&
    type !== 'book' &&
    type !== 'legislation' &&
    (type.startsWith('article') || csl.volume)
  ) {
    return [
      plain(authors),
      plain(title),
      plain(joined(' ', journal, type === 'article' && '[Preprint]')),
      plain(joined(':', joined(';', issued, numbers(csl)), pages || csl.number)),
      ...links,
    ]
  }
  if (type === 'legislation') return [lawOf(csl), ...links]
  const kind = type === 'dataset' ? 'dataset' : (csl.genre ?? (URL && !isPart(csl) && 'Internet'))
  const place = joined(': ', csl['publisher-place'], csl.publisher)
  return [
    plain(authors || editors),
    plain(joined(' ', title, kind && `[${kind}]`)),
    isPart(csl) ? insideOf(csl, editors, false) : plain(csl['container-title']),
    plain(editionText(csl.edition)),
    plain(authors && !isPart(csl) && editors),
    plain(joined('; ', place, issued)),
    plain(pages && `p. ${pages}`),
    plain(csl.number && type === 'report' && `Report No.: ${csl.number}`),
    ...links,
  ]
}

/** "Example Act, 21 USC §301 (1938)" (AMA 3.16). */
function lawOf(csl: CslItem): Sentence {
  const place = joined(' ', csl.volume, csl['container-title'], csl.number)
  const year = yearOf(csl.issued)
  return plain(joined(' ', joined(', ', csl.title, place), year && `(${year})`))
}

function isPart({type, volume}: CslItem): boolean {
  return type === 'chapter' || (type === 'paper-conference' && !volume)
}

/** "In: Beta C, ed. Examples of oncology"; nothing when neither book nor editors are named. */
function insideOf(csl: CslItem, editors: string, isItalic: boolean): Sentence {
  const book = csl['container-title']
  if (!book && !editors) return []
  const lead = {text: `In: ${editors}${editors && book ? '. ' : ''}`}
  return [lead, ...(isItalic ? italic(book) : plain(book))]
}

/** Abbreviations of journals are printed without full stops: "J. Ex. Med." gives "J Ex Med". */
function journalName(csl: CslItem): string {
  const name = csl['container-title-short'] ?? csl['container-title'] ?? ''
  return name.replaceAll(/\.(?=\s|$)/g, '')
}

function doiLink(doi: string, label: string): ReferencePart {
  return {text: label + doi, href: `https://doi.org/${encodeURI(doi)}`}
}

function addressLink(address = ''): ReferencePart {
  return {text: address, ...(isWebAddress(address) && {href: address})}
}

/**
 * Whether an address may be printed as a link: only the schemes http and https of RFC 9110 (4.2);
 * `javascript:` and its like never are.
 */
export function isWebAddress(address: string): boolean {
  return /^https?:\/\/[^\s"'<>]+$/iu.test(address)
}

/** Six names in full; of more, or of a list that ends in "et al", the first `kept` (AMA 3.7). */
function nameList(
  csl: CslItem,
  field: 'author' | 'editor',
  kept: number,
  [one, many]: [string?, string?] = [],
): string {
  const names = csl[field] ?? []
  if (names.length === 0) return ''
  const isOpen = field === 'author' && csl.custom?.authorsEtAl === true
  const hasMore = isOpen || names.length > 6
  return joined(
    ', ',
    ...names.slice(0, hasMore ? kept : 6).map(nameText),
    hasMore && 'et al',
    names.length > 1 ? many : one,
  )
}

/** "Modlin IM", "van der Berg JF Jr", or the name of an institution (AMA 3.7; CSL name parts). */
export function nameText(name: CslName): string {
  return (
    name.literal ??
    joined(
      ' ',
      name['dropping-particle'],
      name['non-dropping-particle'],
      name.family,
      initials(name.given),
      name.suffix?.replace(/\.$/, ''),
    )
  )
}

/** "Ian M.", "I M" and "IM" all give "IM"; a hyphen is dropped ("J-F" gives "JF"). */
function initials(given = ''): string {
  return given
    .split(/[\s.\-\u2010\u2011]+/u)
    .map((word) => (/^\p{Lu}{2,3}$/u.test(word) ? word : (Array.from(word)[0] ?? '')))
    .filter((letter) => !/^\p{Ll}/u.test(letter) || given.length === 1)
    .join('')
}

const MONTHS =
  'January February March April May June July August September October November December'.split(' ')

function yearOf(date: CslDate | undefined): string {
  return String(date?.['date-parts']?.[0]?.[0] ?? date?.literal ?? '')
}

/** "October 23, 2018", or "2018 Oct 23" as NLM writes dates; as much of it as is known. */
function dateText(date: CslDate | undefined, isLong: boolean): string {
  const [, month = 0, day] = date?.['date-parts']?.[0] ?? []
  const year = yearOf(date)
  const name = MONTHS[month - 1]
  if (!name) return year
  const dayText = day && String(day)
  return isLong
    ? `${joined(' ', name, dayText && `${dayText},`)} ${year}`
    : joined(' ', year, name.slice(0, 3), dayText)
}

function editionText(edition = ''): string {
  if (/^(?:1(?:st)?)?$/.test(edition)) return ''
  if (!/^\d+$/.test(edition)) return /\bed\b/i.test(edition) ? edition : `${edition} ed`
  const isTeen = /1\d$/.test(edition)
  return `${edition}${(!isTeen && ['', 'st', 'nd', 'rd'][Number(edition.at(-1))]) || 'th'} ed`
}
