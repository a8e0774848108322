import type {CslItem} from './csl.ts'
import {amaSentences, type ReferencePart, vancouverSentences} from './sentences.ts'

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
 * (3.7); page ranges in full (3.11); DOI, or address with the date of access (3.15). Vancouver:
 * six authors, then "et al"; page ranges abbreviated. Titles are printed as they are stored:
 * nothing here knows which words are names, so nothing changes their case.
 */
export function formatReference(csl: CslItem, options: FormatOptions = {}): string {
  const print = options.output === 'html' ? partHtml : ({text}: ReferencePart) => text
  return referenceParts(csl, options.style).map(print).join('')
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
 * Prints one entry of a reference list as a Portable Text block, in the styles of
 * {@link formatReference} (Portable Text specification: block, span, mark definition). Keys are
 * made from `key` and the position, so the same reference gives the same block.
 */
export function formatReferenceBlock(
  csl: CslItem,
  options: {style?: ReferenceStyle; key?: string} = {},
): ReferenceBlock {
  const {style, key = csl.id ?? 'reference'} = options
  const markDefs: ReferenceBlock['markDefs'] = []
  const children = referenceParts(csl, style).map(
    ({text, italic, href}, index): ReferenceBlock['children'][number] => {
      const link = `${key}-link-${index}`
      if (href) markDefs.push({_type: 'link', _key: link, href})
      const marks = [...(italic ? ['em'] : []), ...(href ? [link] : [])]
      return {_type: 'span', _key: `${key}-${index}`, text, marks}
    },
  )
  return {_type: 'block', _key: key, style: 'normal', markDefs, children}
}

/**
 * The parts of one entry, for renderers that make their own elements; the styles are those of
 * {@link formatReference}. Each sentence ends in one full stop, a link in none (AMA 3.15).
 */
export function referenceParts(csl: CslItem, style: ReferenceStyle = 'ama'): ReferencePart[] {
  const parts: ReferencePart[] = []
  const add = (part: ReferencePart) => {
    const last = parts.at(-1)
    if (last && !last.italic && !last.href && !part.italic && !part.href) last.text += part.text
    else if (part.text) parts.push({...part})
  }
  for (const sentence of (style === 'ama' ? amaSentences : vancouverSentences)(csl)) {
    const last = sentence.findLast(({text}) => text)
    if (!last) continue
    if (parts.length > 0) add({text: ' '})
    for (const part of sentence) add(part)
    if (!last.href && !/[.?!]["”’)]?$/u.test(last.text)) add({text: '.'})
  }
  return parts
}

function partHtml({text, italic, href}: ReferencePart): string {
  const inner = italic ? `<i>${escapeHtml(text)}</i>` : escapeHtml(text)
  return href ? `<a href="${escapeHtml(href)}">${inner}</a>` : inner
}

function escapeHtml(text: string): string {
  return text.replaceAll(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`)
}
