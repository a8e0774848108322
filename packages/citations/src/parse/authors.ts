import type {CslName} from '../csl.ts'

/** The authors at the start of a reference, and where the rest of it begins. */
export interface AuthorList {
  authors: CslName[]
  /** The list ends in "et al". */
  more: boolean
  /** The names are those of editors. */
  edited: boolean
  end: number
  certainty: number
}

const PARTICLE = `(?:(?:v[ao]n|vom|de[nlr]?|della|d[aiou]s?|l[ae]|el|al|bin|ibn|ben|te[nr]?|zu[mr]?|a[fv]|y|'t|St\\.|d['’]) )`
/** Hyphens of every kind, and the dash that some type for one. */
const HYPHEN = '\\-\\u2010\\u2011–'
const APOSTROPHE = "'’ʼ`‘′´"
const WORD = `(?:[dDlLO][${APOSTROPHE}]|[ae]l[${HYPHEN}]|de)?\\p{Lu}[\\p{L}\\p{M}${APOSTROPHE}${HYPHEN}]*`
const FAMILY = `(?<family>${PARTICLE}*${WORD}(?: ${PARTICLE}*${WORD}){0,3}?)`
const DOTTED = `\\p{Lu}\\p{Ll}?\\.(?:[ ${HYPHEN}]?\\p{Lu}\\p{Ll}?\\.){0,3}(?:[ ${HYPHEN}]?\\p{Lu}(?![\\p{L}\\d]))?`
const INITIALS = `(?<given>${DOTTED}|\\p{Lu}(?:[ ${HYPHEN}]\\p{Lu}){1,3}(?!\\p{L})|\\p{Lu}{1,4}(?:[${HYPHEN}]\\p{Lu}{1,2}|\\p{Ll}\\p{Lu}?)?(?![\\p{L}\\d]))`
const SUFFIX = `(?:,? (?<suffix>Jr|Sr|I{2,3}|IV|2nd|3rd|[45]th)\\b\\.?)?`
const YEAR = '(?:19|20)\\d\\d'
const STOP = `(?=\\s*(?:[,;.:(&/[“"]|$|(?:and|und|et|y|with)\\b|${YEAR}))`
const GIVEN = `\\p{Lu}\\p{Ll}[\\p{L}${APOSTROPHE}${HYPHEN}]*(?: (?:\\p{Lu}\\.?|${WORD})){0,2}`

const name = (source: string): RegExp => new RegExp(`^${source}`, 'u')

const NAME = `${FAMILY}(?: |, ?)${INITIALS}${SUFFIX}`

/** Modlin IM; van der Berg J-F Jr; Modlin, I. M.; Bach, PB */
const FAMILY_FIRST = name(NAME + STOP)
/** The same without the stop behind it: Arnold R Guidelines for */
const LOOSE = name(`${NAME}(?= [\\p{Lu}\\d])`)
/** I. M. Modlin, or I M Modlin */
const INITIALS_FIRST = name(
  `(?!U\\.? ?[SK]\\b(?!\\. ${WORD} ?,))(?<given>${DOTTED} ?|(?:\\p{Lu}{1,2}[ ${HYPHEN}]){1,3})${FAMILY}${SUFFIX}${STOP}`,
)
/** Modlin, Irvin M.: only where a list begins, for a comma separates names too. */
const FULL_FIRST = name(
  `(?!${WORD} ${WORD}, ${WORD} ${WORD})${FAMILY}, (?<given>${GIVEN})${SUFFIX}(?=[.:;]|,? (?:and|&) |,? ?\\(|, (?:${YEAR}|[“"‘']|${GIVEN}[,.]))`,
)
/** Irvin M. Modlin */
const FULL = name(
  `(?<given>\\p{Lu}\\p{Ll}[\\p{L}${APOSTROPHE}${HYPHEN}]*(?: \\p{Lu}\\.?)*|\\p{Lu}\\.) ${FAMILY}${SUFFIX}(?=[.:;,]| ?\\(| and | et al)`,
)

/** Two initials, or another name, tell a name from "Vitamin D Deficiency" and "Phase II Trials". */
const BEGINS = name(
  `${PARTICLE}*${WORD}(?: ${WORD})? (?:(?!I[IVX]|[VX]I)\\p{Lu}{2,3} \\p{Lu}[\\p{L}-]+ \\p{Ll}|\\p{Lu}{1,2} ${WORD} \\p{Lu}{1,2}[ .])`,
)

const SEPARATOR =
  /^\s*(?:[,;/]\s*(?:and\b|und\b|&)?|\band\b|\bund\b|&|\bet\b(?!\.?\s+al)|\by\b)\s*/u
const ET_AL = /^[\s,;]*\b(?:et\.?\s*(?:al|coll)\b|and (?:others|colleagues)\b)[.,:;]*/iu
const END = /^[\s,]*(\(?\b(?:eds?|editors?)\b\.?\)?[.,]?)?\s*[.:,]*\s*/iu

const GROUPS =
  'Group|Investigators|Participants|Collaborat\\p{Ll}+|Consortium|Network|Committee|Team|Society|Association'
const ORGANIZATION = new RegExp(
  `\\b(?:${GROUPS}|Associations|Institut\\p{Ll}*|Soci[eé]t\\p{Ll}+|Agency|Administration|Organi[sz]ation|Council|College|Academy|Department|Ministry|Foundation|Universit\\p{Ll}+|Cent(?:er|re)|Groupe|Nations|Commission|Board|Bureau|Office|Federation|Alliance|Trust|Union|Service|Company|Inc|Ltd|LLC|GmbH|Pharma\\p{L}*|Hospital|Clinic|Registry|Program(?:me)?|Research|Panel|Authority|Initiative|Bank|Task Force|International|National|Library)\\b`,
  'u',
)

const COMPANY = /^[^.:;]{2,80}?,? (?:Inc|Ltd|LLC|Corp|GmbH|plc)\b/u

/** A study group inside a list of names; it may have commas in it. */
const GROUP = name(
  `(?:on behalf of |for )?(?:the )?(?<group>[^.;:]{2,120}?\\b(?:${GROUPS})(?: \\([^()]+\\))?)(?=\\s*[.;:,]|,?\\s*et al\\b)`,
)

/**
 * Reads the authors at the start of a reference; `undefined` when it does not start with names.
 *
 * A particle stays in the family name as it was written ("van der Berg"), for a string does not
 * tell whether it may be dropped.
 */
export function takeAuthors(text: string): AuthorList | undefined {
  return takePersons(text) ?? takeOrganization(text)
}

/** The same for people alone. */
export function takePersons(text: string): AuthorList | undefined {
  if (COMPANY.test(text)) return undefined
  const authors: CslName[] = []
  let certainty = 1
  let at = 0
  let gap = 0
  let style: Style
  for (;;) {
    const next = readName(text.slice(at + gap), authors.length > 0, style)
    if (!next) break
    style ??= next.style
    authors.push(next.name)
    certainty = Math.min(certainty, next.certainty)
    at += gap + next.length
    gap = SEPARATOR.exec(text.slice(at))?.[0].length ?? (next.certainty < 0.7 ? 1 : 0)
    if (gap === 0 || ET_AL.test(text.slice(at))) break
  }
  const etAl = ET_AL.exec(text.slice(at))?.[0] ?? ''
  at += etAl.length
  const group = etAl.endsWith(';') && readGroup(text.slice(at + 1))
  if (group) {
    authors.push(group.name)
    at += 1 + group.length
  }
  const isAlone = authors.length === 1 && etAl === ''
  if (
    authors.length === 0 ||
    (isAlone && style && certainty < 0.8 && !/^, [“"‘']/.test(text.slice(at)))
  )
    return undefined
  const [all, editors] = END.exec(text.slice(at))!
  return {
    authors,
    more: etAl !== '',
    edited: editors !== undefined,
    end: at + all.length,
    certainty: isAlone && certainty < 0.95 ? certainty - 0.1 : certainty,
  }
}

/** What marks a whole list: names in full, or initials in front without full stops. */
type Style = 'full' | 'bare' | undefined

interface FoundName {
  name: CslName
  length: number
  certainty: number
  style?: Style
}

function readName(text: string, isLater: boolean, style: Style): FoundName | undefined {
  const find = (pattern: RegExp, certainty: number, way?: Style): FoundName | undefined => {
    const match = pattern.exec(text)
    const groups = match?.groups
    if (!groups || (isLater && way && style !== way)) return undefined
    const [all] = match
    const {family = '', given = '', suffix} = groups
    if (!isLater && ORGANIZATION.test(way === 'full' ? `${family} ${given}` : family))
      return undefined
    const parts = {family, given: way === 'full' ? given : separateInitials(given)}
    return {
      name: {...parts, ...(suffix && {suffix})},
      length: all.length,
      certainty,
      style: way,
    }
  }
  return (
    find(FAMILY_FIRST, 0.95) ??
    find(INITIALS_FIRST, 0.9, /^(?:\p{Lu}{1,2}[ -])/u.test(text) ? 'bare' : undefined) ??
    readGroup(text) ??
    (isLater ? undefined : find(FULL_FIRST, 0.8, 'full')) ??
    find(FULL, 0.75, 'full') ??
    (isLater || BEGINS.test(text) ? find(LOOSE, 0.6) : undefined)
  )
}

function readGroup(text: string): FoundName | undefined {
  const match = GROUP.exec(text)
  const literal = match?.groups?.group
  return literal && isNameLike(literal)
    ? {name: {literal}, length: match[0].length, certainty: 0.8}
    : undefined
}

/** "IM", "I.M." and "I. M." all become "I M"; "J-F" keeps its hyphen and "Yu" its letters. */
function separateInitials(given: string): string {
  return given
    .replaceAll(/\.?\s*[-\u2010\u2011–]/g, '-')
    .replaceAll(/[.\s]+|(?<=\p{Lu})(?=\p{Lu})/gu, ' ')
    .trim()
}

const INSTITUTION =
  /^(?<name>(?:[^.:;“"]|\.(?=\p{L})|(?<=\b\p{Lu})\.){2,150}?)\s*(?:(?<end>(?<!\b\p{Lu})[.:])(?:\s+|$)|,?\s+(?=\(?(?:19|20)\d\d\b))/u

/** An institution is the first sentence, when it reads like a name and something follows it. */
function takeOrganization(text: string): AuthorList | undefined {
  const match = INSTITUTION.exec(text)
  const literal = match?.groups?.name?.replace(/[,\s]+$/u, '')
  if (!match || literal === undefined) return undefined
  const isNamed = ORGANIZATION.test(literal)
  const length = literal.split(' ').length
  const isLike = isNameLike(literal) && (isNamed || (length < 7 && match.groups?.end !== ':'))
  if (!isLike && !(isNamed && length < 9)) return undefined
  return {
    authors: [{literal}],
    more: false,
    edited: false,
    end: match[0].length,
    certainty: isNamed ? 0.85 : 0.5,
  }
}

function isNameLike(text: string): boolean {
  return text
    .split(/\s+/)
    .every((word) =>
      /^(?:[dl][’'])?[\p{Lu}\d&(]|^(?:of|the|and|for|in|on|behalf|to|de|des|la|et)$/u.test(word),
    )
}
