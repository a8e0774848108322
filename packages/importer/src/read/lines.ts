import type {Place} from '../problem.ts'

/** What a line is in the structure of its page. */
export type PartKind = 'heading' | 'paragraph' | 'bullet' | 'number'

/** What the format of a page says about a line; plain text says nothing. */
export interface LineBlock {
  kind: PartKind
  /** Of a heading or a list item, counted from 1. */
  level: number
  /** The number that a list shows before the item. */
  ordinal?: number
  /** Stands in what the page marks as its notes or references. */
  isNote: boolean
}

/** A line that has text, without the blanks around it. */
export interface Line extends Place {
  text: string
  /** How many blank lines stand before it. */
  blankBefore: number
  block?: LineBlock
}

const isBlank = (character: string | undefined) => /^[\s\u200b\ufeff]$/u.test(character ?? '')

/** Takes blanks and zero-width characters from both ends. */
function trimBlanks(text: string): string {
  let start = 0
  let end = text.length
  while (start < end && isBlank(text[start])) start += 1
  while (end > start && isBlank(text[end - 1])) end -= 1
  return text.slice(start, end)
}

/** Splits a text into its non-blank lines; LF, CRLF and CR end a line. */
export function readLines(text: string): Line[] {
  const lines: Line[] = []
  let blankBefore = 0
  for (const match of text.matchAll(/[^\r\n]*(?:\r\n|\r|\n|$)/gu)) {
    if (match[0] === '') continue
    const content = match[0].replace(/[\r\n]+$/u, '')
    const trimmed = trimBlanks(content)
    if (trimmed === '') {
      blankBefore += 1
      continue
    }
    const start = match.index + content.indexOf(trimmed)
    lines.push({text: trimmed, start, end: start + trimmed.length, blankBefore})
    blankBefore = 0
  }
  return lines
}
