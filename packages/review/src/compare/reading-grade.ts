import {syllable} from 'syllable'

import {type Passage, passagesOf} from './passages.ts'

type Fields = Readonly<Record<string, unknown>>

/** How hard a text is to read, as the years of school (US) that it asks for. */
export interface ReadingGrade {
  /** Flesch–Kincaid grade, one decimal; `undefined` for less than one sentence. */
  grade: number | undefined
  /** The same, with every name of a drug counted as a word of two syllables. */
  gradeWithoutNames: number | undefined
  words: number
  sentences: number
}

/** The grade that patient information aims at: 6 to 8. */
export const targetGrade = {from: 6, to: 8} as const

/** A part of a document under one heading. */
export interface SectionGrade extends ReadingGrade {
  /** Empty for what stands before the first heading. */
  heading: string
}

/**
 * The reading grade of a document's prose and of each part of it. Headings do not count, and
 * citation marks are no part of the text: left in, their numbers make it look harder than it is.
 *
 * @param names - names of drugs, which are long and cannot be replaced by short words
 */
export function readingGrades(
  document: Fields,
  names: readonly string[] = [],
): {whole: ReadingGrade; sections: SectionGrade[]} {
  const passages = passagesOf(document).filter(({kind}) => kind !== 'value')
  const parts: {heading: string; passages: Passage[]}[] = [{heading: '', passages: []}]
  for (const passage of passages) {
    if (passage.kind === 'heading') parts.push({heading: passage.text, passages: []})
    else parts.at(-1)?.passages.push(passage)
  }
  return {
    whole: gradeOf(
      parts.flatMap((part) => part.passages),
      names,
    ),
    sections: parts
      .filter((part) => part.passages.length > 0)
      .map((part) => ({heading: part.heading, ...gradeOf(part.passages, names)})),
  }
}

const sentenceSegments = new Intl.Segmenter('en', {granularity: 'sentence'})
const wordSegments = new Intl.Segmenter('en', {granularity: 'word'})

/**
 * 0.39 × words per sentence + 11.8 × syllables per word − 15.59 (Kincaid, Fishburne, Rogers and
 * Chissom, Derivation of new readability formulas, Research Branch Report 8-75, 1975).
 */
function gradeOf(passages: readonly Passage[], names: readonly string[]): ReadingGrade {
  const known = new Set(names.flatMap((name) => wordsIn(name.toLowerCase())))
  const sentences = passages.flatMap(({text}) =>
    [...sentenceSegments.segment(withoutAddresses(text))]
      .map(({segment}) => wordsIn(segment))
      .filter((words) => words.length > 0),
  )
  const words = sentences.flat()
  const count = {words: words.length, sentences: sentences.length}
  if (count.sentences === 0) return {...count, grade: undefined, gradeWithoutNames: undefined}
  const formula = (syllables: number) =>
    Math.round(
      (0.39 * (count.words / count.sentences) + 11.8 * (syllables / count.words) - 15.59) * 10,
    ) / 10
  const syllables = words.map(syllablesOf)
  const withoutNames = words.map((word, index) =>
    known.has(word.toLowerCase()) ? 2 : (syllables[index] ?? 1),
  )
  return {...count, grade: formula(sum(syllables)), gradeWithoutNames: formula(sum(withoutNames))}
}

/** Numbers are read out by their digits' names, which differ by reader; one syllable a word. */
const syllablesOf = (word: string) => Math.max(1, syllable(word))

const withoutAddresses = (text: string) => text.replace(/ <[^>]*>/gu, '')

function wordsIn(text: string): string[] {
  return [...wordSegments.segment(text)]
    .filter(({isWordLike}) => isWordLike)
    .map(({segment}) => segment)
}

const sum = (numbers: readonly number[]) => numbers.reduce((total, one) => total + one, 0)
