import {type CslDate, type CslItem, type CslName} from './csl.ts'
import {abbreviatePages, expandPages} from './pages.ts'

/** A stretch of a formatted reference; `href` is always a http or https address. */
export interface ReferencePart {
  text: string
  italic?: true
  href?: string
}

export type ReferenceStyle = 'ama' | 'vancouver'

export interface FormatOptions {
  /** AMA Manual of Style, 11th edition (default), or Vancouver as NLM's Citing Medicine has it. */
  style?: ReferenceStyle
  /** Plain text (default), or escaped HTML with `<i>` and `<a>`. */
  output?: 'text' | 'html'
}

/**
 * Prints one entry of a reference list.
 *
 * AMA, 11th edition, chapter 3: six authors in full, of seven or more the first three and "et al"
 * (3.7); page ranges in full (3.11.4); DOI, or address with the date of access (3.15). Vancouver:
 * six authors, then "et al"; page ranges abbreviated. Titles are printed as they are stored:
 * nothing here knows which words are names, so nothing changes their case.
 */
export function formatReference(csl: CslItem, options: FormatOptions = {}): string {
  const parts = referenceParts(csl, options.style)
  return options.output === 'html'
    ? parts.map(partHtml).join('')
    : parts.map((part) => part.text).join('')
}

/** A Portable Text block, as the Studio and `@portabletext/react` know it. */
export interface ReferenceBlock {
  _type: 'block'
  _key: string
  style: 'normal'
  markDefs: {_type: 'link'; _key: string; href: string}[]
  children: {_type: 'span'; _key: string; text: string; marks: string[]}[]
}

/**
 * Prints one entry of a reference list as a Portable Text block. Keys are made from `key` and
 * the position, so the same reference gives the same block.
 */
export function formatReferenceBlock(
  csl: CslItem,
  options: {style?: ReferenceStyle; key?: string} = {},
): ReferenceBlock {
  const {style, key = csl.id ?? 'reference'} = options
  const block: ReferenceBlock = {
    _type: 'block',
    _key: key,
    style: 'normal',
    markDefs: [],
    children: [],
  }
  for (const [index, part] of referenceParts(csl, style).entries()) {
    const marks: string[] = part.italic ? ['em'] : []
    if (part.href !== undefined) {
      marks.push(`${key}-link-${index}`)
      block.markDefs.push({_type: 'link', _key: `${key}-link-${index}`, href: part.href})
    }
    block.children.push({_type: 'span', _key: `${key}-${index}`, text: part.text, marks})
  }
  return block
}

/** The parts of one entry, for renderers that make their own elements. */
export function referenceParts(csl: CslItem, style: ReferenceStyle = 'ama'): ReferencePart[] {
  const parts: ReferencePart[] = []
  for (const sentence of (style === 'ama' ? amaSentences : vancouverSentences)(csl)) {
    const words = sentence.filter((part) => part.text !== '')
    const last = words.at(-1)
    if (last === undefined) continue
    if (parts.length > 0) parts.push({text: ' '})
    parts.push(...words)
    if (last.href === undefined && !/[.?!]["”’)]?$/u.test(last.text)) parts.push({text: '.'})
  }
  return joinPlain(parts)
}

type Sentence = ReferencePart[]

const plain = (text: string | undefined): Sentence => [{text: text ?? ''}]
const italic = (text: string | undefined): Sentence => [{text: text ?? '', italic: true}]

function amaSentences(csl: CslItem): Sentence[] {
  const container = journalName(csl)
  const authors = plain(nameList(csl.author, {most: 6, kept: 3, open: hasMoreAuthors(csl)}))
  const location = linkSentences(csl, 'ama')
  const edition = plain(editionText(csl.edition))
  const imprint = plain(joined([csl.publisher, yearOf(csl.issued)], '; '))
  const pages = csl.page === undefined ? '' : expandPages(csl.page)
  switch (csl.type) {
    case 'book':
      return [authors, italic(csl.title), editors(csl, ''), edition, imprint, ...location]
    case 'chapter':
    case 'paper-conference': {
      if (csl.volume !== undefined) break
      const year = yearOf(csl.issued)
      return [
        authors,
        plain(csl.title),
        insideOf(csl, true),
        edition,
        plain(joined([joined([csl.publisher, year], '; '), pages], ':')),
        ...location,
      ]
    }
    case 'report':
      return [authors, italic(csl.title), imprint, plain(reportNumber(csl.number)), ...location]
    case 'webpage':
    case 'post-weblog':
    case 'dataset': {
      const holder = csl['container-title'] ?? csl.publisher
      const isAuthor = csl.author?.some((name) => name.literal === holder)
      return [
        authors,
        plain(csl.title),
        plain(isAuthor ? '' : holder),
        plain(longDate(csl.issued)),
        ...location,
      ]
    }
    case 'document':
    case 'legislation':
      return [
        authors,
        csl.genre === undefined ? plain(csl.title) : italic(csl.title),
        plain(csl.genre && upperFirst(csl.genre)),
        plain(csl['container-title']),
        imprint,
        ...location,
      ]
    case 'article': {
      const posted = longDate(csl.issued)
      return [
        authors,
        plain(csl.title),
        italic(container ?? csl.publisher),
        plain(posted && `Preprint posted online ${posted}`),
        ...location,
      ]
    }
    default:
  }
  const {volume, issue} = csl
  const numbers = joined([volume, issue && `(${issue})`], '')
  const year = yearOf(csl.issued)
  const where = joined([joined([year, numbers], ';'), pages || csl.number], ':')
  const online = numbers === '' && pages === '' && csl.number === undefined
  return [
    authors,
    plain(csl.title),
    italic(container),
    plain(online && year ? `Published online ${longDate(csl.issued)}` : where),
    ...location,
  ]
}

function vancouverSentences(csl: CslItem): Sentence[] {
  const authors = plain(nameList(csl.author, {most: 6, kept: 6, open: hasMoreAuthors(csl)}))
  const location = linkSentences(csl, 'vancouver')
  const date = numericDate(csl.issued)
  const pages = csl.page === undefined ? '' : abbreviatePages(csl.page)
  if (csl.type === 'article-journal' || csl.type === 'article' || csl.volume !== undefined) {
    const numbers = joined([csl.volume, csl.issue && `(${csl.issue})`], '')
    return [
      authors,
      plain(csl.title),
      plain(journalName(csl)),
      plain(joined([joined([date, numbers], ';'), pages || csl.number], ':')),
      ...location,
    ]
  }
  const imprint = plain(joined([joined([csl['publisher-place'], csl.publisher], ': '), date], '; '))
  const title = plain(csl.URL !== undefined && csl.title ? `${csl.title} [Internet]` : csl.title)
  const inside =
    csl.type === 'chapter' || csl.type === 'paper-conference'
      ? insideOf(csl, false)
      : plain(csl['container-title'])
  return [
    authors,
    title,
    inside,
    plain(editionText(csl.edition)),
    imprint,
    plain(pages && `p. ${pages}`),
    ...location,
  ]
}

/** "In: Beta C, ed. Examples of oncology"; nothing when the book is not named. */
function insideOf(csl: CslItem, isItalic: boolean): Sentence {
  const book = csl['container-title']
  if (!book) return editors(csl, 'In: ')
  const lead = csl.editor?.length ? ' ' : 'In: '
  return [...editors(csl, 'In: '), {text: lead}, ...(isItalic ? italic(book) : plain(book))]
}

/** Abbreviations of journals are printed without full stops: "J. Ex. Med." gives "J Ex Med". */
function journalName(csl: CslItem): string | undefined {
  return (csl['container-title-short'] ?? csl['container-title'])?.replaceAll(/\.(?=\s|$)/g, '')
}

function linkSentences(csl: CslItem, style: ReferenceStyle): Sentence[] {
  const ama = style === 'ama'
  const doi = csl.DOI && {
    text: `${ama ? 'doi:' : 'doi: '}${csl.DOI}`,
    href: `https://doi.org/${encodeURI(csl.DOI)}`,
  }
  if (doi && ama) return [[doi]]
  const sentences: Sentence[] = []
  if (doi) sentences.push([doi])
  if (csl.PMID && !ama) sentences.push(plain(`PMID: ${csl.PMID}`))
  if (doi) return sentences
  const link = {text: csl.URL ?? '', ...(isWebAddress(csl.URL ?? '') && {href: csl.URL})}
  const accessed = ama ? longDate(csl.accessed) : numericDate(csl.accessed)
  if (ama) sentences.push(plain(accessed && `Accessed ${accessed}`), [link])
  else {
    sentences.push(plain(accessed && `[cited ${accessed}]`))
    if (csl.URL) sentences.push([{text: 'Available from: '}, link])
  }
  return sentences
}

/** Whether a link may be printed as one: `javascript:` and its like never are. */
export function isWebAddress(address: string): boolean {
  return /^https?:\/\/[^\s"'<>]+$/iu.test(address)
}

function editors(csl: CslItem, before: string): Sentence {
  const names = csl.editor ?? []
  if (names.length === 0) return plain('')
  const list = nameList(names, {most: 6, kept: 3, open: false})
  return plain(`${before}${list}, ${names.length > 1 ? 'eds' : 'ed'}.`)
}

function hasMoreAuthors(csl: CslItem): boolean {
  return csl.custom?.authorsEtAl === true
}

function nameList(
  names: CslName[] = [],
  {most, kept, open}: {most: number; kept: number; open: boolean},
): string {
  const shown = names.length > most || open ? names.slice(0, kept) : names
  const list = shown.map(nameText)
  if (list.length > 0 && (shown.length < names.length || open)) list.push('et al')
  return list.join(', ')
}

/** "Modlin IM", "van der Berg JF Jr", or the name of an institution. */
export function nameText(name: CslName): string {
  if (name.literal !== undefined) return name.literal
  const family = joined(
    [name['dropping-particle'], name['non-dropping-particle'], name.family],
    ' ',
  )
  return joined([family, initials(name.given), name.suffix?.replace(/\.$/, '')], ' ')
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
  const year = date?.['date-parts']?.[0]?.[0]
  return year === undefined ? (date?.literal ?? '') : String(year)
}

/** "October 23, 2018", "October 2018" or "2018". */
function longDate(date: CslDate | undefined): string {
  const [year, month, day] = date?.['date-parts']?.[0] ?? []
  const name = MONTHS[(month ?? 0) - 1]
  if (year === undefined || name === undefined) return yearOf(date)
  return day ? `${name} ${day}, ${year}` : `${name} ${year}`
}

/** "2018 Oct 23", as NLM writes dates. */
function numericDate(date: CslDate | undefined): string {
  const [year, month, day] = date?.['date-parts']?.[0] ?? []
  const name = MONTHS[(month ?? 0) - 1]?.slice(0, 3)
  return year === undefined || name === undefined
    ? yearOf(date)
    : joined([String(year), name, day && String(day)], ' ')
}

function editionText(edition: string | undefined): string {
  if (!edition || /^1(?:st)?$/.test(edition)) return ''
  const number = /^\d+$/.test(edition) ? Number(edition) : 0
  if (number === 0) return /\bed\b/i.test(edition) ? edition : `${edition} ed`
  const teen = number % 100 > 10 && number % 100 < 14
  const ending = teen ? 'th' : (['th', 'st', 'nd', 'rd'][number % 10] ?? 'th')
  return `${number}${ending} ed`
}

function joined(words: (string | 0 | undefined)[], separator: string): string {
  return words.filter(Boolean).join(separator)
}

function reportNumber(number = ''): string {
  return /^\d+$/.test(number) ? `Report No. ${number}` : number
}

function upperFirst(text: string): string {
  return text.slice(0, 1).toUpperCase() + text.slice(1)
}

function joinPlain(parts: ReferencePart[]): ReferencePart[] {
  const result: ReferencePart[] = []
  for (const part of parts) {
    const last = result.at(-1)
    if (last && !last.italic && !last.href && !part.italic && !part.href) {
      result[result.length - 1] = {text: last.text + part.text}
    } else if (part.text !== '') result.push(part)
  }
  return result
}

function partHtml({text, italic: isItalic, href}: ReferencePart): string {
  const escaped = escapeHtml(text)
  const inner = isItalic ? `<i>${escaped}</i>` : escaped
  return href === undefined ? inner : `<a href="${escapeHtml(href)}">${inner}</a>`
}

function escapeHtml(text: string): string {
  return text.replaceAll(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`)
}
