import {Path} from 'groq-js'

/**
 * The value of `path("a.*.**")`: `*` is one segment, `**` anything at all. groq-js builds a regular
 * expression in which the dots between segments match any character and several `**` backtrack.
 */
export class LinearPath extends Path {
  readonly #segments: readonly string[]

  constructor(pattern: string) {
    super('')
    Object.assign(this, {pattern})
    this.#segments = pattern.split('.')
  }

  matches(text: string): boolean {
    return matchesSegments(text, this.#segments)
  }

  toJSON(): string {
    return this.#segments.join('.')
  }
}

/** Keeps the set of positions in `text` reachable so far, so the time is text times segments. */
function matchesSegments(text: string, segments: readonly string[]): boolean {
  let reachable = new Uint8Array(text.length + 1)
  reachable[0] = 1
  for (const [index, segment] of segments.entries()) {
    if (index > 0) reachable = afterDot(text, reachable)
    reachable = afterSegment(text, reachable, segment)
  }
  return reachable[text.length] === 1
}

function afterDot(text: string, from: Uint8Array): Uint8Array<ArrayBuffer> {
  const to = new Uint8Array(from.length)
  for (let at = 0; at < text.length; at++) if (from[at] && text[at] === '.') to[at + 1] = 1
  return to
}

function afterSegment(text: string, from: Uint8Array, segment: string): Uint8Array<ArrayBuffer> {
  const to = new Uint8Array(from.length)
  if (segment === '**') {
    const first = from.indexOf(1)
    if (first >= 0) to.fill(1, first)
  } else if (segment === '*') {
    let open = false
    for (let at = 0; at < text.length; at++) {
      open = (open || from[at] === 1) && text[at] !== '.'
      if (open) to[at + 1] = 1
    }
  } else {
    for (let at = 0; at < from.length; at++) {
      if (from[at] && text.startsWith(segment, at)) to[at + segment.length] = 1
    }
  }
  return to
}
