/** One piece of a printed marker: a number to link, or the text between numbers. */
export type MarkerPart = {number: number; hidden?: true} | {text: ',' | '-'}

/**
 * Splits a marker into the parts that a renderer turns into links, for example "1,3-5" into the
 * numbers 1, 3 and 5 and the text between them (AMA Manual of Style, 11th edition, section 3.6).
 *
 * Numbers that a range swallows are there too, marked `hidden`, so that each target can keep a
 * link for readers who do not see the page.
 *
 * @throws {RangeError} when a number is not a whole number from 1
 */
export function markerParts(numbers: readonly number[]): MarkerPart[] {
  const parts: MarkerPart[] = []
  for (const run of runsOf(numbers)) {
    if (parts.length > 0) parts.push({text: ','})
    if (run.length < 3) {
      for (const [index, number] of run.entries()) {
        if (index > 0) parts.push({text: ','})
        parts.push({number})
      }
    } else {
      parts.push({number: run[0]!}, {text: '-'})
      for (const number of run.slice(1, -1)) parts.push({number, hidden: true})
      parts.push({number: run.at(-1)!})
    }
  }
  return parts
}

/**
 * Prints the numbers of one mark: sorted, each once, three or more in a row as a range with a
 * hyphen, a comma without a space between the rest (AMA Manual of Style, 11th edition, section
 * 3.6). [5, 1, 3, 4] prints "1,3-5"; [] prints nothing.
 *
 * @throws {RangeError} when a number is not a whole number from 1
 */
export function formatMarker(numbers: readonly number[]): string {
  return markerParts(numbers)
    .map((part) => ('text' in part ? part.text : part.hidden ? '' : String(part.number)))
    .join('')
}

function runsOf(numbers: readonly number[]): number[][] {
  const runs: number[][] = []
  for (const number of [...new Set(numbers)].sort((a, b) => a - b)) {
    if (!Number.isSafeInteger(number) || number < 1) {
      throw new RangeError(`numbers must be whole numbers from 1; got ${number}`)
    }
    const run = runs.at(-1)
    if (run?.at(-1) === number - 1) run.push(number)
    else runs.push([number])
  }
  return runs
}
