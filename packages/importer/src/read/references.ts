import type {Place} from '../problem.ts'
import type {Line} from './lines.ts'

/** One entry of a reference list; `raw` is the text at `start`..`end`, without its number. */
export interface FoundReference extends Place {
  number: number
  raw: string
}

const heading =
  /^(?:#+\s*)?(?:(?:more|further|other|additional|selected|list of|our) )?(?:references?|sources?|bibliography|citations?|works cited|literature(?: cited)?|(?:foot|end)?notes)(?: and (?:notes|references|sources))?\s*:?$/iu

/** A number, glued or set off, before something that may be an author or a title. */
const numbered = /^[[(]?(\d{1,3})[\])]?[.:]?[\s\u200b]*(?=[\p{Lu}“"‘'<h])/u

/** Mass number and symbol, as in “177Lu”, which a line may also begin with. */
const isotope = /^\d{1,3}(?:Lu|Y|I|Ga|Cu|In|F|C|Tc|At|Ac|Pb|Bi|Sm|Tb|Zr|Re|Ho|P|Sr|Ra)\b/u

const signs: readonly RegExp[] = [
  /\b(?:19|20)\d{2}\b/u,
  /\bet al\b/u,
  /\d\s*\(\s*\w+\s*\)\s*:|\d\s*:\s*[A-Za-z]?\d/u,
  /\bdoi\b|10\.\d{4,}\//iu,
  /https?:\/\/|www\./u,
  /\baccessed\b|\bretrieved\b|\bPMID\b/iu,
  /^[\p{Lu}][\p{L}'’-]+(?: [\p{L}'’-]+)? \p{Lu}{1,3}\b[,.]/u,
]

/**
 * Finds the numbered references of a page, with or without a heading over them.
 *
 * @returns the references in order of the text, and the lines that belong to no body text, each with
 *   the number of its reference
 */
export function findReferences(lines: readonly Line[]): {
  references: FoundReference[]
  lines: Map<Line, number | undefined>
} {
  const references: FoundReference[] = []
  const used = new Map<Line, number | undefined>()
  let underHeading = false
  let lastReference: {line: Line; index: number} | undefined
  for (const [index, line] of lines.entries()) {
    if (heading.test(line.text) && leadsToReference(lines[index + 1])) {
      underHeading = true
      used.set(line, undefined)
      continue
    }
    const {number, length} = readLabel(line)
    const follows = lastReference?.index === index - 1
    const expected = underHeading || follows
    if (number > 0 && (isListed(line, underHeading) || isReference(line.text, length, expected))) {
      const start = line.start + length
      references.push({number, raw: line.text.slice(length), start, end: line.end})
      used.set(line, number)
      lastReference = {line, index}
      continue
    }
    const last = references.at(-1)
    const wraps = line.blankBefore === 0 && !line.block
    if (last && follows && wraps && isContinuation(lastReference, line)) {
      last.raw = `${last.raw}\n${line.text}`
      last.end = line.end
      used.set(line, last.number)
      lastReference = {line, index}
      continue
    }
    underHeading = false
  }
  return {references, lines: used}
}

/** Needs no closer look: the page says that it is a note, or numbers it under such a heading. */
function isListed({block}: Line, underHeading: boolean): boolean {
  return block?.isNote === true || (underHeading && block?.ordinal !== undefined)
}

/** The number at the start of a line, or else the one that its list shows; 0 if there is none. */
function readLabel(line: Line): {number: number; length: number} {
  const match = numbered.exec(line.text)
  if (match) return {number: Number(match[1]), length: match[0].length}
  return {number: line.block?.ordinal ?? 0, length: 0}
}

function isReference(text: string, start: number, expected: boolean): boolean {
  if (isotope.test(text)) return false
  const body = text.slice(start)
  const count = signs.filter((sign) => sign.test(body)).length
  return count >= (expected ? 1 : 2)
}

function leadsToReference(line: Line | undefined): boolean {
  if (!line) return false
  const {number, length} = readLabel(line)
  return number > 0 && (line.block?.isNote || isReference(line.text, length, true))
}

/** A wrapped line: the one before was long and did not end, or this one starts in the middle. */
function isContinuation(last: {line: Line} | undefined, line: Line): boolean {
  if (!last) return false
  return /^[\p{Ll}\d(]/u.test(line.text) || !/[.\d]$/u.test(last.line.text)
}
