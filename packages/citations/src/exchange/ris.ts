import {type CslItem, type CslName, fromCslDate} from '../csl.ts'
import {plainDashes} from '../pages.ts'
import {compact, dateOf, nameFromCommas, type ReadProblem, type ReadResult} from './reading.ts'

/** RIS reference type for each CSL type (Research Information Systems format, 2011 tag list). */
const TYPES: readonly (readonly [string, string])[] = [
  ['JOUR', 'article-journal'],
  ['ELEC', 'webpage'],
  ['BOOK', 'book'],
  ['CHAP', 'chapter'],
  ['RPRT', 'report'],
  ['CONF', 'paper-conference'],
  ['CPAPER', 'paper-conference'],
  ['DATA', 'dataset'],
  ['LEGAL', 'legislation'],
  ['STAT', 'legislation'],
  ['UNPB', 'article'],
  ['GEN', 'document'],
  ['MGZN', 'article-magazine'],
  ['NEWS', 'article-newspaper'],
  ['THES', 'thesis'],
  ['EBOOK', 'book'],
  ['ECHAP', 'chapter'],
]

/**
 * Reads a RIS file (Research Information Systems format, tag list of 2011). Tags it does not know
 * are passed over.
 */
export function readRis(text: string): ReadResult {
  const items: CslItem[] = []
  const problems: ReadProblem[] = []
  let record: Map<string, string[]> | undefined
  let started = 0
  let last: string[] | undefined
  for (const [index, line] of text
    .replace(/^\uFEFF/, '')
    .split(/\r\n|\r|\n/)
    .entries()) {
    const match = /^([A-Z][A-Z0-9]) {0,2}- ?(.*)$/.exec(line)
    if (!match) {
      if (line.trim() === '') continue
      if (last === undefined)
        problems.push({line: index + 1, message: `“${line.slice(0, 40)}” is outside a record.`})
      else last[last.length - 1] += ` ${line.trim()}`
      continue
    }
    const [, tag = '', value = ''] = match
    if (tag === 'TY') {
      if (record) problems.push({line: started, message: 'The record has no ER line.'})
      if (record) items.push(fromRecord(record))
      record = new Map()
      started = index + 1
    } else if (tag === 'ER') {
      if (record) items.push(fromRecord(record))
      record = undefined
      last = undefined
      continue
    }
    if (!record) {
      problems.push({line: index + 1, message: `The tag ${tag} is outside a record.`})
      continue
    }
    last = record.get(tag) ?? []
    last.push(value.trim())
    record.set(tag, last)
  }
  if (record) {
    items.push(fromRecord(record))
    problems.push({line: started, message: 'The record has no ER line.'})
  }
  return {items, problems}
}

function fromRecord(record: ReadonlyMap<string, string[]>): CslItem {
  const first = (...tags: string[]) => tags.map((tag) => record.get(tag)?.[0]).find(Boolean)
  const names = (...tags: string[]) =>
    tags.flatMap((tag) => record.get(tag) ?? []).map(nameFromCommas)
  const type = TYPES.find(([ris]) => ris === first('TY'))?.[1] ?? 'document'
  const isSerial = type.startsWith('article')
  const serial = first('SN')
  const pages = [first('SP'), first('EP')].filter(Boolean).join('-')
  return compact({
    id: first('ID'),
    type,
    title: first('TI', 'T1', 'CT'),
    author: names('AU', 'A1'),
    editor: names('ED', 'A2'),
    'container-title': first('T2', 'JF', 'JO', 'BT'),
    'container-title-short': first('J2', 'JA'),
    issued: risDate(first('DA')) ?? risDate(first('PY', 'Y1')),
    accessed: risDate(first('Y2')),
    volume: first('VL'),
    issue: first('IS'),
    page: pages,
    number: first('C7'),
    publisher: first('PB'),
    'publisher-place': first('CY', 'PP'),
    edition: first('ET'),
    genre: first('M3'),
    note: first('N1'),
    DOI: first('DO')?.replace(/^(?:https?:\/\/(?:dx\.)?doi\.org\/|doi:\s*)/i, ''),
    PMID: first('AN'),
    PMCID: first('C2'),
    ...(serial &&
      (isSerial || /^\d{4}-?\d{3}[\dXx]$/.test(serial) ? {ISSN: serial} : {ISBN: serial})),
    URL: first('UR', 'L2'),
  })
}

function risDate(text: string | undefined) {
  const [year, month, day] = (text ?? '').split(/[/-]/)
  return dateOf(year, month, day)
}

/**
 * Writes items as RIS (Research Information Systems format, tag list of 2011). Every record ends in
 * an ER line; lines end in CR LF, as the format asks.
 */
export function writeRis(items: readonly CslItem[]): string {
  return items.map((item) => `${toLines(item).join('\r\n')}\r\nER  - \r\n`).join('\r\n')
}

function toLines(item: CslItem): string[] {
  const lines: string[] = []
  const put = (tag: string, value: string | undefined) => {
    if (value) lines.push(`${tag}  - ${value.replaceAll(/\s+/g, ' ')}`)
  }
  const pages = /^([^-]+)-([^-]+)$/.exec(plainDashes(item.page ?? ''))
  put('TY', TYPES.find(([, csl]) => csl === item.type)?.[0] ?? 'GEN')
  put('ID', item.id)
  put('TI', item.title)
  for (const name of item.author ?? []) put('AU', nameText(name))
  for (const name of item.editor ?? []) put('ED', nameText(name))
  put('T2', item['container-title'])
  put('J2', item['container-title-short'])
  put('PY', fromCslDate(item.issued)?.slice(0, 4))
  put('DA', fromCslDate(item.issued)?.replaceAll('-', '/'))
  put('VL', item.volume)
  put('IS', item.issue)
  put('SP', pages?.[1] ?? item.page)
  put('EP', pages?.[2])
  put('C7', item.number)
  put('PB', item.publisher)
  put('CY', item['publisher-place'])
  put('ET', item.edition)
  put('M3', item.genre)
  put('N1', item.note)
  put('DO', item.DOI)
  put('AN', item.PMID)
  put('C2', item.PMCID)
  put('SN', item.ISSN ?? item.ISBN)
  put('UR', item.URL)
  put('Y2', fromCslDate(item.accessed)?.replaceAll('-', '/'))
  return lines
}

/** A comma stays after a lone family name, for without one it would be an institution. */
function nameText(name: CslName): string {
  if (name.literal !== undefined) return name.literal.replaceAll(',', ' ')
  const family = [name['dropping-particle'], name['non-dropping-particle'], name.family]
    .filter(Boolean)
    .join(' ')
  return name.suffix
    ? `${family}, ${name.given ?? ''}, ${name.suffix}`
    : `${family}, ${name.given ?? ''}`.trimEnd()
}
