import type {Prose} from '../read/prose.ts'
import {readSentences} from '../read/prose.ts'
import type {Problem} from '../problem.ts'
import {
  type CitationContext,
  type CitationReference,
  toCitationReferences,
} from './citation-values.ts'

/** A number in the words of the page. It never gets a value: the page gives none. */
export interface Statistic {
  _type: 'statistic'
  _key: string
  text: string
  words: string
  qualifier?: string
  quantityKind: 'proportion'
  citations: CitationReference[]
}

const proportion =
  /\b(?:(about|close to|more than|less than|up to|at least|nearly|almost|around|approximately|over)\s+)?((?:one|two|three|four|\d+) (?:in|out of) (?:two|three|four|five|six|seven|eight|nine|ten|\d[\d,]*)\b|(?:an? |one |two |three )?-?(?:half|thirds?|quarters?|fifths?)(?= of\b)|\d+(?:\.\d+)?(?:\s?%| percent\b|\sper cent\b)(?= of\b))/iu

/** The qualifiers that the content model knows; others stay in the words only. */
const qualifiers = ['about', 'close to', 'more than', 'less than', 'up to', 'at least', 'nearly']

/** Finds sentences that state a proportion, each with its words and its sources. */
export function mapStatistics(
  prose: Prose,
  context: CitationContext,
): {statistics: Statistic[]; problems: Problem[]} {
  const statistics: Statistic[] = []
  const problems: Problem[] = []
  if (!proportion.test(prose.plain)) return {statistics, problems}
  for (const sentence of readSentences(prose)) {
    const match = proportion.exec(sentence.text)
    if (!match) continue
    const qualifier = match[1]?.toLowerCase()
    const key = context.keys()
    const citations = toCitationReferences(sentence.marks, context)
    statistics.push({
      _type: 'statistic',
      _key: key,
      text: sentence.text,
      words: match[0],
      ...(qualifier && qualifiers.includes(qualifier) ? {qualifier} : {}),
      quantityKind: 'proportion',
      citations,
    })
    if (citations.length > 0) continue
    problems.push({
      code: 'statistic-without-source',
      severity: 'warning',
      message: `“${match[0]}” is a number without a listed source.`,
      place: prose.placeOf(sentence.start, sentence.end),
      hint: 'Find the source that prints this number, or take the sentence out.',
    })
  }
  return {statistics, problems}
}
