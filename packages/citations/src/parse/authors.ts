import type {CslName} from '../csl.ts'
import {takeNameRow} from './unusual-authors.ts'

/** The authors at the start of a reference, and where the rest of it begins. */
export interface AuthorList {
  authors: CslName[]
  /** The list ends in "et al". */
  more: boolean
  end: number
  certainty: number
}

const UPPER = '\\p{Lu}'
const LETTER = "[\\p{L}\\p{M}'’ʼ`\\-]"
const PARTICLE =
  "(?:(?:van|von|vom|de|den|der|del|della|di|da|das|do|dos|du|la|le|el|al|bin|ibn|ben|ter|ten|te|zu|zum|zur|af|av|y|'t|St\\.|d['’])[ ])"
const WORD = `(?:(?:[dDlLO]['’]|al-|el-|de)?${UPPER}${LETTER}*)`
const FAMILY = `(?<family>${PARTICLE}*${WORD}(?:[ ]${PARTICLE}*${WORD}){0,3}?)`
const BLOCK = `${UPPER}{1,4}(?:-${UPPER}{1,2}|\\p{Ll})?`
const DOTTED = `${UPPER}\\p{Ll}?\\.(?:[ -]?${UPPER}\\p{Ll}?\\.){0,3}(?:[ -]?${UPPER}(?![\\p{L}\\d]))?`
const SPACED = `${UPPER}(?:[ -]${UPPER}){1,3}`
const INITIALS = `(?:${DOTTED}|${SPACED}(?!\\p{L})|${BLOCK}(?![\\p{L}\\d]))`
const SUFFIX = '(?:,?[ ](?<suffix>Jr|Sr|II|III|IV|2nd|3rd|4th|5th)\\b\\.?)?'
const STOP = '(?=\\s*(?:[,;.:(&/\\[“"]|$|(?:and|und|et|y|with)\\s|(?:19|20)\\d\\d))'

/** The ways of writing one name, in the order in which they are tried. */
const NAMES: readonly {pattern: RegExp; certainty: number}[] = [
  // Modlin IM; van der Berg J-F Jr
  {pattern: name(`${FAMILY}[ ](?<given>${INITIALS})${SUFFIX}${STOP}`), certainty: 0.96},
  // Modlin, I. M.; Bach, PB
  {pattern: name(`${FAMILY},[ ]?(?<given>${INITIALS})${SUFFIX}${STOP}`), certainty: 0.92},
  // I. M. Modlin
  {pattern: name(`(?<given>${DOTTED})[ ]?${FAMILY}${SUFFIX}${STOP}`), certainty: 0.9},
]

/** Modlin, Irvin M.: only where a list begins, for a comma separates names too. */
const FULL_FIRST = name(
  `${FAMILY},[ ](?<given>${UPPER}\\p{Ll}${LETTER}*(?:[ ](?:${UPPER}\\.?|${UPPER}\\p{Ll}${LETTER}*)){0,2})${SUFFIX}(?=[.:;]|,?[ ](?:and|&)[ ]|,?[ ]?\\(|,[ ](?:19|20)\\d\\d)`,
)
/** Irvin M. Modlin: after "and" behind a name in full. */
const FULL_LATER = name(
  `(?<given>${UPPER}${LETTER}*\\.?(?:[ ]${UPPER}\\.?)*)[ ]${FAMILY}${SUFFIX}(?=[.:;,]|[ ]?\\()`,
)

const SEPARATOR = /^\s*(?:[,;/]\s*(?:and\b|und\b|&)?|\band\b|\bund\b|&|\bet\b(?!\s+al)|\by\b)\s*/u
const ET_AL = /^[\s,;]*\b(?:et\.?\s*(?:al|coll)\b|and (?:others|colleagues)\b)[.,:;]*/iu
const EDITORS = /^[\s,]*\(?\beds?\b\.?\)?[.,]?/iu
const END = /^\s*[.:,]*\s*/u

const ORGANIZATION =
  /\b(?:Association|Institutes?|Society|Agency|Administration|Organi[sz]ation|Committee|Council|College|Academy|Department|Ministry|Foundation|University|Center|Centre|Group|Network|Nations|Commission|Board|Bureau|Office|Federation|Consortium|Collaborators?|Investigators|Alliance|Trust|Union|Service|Company|Inc|Ltd|LLC|GmbH|Pharma\w*|Hospital|Clinic|Registry|Program(?:me)?|Research|Panel|Authority|Initiative|Bank|Team|Task Force|International|National|Library)\b/u

/** A study group inside a list of names; it may have commas in it. */
const GROUP =
  /^(?<group>[^.;:]{2,120}?\b(?:Group|Investigators|Collaborators|Consortium|Network|Committee|Team|Society|Association|Collaboration)(?:\s\([^()]+\))?)(?=\s*[.;:,]|,?\s*et al\b)/u

function name(source: string): RegExp {
  return new RegExp(`^${source}`, 'u')
}

/**
 * Reads the authors at the start of a reference; `undefined` when it does not start with names.
 *
 * A particle stays in the family name as it was written ("van der Berg"), for a string does not
 * tell whether it may be dropped.
 */
export function takeAuthors(text: string): AuthorList | undefined {
  return takePersons(text) ?? takeRow(text) ?? takeOrganization(text)
}

function takeRow(text: string): AuthorList | undefined {
  const row = takeNameRow(text)
  if (!row || row.names.some(({family = ''}) => ORGANIZATION.test(family))) return undefined
  const more = ET_AL.exec(text.slice(row.end))
  const at = row.end + (more?.[0].length ?? 0)
  const end = at + END.exec(text.slice(at))![0].length
  return {authors: row.names, more: more !== null, end, certainty: 0.7}
}

export function takePersons(text: string): AuthorList | undefined {
  const authors: CslName[] = []
  let certainty = 1
  let at = 0
  let more = false
  let full = false
  for (;;) {
    const rest = text.slice(at)
    const next = readName(rest, authors.length, full)
    if (next === undefined) break
    full ||= next.full
    authors.push(next.name)
    certainty = Math.min(certainty, next.certainty)
    at += next.length
    const etAl = ET_AL.exec(text.slice(at))
    if (etAl) {
      more = true
      at += etAl[0].length
      const group = readGroup(text.slice(at).trimStart())
      if (group && etAl[0].endsWith(';')) {
        authors.push(group.name)
        at = text.indexOf(group.written, at) + group.written.length
      }
      break
    }
    const separator = SEPARATOR.exec(text.slice(at))
    if (!separator) break
    if (readName(text.slice(at + separator[0].length), authors.length, full)) {
      at += separator[0].length
      continue
    }
    break
  }
  if (authors.length === 0) return undefined
  const later = ET_AL.exec(text.slice(at))
  if (later && !more) {
    more = true
    at += later[0].length
  }
  at += EDITORS.exec(text.slice(at))?.[0].length ?? 0
  if (authors.length === 1 && !more && certainty < 0.96) certainty -= 0.1
  return {authors, more, end: at + END.exec(text.slice(at))![0].length, certainty}
}

function readName(
  text: string,
  position: number,
  full: boolean,
): {name: CslName; length: number; certainty: number; full: boolean} | undefined {
  for (const {pattern, certainty} of NAMES) {
    const match = pattern.exec(text)
    if (!match?.groups) continue
    const {family = '', given = '', suffix} = match.groups
    if (position === 0 && ORGANIZATION.test(family)) continue
    return {name: person(family, given, suffix), length: match[0].length, certainty, full: false}
  }
  const group = readGroup(text)
  if (group) return {name: group.name, length: group.written.length, certainty: 0.8, full}
  const match = (position === 0 ? FULL_FIRST : full ? FULL_LATER : undefined)?.exec(text)
  if (!match?.groups) return undefined
  const {family = '', given = '', suffix} = match.groups
  if (ORGANIZATION.test(`${family} ${given}`)) return undefined
  return {
    name: person(family, given, suffix, true),
    length: match[0].length,
    certainty: 0.8,
    full: true,
  }
}

function readGroup(text: string): {name: CslName; written: string} | undefined {
  const written = GROUP.exec(text)?.groups?.group
  if (written === undefined || !isNameLike(written)) return undefined
  return {name: {literal: written.replace(/^(?:on behalf of|for)\s+/u, '')}, written}
}

function person(family: string, given: string, suffix: string | undefined, whole = false): CslName {
  return {
    family: family.trim(),
    given: whole ? given.trim() : separateInitials(given),
    ...(suffix && {suffix: suffix.replace(/\.$/, '')}),
  }
}

/** "IM", "I.M." and "I. M." all become "I M"; "J-F" keeps its hyphen and "Yu" its letters. */
function separateInitials(given: string): string {
  if (/^\p{Lu}\p{Ll}\.?$/u.test(given)) return given.replace(/\.$/, '')
  return given
    .replaceAll(/\.\s*-/g, '-')
    .replaceAll(/[.\s]+/g, ' ')
    .replaceAll(/(?<=\p{Lu})(?=\p{Lu})/gu, ' ')
    .trim()
}

/** An institution is the first sentence, when it reads like a name and something follows it. */
function takeOrganization(text: string): AuthorList | undefined {
  const match = /^(?<name>[^.:;“"]{2,150}?)\s*(?:[.:]\s+|,?\s+(?=\(?(?:19|20)\d\d\b)|[.:]$)/u.exec(
    text,
  )
  const found = match?.groups?.name?.replace(/[,\s]+$/u, '')
  if (!match || found === undefined) return undefined
  const isNamed = ORGANIZATION.test(found)
  const isCapitalized = isNameLike(found)
  const words = found.split(/\s+/)
  const isShort = words.length <= 6
  if (!isCapitalized && !(isNamed && words.length <= 8)) return undefined
  if (!isNamed && !isShort) return undefined
  return {
    authors: [{literal: found}],
    more: false,
    end: match[0].length,
    certainty: isNamed ? 0.85 : 0.5,
  }
}

function isNameLike(text: string): boolean {
  return text
    .split(/\s+/)
    .every((word) => /^[\p{Lu}\d&(]|^(?:of|the|and|for|in|on|behalf|to|de|des|la|et)$/u.test(word))
}
