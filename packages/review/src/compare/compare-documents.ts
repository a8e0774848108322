import {diffArrays, diffWordsWithSpace} from 'diff'

import {type Passage, passagesOf} from './passages.ts'

type Fields = Readonly<Record<string, unknown>>

/** A run of words that stayed, went or came. */
export interface Words {
  text: string
  change: 'same' | 'removed' | 'added'
}

/** A passage of one version beside the same of the other. */
export interface PassagePair {
  place: string
  field: string
  kind: Passage['kind']
  change: 'same' | 'changed' | 'added' | 'removed'
  /** The words of the earlier version; empty for an added passage. */
  before: Words[]
  /** The words of the later version; empty for a removed passage. */
  after: Words[]
  /** Ids of sources that are cited here only in the later, or only in the earlier version. */
  citationsAdded: string[]
  citationsRemoved: string[]
  /** The words and sources are the same, and something else is not: bold, a list, a mark's place. */
  isReformatted: boolean
}

/** What is different between two versions of a document. */
export interface Comparison {
  /** Every passage of both versions, in the order of the later one. */
  pairs: PassagePair[]
  /** Ids of sources that only the later version cites. */
  citationsAdded: string[]
  /** Ids of sources that only the earlier version cites. */
  citationsRemoved: string[]
}

/**
 * Compares two versions of a document, passage by passage and word by word.
 *
 * @param before - the earlier version, or `null` when everything is new
 */
export function compareDocuments(before: Fields | null, after: Fields): Comparison {
  const [left, right] = [before ? passagesOf(before) : [], passagesOf(after)]
  const cited = {before: idsOf(left), after: idsOf(right)}
  return {
    pairs: alignPassages(left, right).map(([earlier, later]) => pairOf(earlier, later)),
    citationsAdded: cited.after.filter((id) => !cited.before.includes(id)),
    citationsRemoved: cited.before.filter((id) => !cited.after.includes(id)),
  }
}

type Aligned = [Passage, Passage] | [Passage, undefined] | [undefined, Passage]

/** By place first; what has no counterpart is then matched by its text, as after a new import. */
function alignPassages(left: readonly Passage[], right: readonly Passage[]): Aligned[] {
  const keysOf = (passages: readonly Passage[]) => passages.map(({place}) => place)
  const aligned: Aligned[] = []
  let [leftIndex, rightIndex] = [0, 0]
  for (const {value, added, removed} of diffArrays(keysOf(left), keysOf(right))) {
    for (const _ of value) {
      const [earlier, later] = [left[leftIndex], right[rightIndex]]
      if (!added) leftIndex += 1
      if (!removed) rightIndex += 1
      if (removed && earlier) aligned.push([earlier, undefined])
      else if (added && later) aligned.push([undefined, later])
      else if (earlier && later) aligned.push([earlier, later])
    }
  }
  return matchByText(aligned)
}

function matchByText(aligned: readonly Aligned[]): Aligned[] {
  const lost = new Set(aligned.flatMap(([earlier, later]) => (earlier && !later ? [earlier] : [])))
  const found = new Set<Passage>()
  const matched = aligned.map(([earlier, later]): Aligned | undefined => {
    if (!later || earlier) return earlier ? ([earlier, later] as Aligned) : undefined
    const same = [...lost].find(
      (passage) =>
        !found.has(passage) && passage.field === later.field && passage.text === later.text,
    )
    if (!same) return [undefined, later]
    found.add(same)
    return [same, later]
  })
  return matched.filter(
    (pair): pair is Aligned => pair !== undefined && !(pair[0] && !pair[1] && found.has(pair[0])),
  )
}

function pairOf(earlier: Passage | undefined, later: Passage | undefined): PassagePair {
  const passage = later ?? earlier
  if (!passage) throw new TypeError('a pair needs at least one passage')
  const {place, field, kind} = passage
  const words = wordsOf(earlier?.text ?? '', later?.text ?? '')
  const citationsAdded = without(later?.citations ?? [], earlier?.citations ?? [])
  const citationsRemoved = without(earlier?.citations ?? [], later?.citations ?? [])
  const saysSame =
    earlier?.text === later?.text && citationsAdded.length === 0 && citationsRemoved.length === 0
  const isSame = saysSame && earlier?.form === later?.form
  return {
    place,
    field,
    kind,
    change: !earlier ? 'added' : !later ? 'removed' : isSame ? 'same' : 'changed',
    before: joined(words.filter(({change}) => change !== 'added')),
    after: joined(words.filter(({change}) => change !== 'removed')),
    citationsAdded,
    citationsRemoved,
    isReformatted: saysSame && !isSame,
  }
}

function wordsOf(before: string, after: string): Words[] {
  // A date or a number is one thing, whatever parts it has.
  const isOne = !/\s/u.test(before + after)
  if (isOne && before !== after) {
    const words: Words[] = [
      {text: before, change: 'removed'},
      {text: after, change: 'added'},
    ]
    return words.filter(({text}) => text !== '')
  }
  return diffWordsWithSpace(before, after).map(({value, added, removed}) => ({
    text: value,
    change: added ? 'added' : removed ? 'removed' : 'same',
  }))
}

/** Runs of the same kind as one, with the blanks between changed words. */
function joined(words: readonly Words[]): Words[] {
  const runs: Words[] = []
  for (const [index, {text, change}] of words.entries()) {
    const last = runs.at(-1)
    const next = words[index + 1]
    const isGap = change === 'same' && text.trim() === '' && next && last?.change === next.change
    const kind = isGap ? next.change : change
    if (last?.change === kind) last.text += text
    else runs.push({text, change: kind})
  }
  return runs
}

const without = (ids: readonly string[], others: readonly string[]) =>
  ids.filter((id) => !others.includes(id))

const idsOf = (passages: readonly Passage[]) => [
  ...new Set(passages.flatMap(({citations}) => citations)),
]
