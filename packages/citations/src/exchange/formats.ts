import type {CslItem} from '../csl.ts'
import {readBibtex} from './bibtex.ts'
import {readNbib} from './nbib.ts'
import {readPubmedXml} from './pubmed-xml.ts'
import type {ReadResult} from './reading.ts'
import {readRis} from './ris.ts'

export type ReferenceFormat = 'csl-json' | 'bibtex' | 'ris' | 'nbib' | 'pubmed-xml'

/**
 * Tells the format of a file by how it begins; "text" is none of them, such as one reference a line
 * for `parseReference`. The signs: RIS begins with TY, MEDLINE has PMID, XML and JSON their brackets.
 */
export function detectFormat(text: string): ReferenceFormat | 'text' {
  const start = text.replace(/^\uFEFF/, '').trimStart()
  if (/^<\?xml|^<!DOCTYPE\s+Pubmed|^<Pubmed/i.test(start)) return 'pubmed-xml'
  if (/^TY {0,2}- /m.test(start)) return 'ris'
  if (/^PMID {0,2}- ?\d/m.test(start)) return 'nbib'
  if (/^(?:%[^\n]*\n|\s)*@\s*[A-Za-z]+\s*[{(]/.test(start)) return 'bibtex'
  return /^[[{]\s*(?:[{"\]}]|$)/.test(start) ? 'csl-json' : 'text'
}

/**
 * Reads a file of references in one of the formats; {@link detectFormat} tells which. The
 * specification of each is named at the function that reads it.
 */
export function readReferences(text: string, format: ReferenceFormat): ReadResult {
  switch (format) {
    case 'bibtex':
      return readBibtex(text)
    case 'ris':
      return readRis(text)
    case 'nbib':
      return readNbib(text)
    case 'pubmed-xml':
      return readPubmedXml(text)
    case 'csl-json':
      return readCslJson(text)
    default: {
      const unknown: never = format
      throw new RangeError(`format must be one of the known formats; got ${String(unknown)}`)
    }
  }
}

/**
 * Reads CSL-JSON (schema `csl-data.json`, version 1.0.2): an array of items, or one item. An item
 * without a type is reported.
 */
export function readCslJson(text: string): ReadResult {
  let data: unknown
  try {
    data = JSON.parse(text.replace(/^\uFEFF/, ''))
  } catch (error) {
    return {
      items: [],
      problems: [{line: 1, message: `This is not JSON: ${(error as Error).message}`}],
    }
  }
  const result: ReadResult = {items: [], problems: []}
  for (const [index, item] of (Array.isArray(data) ? data : [data]).entries()) {
    if (isItem(item)) result.items.push(item)
    else
      result.problems.push({line: 1, message: `Item ${index + 1} is not a CSL item with a type.`})
  }
  return result
}

function isItem(value: unknown): value is CslItem {
  return (
    typeof value === 'object' &&
    value !== null &&
    typeof (value as {type?: unknown}).type === 'string'
  )
}

/**
 * Writes items as CSL-JSON (schema `csl-data.json`, version 1.0.2); `null` keeps the place of what
 * could not be read.
 */
export function writeCslJson(items: readonly (CslItem | null)[]): string {
  return `${JSON.stringify(items, null, 2)}\n`
}
