import type {Place} from '../problem.ts'
import type {FoundMarker} from './markers.ts'

/** Text as it will be stored: evenly spaced, its marks taken out and kept with their positions. */
export interface Prose {
  plain: string
  marks: {at: number; marker: FoundMarker}[]
  /** Finds `plain`'s characters `start`..`end` in the text as read. */
  placeOf(start: number, end: number): Place
}

/** A sentence of some prose, with the marks in it and directly behind it. */
export interface Sentence extends Place {
  text: string
  marks: FoundMarker[]
}

/** Takes the marks out of `source.slice(start, end)` and makes its blanks even. */
export function readProse(
  source: string,
  {start, end}: Place,
  markers: readonly FoundMarker[],
): Prose {
  const marks: Prose['marks'] = []
  const offsets: number[] = []
  const characters: string[] = []
  const starting = new Map(markers.map((marker) => [marker.start, marker]))
  let position = start
  while (position < end) {
    const marker = starting.get(position)
    if (marker) {
      if (characters.at(-1) === ' ') {
        characters.pop()
        offsets.pop()
      }
      marks.push({at: characters.length, marker})
      position = marker.end
      continue
    }
    const character = source[position] ?? ''
    const blank = /\s/u.test(character)
    if (
      !/[\u200b\u2060\ufeff]/u.test(character) &&
      !(blank && (characters.at(-1) ?? ' ') === ' ')
    ) {
      characters.push(blank ? ' ' : character)
      offsets.push(position)
    }
    position += 1
  }
  return {
    plain: characters.join(''),
    marks,
    placeOf: (from, to) => ({
      start: offsets[from] ?? start,
      end: (offsets[to - 1] ?? start) + 1,
    }),
  }
}

const sentenceSegmenter = new Intl.Segmenter('en', {granularity: 'sentence'})

/** The sentences of some prose; `start` and `end` are offsets into its `plain` text. */
export function readSentences(prose: Prose): Sentence[] {
  const sentences: Sentence[] = []
  for (const {segment, index} of sentenceSegmenter.segment(prose.plain)) {
    const text = segment.trim()
    if (text === '') continue
    const start = index + segment.indexOf(text)
    const end = start + text.length
    sentences.push({
      text,
      start,
      end,
      marks: prose.marks.filter(({at}) => at > start && at <= end).map(({marker}) => marker),
    })
  }
  return sentences
}
