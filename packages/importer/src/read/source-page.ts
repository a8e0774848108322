import type {Place, Problem} from '../problem.ts'
import {type Line, readLines} from './lines.ts'

/** A stretch of text that is strong, emphasized or a link. */
export interface TextStyle extends Place {
  mark: 'strong' | 'em' | {href: string}
}

/** A link to another place on the same page. */
export interface NoteLink extends Place {
  target: string
}

/** An image, which stands before the text at `at`; its place is one in the source. */
export interface SourceImage extends Place {
  at: number
  address: string
  /** Empty if the page marks it as decoration; `undefined` if the page says nothing. */
  alt: string | undefined
}

/**
 * A page as its reader hands it on. Places count the characters of `text`, unless they say that
 * they are places in the source; `offsets` leads from the one to the other.
 */
export interface SourcePage {
  /** What the places of a result count: the file as decoded, or the text if it is no text file. */
  source: string
  /** What a person reads, one line a block. */
  text: string
  /** Where each character of `text`, and its end, stands in `source`; left out if they are one. */
  offsets?: readonly number[]
  /** The title, if the format marks one. */
  title?: Line
  lines: readonly Line[]
  /** Links within the page. */
  noteLinks: readonly NoteLink[]
  /** Where each target of such links stands. */
  targets: ReadonlyMap<string, number>
  raised: readonly Place[]
  lowered: readonly Place[]
  styles: readonly TextStyle[]
  images: readonly SourceImage[]
  /** What the reader could not keep; their places are in the source. */
  problems: readonly Problem[]
}

/** A plain text as a page: nothing is known but its lines. */
export function readText(text: string): SourcePage {
  return {
    source: text,
    text,
    lines: readLines(text),
    noteLinks: [],
    targets: new Map(),
    raised: [],
    lowered: [],
    styles: [],
    images: [],
    problems: [],
  }
}

/** Leads a place in `page.text` to its place in `page.source`. */
export function toSourcePlace({offsets, source}: SourcePage, {start, end}: Place): Place {
  if (!offsets) return {start, end}
  const from = offsets[start] ?? source.length
  if (end <= start) return {start: from, end: from}
  const last = offsets[end - 1] ?? source.length
  const next = offsets[end] ?? source.length
  // A character of the text may be written as several in the source, such as an entity.
  const width = /^&(?:#?\w+);/u.exec(source.slice(last, Math.min(next, last + 40)))?.[0].length ?? 1
  return {start: from, end: Math.min(last + width, source.length)}
}

/** Leads an offset in `page.source` to the nearest one in `page.text`. */
export function toTextOffset({offsets, text}: SourcePage, at: number): number {
  if (!offsets) return at
  let low = 0
  let high = text.length
  while (low < high) {
    const middle = (low + high) >> 1
    if ((offsets[middle] ?? 0) < at) low = middle + 1
    else high = middle
  }
  return low
}
