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
  /^(?:“(?<double>[^”]+)”|"(?<plain>[^"]+)"|[‘'](?<single>.+?)['’](?=[\s.,;]|$)|«(?<guillemets>[^»]+)»)[\s.,;]*(?<rest>.*)$/su
const JOURNAL_START =
  /^(?:J|Journal|Am|Acta|Adv|Ann|Annals|Appl|Arch|Archives|Br|BMC|BMJ|Cancer|Cell|Circ|Circulation|Clin|Curr|Dig|Drug|Endocr\S*|Eur|Exp|Expert|Front|Gastro\S*|Gut|Hum|Int|JAMA|Lancet|Med|Mol|N|Nat|Nature|Neuro\S*|Nucl|Nucleic|Oncol\S*|Pancreas|Pharm\S*|PLoS|PLOS|Proc|Q|Radiol\S*|Res|Rev|Sci|Science|Scand|Semin|Surg\S*|The|Theranostics|Thyroid|Trans|Trends|World)\b/u

/**
 * Divides what stands between the authors and the date into title and container.
 *
 * @param text - the words between, perhaps with the full stop that ends them
 */
export function splitTitle(text: string): TitleAndContainer {
  const body = text.replace(/^[\s.,;:]+|[\s,;:(]+$/gu, '')
  if (body === '') return {certainty: 0}
  const quoted = QUOTED.exec(body)
  if (quoted?.groups) {
    const {double, plain, single, guillemets, rest = ''} = quoted.groups
    const container = tidy(rest.replace(/^in\s+/iu, ''))
    const title = tidy(double ?? plain ?? single ?? guillemets ?? '')
    return {title, ...(container && {container}), certainty: 0.9}
  }
  const sentences = joinAbbreviations(
    body
      .split(SENTENCE_END)
      .map((part) => part.trim())
      .filter(Boolean),
  )
  const last = sentences.pop()!
  if (sentences.length === 0) return splitSentence(last)
  const before = sentences.at(-1)!
  if (sentences.length > 1 && isSamePeriodical(before, last)) {
    sentences.pop()
    const [long, short] = before.length >= last.length ? [before, last] : [last, before]
    return {
      title: tidy(sentences.join(' ')),
      container: tidy(long),
      ...(long !== short && tidy(long) !== tidy(short) && {containerShort: tidy(short)}),
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

function isSamePeriodical(first: string, second: string): boolean {
  const [a, b] = [tidy(first), tidy(second)]
  return a.toLowerCase() === b.toLowerCase() || isAbbreviationOf(b, a) || isAbbreviationOf(a, b)
}

const NOTICE = /^(?:Review|Comment|Editorial|Reply|Response|Erratum|Letter|Abstract|Part)/u

/** "J. Clin. Oncol." is one name: short words that end in a full stop are joined to what follows. */
function joinAbbreviations(sentences: string[]): string[] {
  const joined = [...sentences]
  while (joined.length > 1) {
    const last = joined.at(-1)!
    const before = joined.at(-2)!
    const isShort = /^(?:\p{Lu}[\p{L}-]{0,13}[. ]{0,2}){1,4}\.$/u.test(before) && before.length < 30
    const continues = last.split(' ').length <= 5 && /^[\p{Lu}(]/u.test(last)
    const isWhole =
      /^J\b/.test(last) && !/^(?:N|Engl|Am|Br|Can|Eur|Int|Scand|Indian|World|Chin)\b/.test(before)
    if (joined.length === 2 || !isShort || !continues || isWhole) break
    if (NOTICE.test(before) || isSamePeriodical(before, last)) break
    joined.splice(-2, 2, `${before} ${last}`)
  }
  return joined
}

/** No full stop between title and journal: the journal is the capitalized end, if there is one. */
function splitSentence(sentence: string): TitleAndContainer {
  const comma = /^(?<title>.{15,}),\s+(?<container>\p{Lu}[^,]{2,70})$/u.exec(sentence)
  if (comma?.groups && isCapitalized(comma.groups.container!)) {
    return {
      title: tidy(comma.groups.title!),
      container: tidy(comma.groups.container!),
      certainty: 0.6,
    }
  }
  const words = sentence.split(' ')
  const isJournal = JOURNAL_START.test(sentence) || /^\p{Lu}{2,6}$/u.test(sentence)
  if (words.length < 6 && isJournal && isCapitalized(sentence)) {
    return {container: tidy(sentence), certainty: 0.6}
  }
  for (let index = words.length - 1; index > 2; index--) {
    const candidate = words.slice(index).join(' ')
    if (words.length - index > 7) break
    if (
      JOURNAL_START.test(candidate) &&
      isCapitalized(candidate) &&
      !isCapitalized(words.slice(index - 1).join(' '))
    ) {
      return {
        title: tidy(words.slice(0, index).join(' ')),
        container: tidy(candidate),
        certainty: 0.5,
      }
    }
  }
  return {title: tidy(sentence), certainty: 0.6}
}

function isCapitalized(text: string): boolean {
  return text
    .split(/\s+/)
    .every((word) => /^[\p{Lu}\d(&]|^(?:of|the|and|for|in|on|de|et|der|für)$/u.test(word))
}

function tidy(text: string): string {
  const trimmed = text.trim().replace(/[\s.,;:]+$/u, '')
  return trimmed.replace(/^["“«](.*)["”»]$/su, '$1').replace(/[.,]+$/, '')
}
