import type {Place} from '../problem.ts'
import type {TextStyle} from '../read/source-page.ts'
import type {ArrangedBlock} from './arranged-block.ts'
import type {ConvertedBlock} from './to-portable-text.ts'

/** The text of one block, evenly spaced; places count its characters. */
export interface BlockText {
  text: string
  /** Where each character stands in the source. */
  offsets: number[]
  /** Where the text of each run stands; `undefined` if it is blank. */
  runs: (Place | undefined)[]
  styles: TextStyle[]
}

/**
 * Writes the text of a converted block, and finds out where each of its characters came from. The
 * conversion may change blanks only; here they are one blank each, as they stood in the source.
 */
export function writeBlock(block: ArrangedBlock, converted: ConvertedBlock): BlockText {
  const written = toCharacters(block)
  const characters: string[] = []
  const offsets: number[] = []
  const runs: (Place | undefined)[] = block.runs.map(() => undefined)
  const styles: TextStyle[] = []
  let next = 0
  for (const {text, marks} of converted.spans) {
    let start: number | undefined
    for (const character of text.split('')) {
      if (isBlank(character)) continue
      const expected = written[next]
      if (expected?.character !== character) {
        throw new Error(`“${character}” was converted where “${expected?.character}” stands`)
      }
      if (expected.blankAt !== undefined && characters.length > 0) {
        characters.push(' ')
        offsets.push(expected.blankAt)
      }
      start ??= characters.length
      const end = characters.push(character)
      offsets.push(expected.offset)
      runs[expected.run] = {start: runs[expected.run]?.start ?? end - 1, end}
      next += 1
    }
    for (const mark of ['strong', 'em'] as const) {
      if (start === undefined || !marks.includes(mark)) continue
      extend(styles, {start, end: characters.length}, mark, characters)
    }
  }
  for (const [index, run] of block.runs.entries()) {
    const place = runs[index]
    const href = run === 'break' ? undefined : run.look.href
    if (place && href && !href.startsWith('#')) extend(styles, place, {href}, characters)
  }
  styles.sort((left, right) => left.start - right.start)
  return {text: characters.join(''), offsets, runs, styles}
}

interface Written {
  character: string
  offset: number
  /** Where the blank before it stands, if there is one. */
  blankAt: number | undefined
  run: number
}

const isBlank = (character: string) => /^\s$/u.test(character)

/** The characters of a block, blanks apart. */
function toCharacters({runs}: ArrangedBlock): Written[] {
  const characters: Written[] = []
  let blankAt: number | undefined
  for (const [index, run] of runs.entries()) {
    if (run === 'break') continue
    for (const [at, character] of run.text.split('').entries()) {
      const offset = run.offsets[at] ?? run.offsets.at(-1) ?? 0
      if (isBlank(character)) {
        blankAt ??= offset
        continue
      }
      characters.push({character, offset, blankAt, run: index})
      blankAt = undefined
    }
  }
  return characters
}

/** Adds a style, or lengthens the last one of its kind if only blanks stand between. */
function extend(
  styles: TextStyle[],
  {start, end}: Place,
  mark: TextStyle['mark'],
  characters: readonly string[],
): void {
  if (end <= start) return
  const last = styles.at(-1)
  const goesOn = last && isSameMark(last.mark, mark)
  if (goesOn && characters.slice(last.end, start).every(isBlank)) last.end = end
  else styles.push({start, end, mark})
}

function isSameMark(left: TextStyle['mark'], right: TextStyle['mark']): boolean {
  if (typeof left === 'string' || typeof right === 'string') return left === right
  return left.href === right.href
}
