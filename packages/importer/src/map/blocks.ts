import type {Place, Problem} from '../problem.ts'
import {cutAtPlaces} from '../read/places-within.ts'
import type {Prose} from '../read/prose.ts'
import type {Part} from '../read/sections.ts'
import type {SourceImage, TextStyle} from '../read/source-page.ts'
import {
  type CitationContext,
  type CitationReference,
  toCitationReferences,
} from './citation-values.ts'

interface Span {
  _type: 'span'
  _key: string
  text: string
  marks: string[]
}

interface CitationMark {
  _type: 'citationMark'
  _key: string
  citations: CitationReference[]
}

interface LinkDefinition {
  _type: 'link'
  _key: string
  href: string
}

/** A Portable Text block with text and citation marks. */
export interface TextBlock {
  _type: 'block'
  _key: string
  style: 'normal' | 'h2' | 'h3'
  listItem?: 'bullet' | 'number'
  level?: number
  markDefs: LinkDefinition[]
  children: (Span | CitationMark)[]
}

/** The place of an image, with its text; the picture itself has to be uploaded. */
export interface ImageBlock {
  _type: 'accessibleImage'
  _key: string
  alt?: string
  decorative?: true
}

/**
 * Makes a block of some prose. A mark whose numbers are not listed keeps its place, with no
 * citation in it, so that the Studio asks for one.
 */
export function toBlock(
  part: Part,
  prose: Prose,
  styles: readonly TextStyle[],
  context: CitationContext,
): {block: TextBlock; problems: Problem[]} {
  const {keys} = context
  const key = keys()
  const links = readLinks(styles, keys)
  const children: TextBlock['children'] = []
  const pieces = splitByStyle(part, prose, styles, links.definitions)
  let piece = 0
  const addSpans = (from: number, to: number) => {
    if (from === to) children.push({_type: 'span', _key: keys(), text: '', marks: []})
    for (let at = from; at < to;) {
      while ((pieces[piece]?.end ?? Infinity) <= at) piece += 1
      const end = Math.min(pieces[piece]?.end ?? to, to)
      const marks = pieces[piece]?.marks ?? []
      children.push({_type: 'span', _key: keys(), text: prose.plain.slice(at, end), marks})
      at = end
    }
  }
  let position = 0
  for (const {at, marker} of prose.marks) {
    addSpans(position, at)
    children.push({
      _type: 'citationMark',
      _key: keys(),
      citations: toCitationReferences([marker], context),
    })
    position = at
  }
  addSpans(position, prose.plain.length)
  const used = new Set(children.flatMap((child) => (child._type === 'span' ? child.marks : [])))
  const block: TextBlock = {
    _type: 'block',
    _key: key,
    style: part.kind !== 'heading' ? 'normal' : part.level <= 2 ? 'h2' : 'h3',
    ...(part.kind === 'bullet' || part.kind === 'number'
      ? {listItem: part.kind, level: part.level}
      : {}),
    markDefs: [...links.definitions.values()].filter(({_key}) => used.has(_key)),
    children,
  }
  return {block, problems: links.problems}
}

/** Keeps the place of an image. */
export function toImageBlock({alt}: SourceImage, keys: () => string): ImageBlock {
  return {
    _type: 'accessibleImage',
    _key: keys(),
    ...(alt ? {alt} : {}),
    ...(alt === '' ? {decorative: true} : {}),
  }
}

/** Schemes that a patient page may link to; others would run code or open what is local. */
const linkSchemes = ['http:', 'https:', 'mailto:', 'tel:']

function readLinks(styles: readonly TextStyle[], keys: () => string) {
  const definitions = new Map<TextStyle, LinkDefinition>()
  const problems: Problem[] = []
  for (const style of styles) {
    if (typeof style.mark === 'string') continue
    const {href} = style.mark
    const place: Place = {start: style.start, end: style.end}
    const scheme = /^[\s\p{Cc}]*([a-z][a-z\d+.-]*:)/iu.exec(href)?.[1]?.toLowerCase()
    if (scheme && !linkSchemes.includes(scheme)) {
      problems.push({
        code: 'link-refused',
        severity: 'warning',
        message: `A link with the scheme “${scheme}” was taken out; its text was kept.`,
        place,
        hint: 'Link to a web page, an e-mail address or a telephone number instead.',
      })
      continue
    }
    if (!scheme) {
      problems.push({
        code: 'link-relative',
        severity: 'suggestion',
        message: `The link to “${href}” leads to the old website’s own pages.`,
        place,
        hint: 'Check where it should lead now.',
      })
    }
    definitions.set(style, {_type: 'link', _key: keys(), href: href.trim()})
  }
  return {definitions, problems}
}

/** Cuts some prose wherever a style begins or ends. Places count the characters of `plain`. */
function splitByStyle(
  part: Place,
  prose: Prose,
  styles: readonly TextStyle[],
  links: ReadonlyMap<TextStyle, LinkDefinition>,
): {end: number; marks: string[]}[] {
  const pieces: {end: number; marks: string[]}[] = []
  let at = 0
  for (const {end, covering} of cutAtPlaces(part, styles)) {
    while (at < prose.plain.length && prose.placeOf(at, at + 1).start < end) at += 1
    const marks = covering.flatMap((style) =>
      typeof style.mark === 'string' ? style.mark : (links.get(style)?._key ?? []),
    )
    const unique = [...new Set(marks)]
    const last = pieces.at(-1)
    if (last && last.marks.join(' ') === unique.join(' ')) last.end = at
    else pieces.push({end: at, marks: unique})
  }
  return pieces
}
