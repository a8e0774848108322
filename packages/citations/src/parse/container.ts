import {isAbbreviationOf} from '../similarity.ts'

/** The title of a work and what it appeared in. */
export interface TitleAndContainer {
  title?: string
  container?: string
  containerShort?: string
  certainty: number
}

const SENTENCE_END =
  /(?<=[.?!]["”’»)]?\]?)\s+(?=["“«‘'([¿]?(?:[\p{Lu}\d]|\p{Ll}{1,4}\p{Lu}|npj\b))|\s+\/\/\s+/u
const QUOTED =
  /^(?:“(.+)”(?=[^”]*$)|["‘'](.+?)["'’]+(?=[\s.,;]|$)|«([^»]+)»)[\s.,;]*(?:in\s+)?(.*)$/isu
const CAPITALIZED = /^(?:[\p{Lu}\d(&]\S*|of|the|and|for|in|on|de|et|der|für|\s+)+$/u

/**
 * Divides what stands between the authors and the date into title and container.
 *
 * @param text - the words between, perhaps with the full stop that ends them
 * @param isArticle - a volume follows, so that a few capitalized words alone are a journal
 */
export function splitTitle(text: string, isArticle: boolean): TitleAndContainer {
  const body = text.replace(/^[\s.,;:]+|[\s,;:(]+$/gu, '')
  if (body === '') return {certainty: 0}
  const [, double, single, angled, after = ''] = QUOTED.exec(body) ?? []
  const quoted = double ?? single ?? angled
  if (quoted) return {title: tidy(quoted), ...named(after), certainty: 0.9}
  const sentences = joinAbbreviations(body.split(SENTENCE_END).filter(Boolean))
  const last = sentences.pop()!
  if (sentences.length === 0) return splitSentence(last, isArticle)
  const before = sentences.at(-1)!
  if (sentences.length > 1 && isSamePeriodical(before, last)) {
    sentences.pop()
    const [long, short] = before.length >= last.length ? [before, last] : [last, before]
    return {
      title: tidy(sentences.join(' ')),
      container: tidy(long),
      ...(tidy(long) !== tidy(short) && {containerShort: tidy(short)}),
      certainty: 0.8,
    }
  }
  const looksRight = last.length < 90 && /^[\p{Lu}\d]/u.test(last)
  return {
    title: tidy(sentences.join(' ')),
    container: tidy(last),
    certainty: (looksRight ? 0.95 : 0.6) - (sentences.length > 1 ? 0.1 : 0),
  }
}

function named(container: string): {container?: string} {
  const name = tidy(container)
  return name === '' ? {} : {container: name}
}

function isSamePeriodical(first: string, second: string): boolean {
  const [a, b] = [tidy(first), tidy(second)]
  return a.toLowerCase() === b.toLowerCase() || isAbbreviationOf(b, a) || isAbbreviationOf(a, b)
}

/** A journal that has parts: "American Journal of Physiology. Endocrinology and Metabolism". */
const SERIES =
  /^(?:(?:\p{Lu}[\p{L}-]*|of|the|and|de|für) ){0,6}(?:Journal|Annals|Archives|Proceedings|Transactions|Acta|Zeitschrift)(?: (?:\p{Lu}[\p{L}-]*|of|the|and|de|für)){0,8}\.$/u

/** "J. Clin. Oncol." is one name: short words that end in a full stop are joined to what follows. */
function joinAbbreviations(sentences: string[]): string[] {
  const joined = [...sentences]
  while (joined.length > 2) {
    const last = joined.at(-1)!
    const before = joined.at(-2)!
    const isShort =
      before.length < 30 &&
      /^(?!Review|Comment|Editorial|Reply|Response|Erratum|Letter|Abstract|Part)(?:\p{Lu}[\p{L}-]{0,13}[. ]{0,2}){1,4}\.$/u.test(
        before,
      )
    const continues = /^[\p{Lu}(]/u.test(last) && last.split(' ').length < 6
    const isPart = SERIES.test(before) && CAPITALIZED.test(last)
    const isWhole =
      /^J\b/.test(last) && !/^(?:N|Engl|Am|Br|Can|Eur|Int|Scand|Indian|World|Chin)\b/.test(before)
    if (!(isShort || isPart) || !continues || isWhole || isSamePeriodical(before, last)) break
    joined.splice(-2, 2, `${before} ${last}`)
  }
  return joined
}

/** No full stop between title and journal: the journal is the capitalized end, if there is one. */
function splitSentence(sentence: string, isArticle: boolean): TitleAndContainer {
  const comma = /^(.{15,}),\s+(\p{Lu}[^,]{2,70})$/u.exec(sentence)
  if (comma && CAPITALIZED.test(comma[2]!)) {
    return {title: tidy(comma[1]!), container: tidy(comma[2]!), certainty: 0.6}
  }
  const words = sentence.split(' ')
  if (isArticle && words.length < 7 && CAPITALIZED.test(sentence)) {
    return {container: tidy(sentence), certainty: 0.6}
  }
  let start = words.length
  while (start > 0 && CAPITALIZED.test(words[start - 1]!)) start--
  while (start < words.length && /^\p{Ll}/u.test(words[start]!)) start++
  if (isArticle && start > 2 && start < words.length && words.length - start < 8) {
    return {
      title: tidy(words.slice(0, start).join(' ')),
      container: tidy(words.slice(start).join(' ')),
      certainty: 0.5,
    }
  }
  return {title: tidy(sentence), certainty: 0.6}
}

function tidy(text: string): string {
  const trimmed = text.trim().replace(/[\s.,;:]+$/u, '')
  return trimmed.replace(/^["“«](.*)["”»]$/su, '$1').replace(/[.,]+$/, '')
}
