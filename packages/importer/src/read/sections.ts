import type {Place} from '../problem.ts'
import type {Line, PartKind} from './lines.ts'

/** A heading, a paragraph or one list item: `start`..`end` is its text without list markers. */
export interface Part extends Place {
  kind: PartKind
  /** Of a heading (2 or 3) or a list item (from 1). */
  level: number
  text: string
  blankBefore: number
}

const bullet = /^(?:[•▪‣◦·*–—-]|\u2022)\s+/u
const listNumber = /^\d{1,2}[.)]\s+/u
const hashes = /^#{1,6}\s+/u

/** Sorts lines into headings, paragraphs and list items, and joins the lines of a wrapped one. */
export function readParts(lines: readonly Line[]): Part[] {
  const parts: Part[] = []
  for (const [index, line] of lines.entries()) {
    const previous = parts.at(-1)
    const kind = kindOf(lines, index, previous)
    if (previous && continues(previous, line, kind)) {
      previous.text = `${previous.text}\n${line.text}`
      previous.end = line.end
      continue
    }
    const isMarked = kind === 'paragraph' || line.block?.kind === kind
    const prefix = (kind === 'heading' ? hashes : kind === 'number' ? listNumber : bullet).exec(
      isMarked ? '' : line.text,
    )
    const text = line.text.slice(prefix?.[0].length ?? 0)
    parts.push({
      kind,
      level: line.block?.kind === kind ? line.block.level : kind === 'heading' ? 2 : 1,
      text,
      start: line.end - text.length,
      end: line.end,
      blankBefore: line.blankBefore,
    })
  }
  return parts
}

function kindOf(lines: readonly Line[], index: number, previous: Part | undefined): PartKind {
  const line = lines[index]
  if (!line) throw new RangeError(`index must be below ${lines.length}; got ${index}`)
  if (line.block && line.block.kind !== 'paragraph') return line.block.kind
  if (bullet.test(line.text)) return 'bullet'
  if (listNumber.test(line.text)) return 'number'
  if (hashes.test(line.text)) return 'heading'
  if (line.block || !isShort(line)) return 'paragraph'
  const next = lines[index + 1]
  const runsOn = next?.blankBefore === 0 && isShort(next)
  if (previous?.kind === 'bullet' && line.blankBefore === 0) return 'bullet'
  if (previous?.text.match(/:(?:\d[\d,–-]*)?$/u) && runsOn) return 'bullet'
  return line.blankBefore > 0 && next && !runsOn ? 'heading' : 'paragraph'
}

/** Short enough for a heading or a list item, and not a sentence. */
function isShort(line: Line): boolean {
  return (
    line.text.length <= 80 &&
    line.text.split(/\s+/u).length <= 10 &&
    /^[\p{Lu}\p{N}“]/u.test(line.text) &&
    !/[.:;,!](?:\d[\d,–-]*)?$/u.test(line.text)
  )
}

function continues(previous: Part, line: Line, kind: PartKind): boolean {
  return (
    kind === 'paragraph' &&
    line.block === undefined &&
    previous.kind !== 'heading' &&
    line.blankBefore === 0 &&
    /^[\p{Ll}(]/u.test(line.text) &&
    !/[.!?:]$/u.test(previous.text)
  )
}
