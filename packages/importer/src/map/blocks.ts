import type {Prose} from '../read/prose.ts'
import type {PartKind} from '../read/sections.ts'
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

/** A Portable Text block with text and citation marks. */
export interface TextBlock {
  _type: 'block'
  _key: string
  style: 'normal' | 'h2'
  listItem?: 'bullet' | 'number'
  level?: 1
  markDefs: []
  children: (Span | CitationMark)[]
}

/**
 * Makes a block of some prose. A mark whose numbers are not listed keeps its place, with no
 * citation in it, so that the Studio asks for one.
 */
export function toBlock(kind: PartKind, prose: Prose, context: CitationContext): TextBlock {
  const key = context.keys()
  const children: TextBlock['children'] = []
  const addSpan = (text: string) => {
    children.push({_type: 'span', _key: context.keys(), text, marks: []})
  }
  let position = 0
  for (const {at, marker} of prose.marks) {
    addSpan(prose.plain.slice(position, at))
    children.push({
      _type: 'citationMark',
      _key: context.keys(),
      citations: toCitationReferences([marker], context),
    })
    position = at
  }
  addSpan(prose.plain.slice(position))
  return {
    _type: 'block',
    _key: key,
    style: kind === 'heading' ? 'h2' : 'normal',
    ...(kind === 'bullet' || kind === 'number' ? {listItem: kind, level: 1} : {}),
    markDefs: [],
    children,
  }
}
