import type {Node} from '../groq.ts'

/**
 * Skips texts, closed or not, and comments, so that each character is looked at once; a name after
 * `.`, `$`, `::` or letters is another one.
 */
const CALL = /"(?:[^"\\]|\\.)*"?|'(?:[^'\\]|\\.)*'?|\/\/[^\n]*|(?<![\w.$:])geo(?=\s*\()/gs

const NAME = 'geo::latLng'

/** What no query can say by itself, so that the two functions can be told apart. */
const MARK = Number.MIN_VALUE
const MARK_TEXT = `${NAME}(${MARK},`

export interface GeoCalls {
  text: string
  /** Where something in `text` stands in the query. */
  positionInQuery: (position: number) => number
}

/** groq-js has no function `geo()`, so that it is given another one with a mark in its arguments. */
export function withGeoCalls(query: string): GeoCalls {
  const insertions: {at: number; length: number}[] = []
  let text = ''
  let end = 0
  for (const found of query.matchAll(CALL)) {
    if (found[0] !== 'geo') continue
    const bracket = query.indexOf('(', found.index)
    text += query.slice(end, found.index) + MARK_TEXT
    insertions.push({at: text.length, length: MARK_TEXT.length - (bracket + 1 - found.index)})
    end = bracket + 1
  }
  return {
    text: text + query.slice(end),
    positionInQuery: (position) =>
      insertions.reduce(
        (moved, {at, length}) => (position >= at ? moved - length : moved),
        position,
      ),
  }
}

/** The arguments of a call of `geo()`; `null` when it is another function. */
export function geoArguments(args: readonly Node[]): readonly Node[] | null {
  const [mark, ...rest] = args
  return mark?.type === 'Value' && mark['value'] === MARK ? rest : null
}
