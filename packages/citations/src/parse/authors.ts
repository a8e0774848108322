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

const PARTICLE = `(?:(?:v[ao]n|vom|de[nlr]?|della|d[aiou]|das|dos|l[ae]|el|al|bin|ibn|ben|te[nr]?|zu[mr]?|af|av|y|'t|St\\.|d['’]) )`
const WORD = `(?:(?:[dDlLO]['’]|al-|el-|de)?\\p{Lu}[\\p{L}\\p{M}'’ʼ\`-]*)`
const FAMILY = `(?<family>${PARTICLE}*${WORD}(?: ${PARTICLE}*${WORD}){0,3}?)`
const DOTTED = `\\p{Lu}\\p{Ll}?\\.(?:[ -]?\\p{Lu}\\p{Ll}?\\.){0,3}(?:[ -]?\\p{Lu}(?![\\p{L}\\d]))?`
const INITIALS = `(?:${DOTTED}|\\p{Lu}(?:[ -]\\p{Lu}){1,3}(?!\\p{L})|\\p{Lu}{1,4}(?:-\\p{Lu}{1,2}|\\p{Ll}\\p{Lu}?)?(?![\\p{L}\\d]))`
const SUFFIX = `(?:,? (?<suffix>Jr|Sr|II|III|IV|2nd|3rd|4th|5th)\\b\\.?)?`
const STOP = `\\s*(?:[,;.:(&/[“"]|$|(?:and|und|et|y|with)\\s|(?:19|20)\\d\\d)`

const name = (source: string): RegExp => new RegExp(`^${source}`, 'u')

/** Modlin IM; van der Berg J-F Jr; Modlin, I. M.; Bach, PB */
const FAMILY_FIRST = name(`${FAMILY}(?: |, ?)(?<given>${INITIALS})${SUFFIX}(?=${STOP})`)
/** I. M. Modlin */
const INITIALS_FIRST = name(`(?!U\\. ?[SK]\\.)(?<given>${DOTTED}) ?${FAMILY}${SUFFIX}(?=${STOP})`)
/** I M Modlin */
const BARE_FIRST = name(`(?<given>(?:\\p{Lu}{1,2}[ -]){1,3})${FAMILY}${SUFFIX}(?=${STOP})`)
/** The last name of a list whose full stop is missing: Arnold R Guidelines for */
const LAST = name(`${FAMILY}(?: |, ?)(?<given>${INITIALS})${SUFFIX}(?= \\p{Lu})`)
/** The same with a lone name, where two initials tell it from "Vitamin D" and "Phase II". */
const ALONE = name(`${FAMILY} (?<given>(?!I[IVX]|[VX]I)\\p{Lu}{2,3})(?= \\p{Lu}\\p{Ll}+ \\p{Ll})`)
const GIVEN = `\\p{Lu}\\p{Ll}[\\p{L}'’-]+(?: (?:\\p{Lu}\\.?|${WORD})){1,3}`
/** Modlin, Irvin M.: only where a list begins, for a comma separates names too. */
const FULL_FIRST = name(
  `${FAMILY}, (?<given>\\p{Lu}\\p{Ll}[\\p{L}'’-]*(?: (?:\\p{Lu}\\.?|\\p{Lu}\\p{Ll}[\\p{L}'’-]*)){0,2})${SUFFIX}(?=[.:;]|,? (?:and|&) |,? ?\\(|, (?:(?:19|20)\\d\\d|[“"‘']|${GIVEN}[,.]))`,
)
/** Irvin M. Modlin: after "and" behind a name in full. */
const FULL_LATER = name(`(?<given>${WORD}\\.?(?: \\p{Lu}\\.?)*) ${FAMILY}${SUFFIX}(?=[.:;,]| ?\\()`)
/** Zhu L Chen C Shi WJ: no commas at all. */
const BARE = name(`(?:${WORD}(?: ${WORD})? \\p{Lu}{1,3}[\\s.]+){2,}(?<=\\. *)`)
/** Irda Fidrianny, Putri Indah Sari: every name in full. */
const GIVEN_ROW = name(
  `(?:\\p{Lu}\\. )?${GIVEN}(?:(?:, (?:and )?| and )${GIVEN})*(?:(?=, [“"‘'])|(?<=, .*| and .*)(?=\\.\\s|,? et al\\b|\\s*\\())`,
)

const SEPARATOR = /^\s*(?:[,;/]\s*(?:and\b|und\b|&)?|\band\b|\bund\b|&|\bet\b(?!\s+al)|\by\b)\s*/u
const ET_AL = /^[\s,;]*\b(?:et\.?\s*(?:al|coll)\b|and (?:others|colleagues)\b)[.,:;]*/iu
const END = /^[\s,]*(\(?\b(?:eds?|editors?)\b\.?\)?[.,]?)?\s*[.:,]*\s*/iu

const ORGANIZATION =
  /\b(?:Associations?|Institut\p{Ll}*|Soci[eé]t\p{Ll}+|Agency|Administration|Organi[sz]ation|Committee|Council|College|Academy|Department|Ministry|Foundation|Universit\p{Ll}+|Cent(?:er|re)|Groupe?|Network|Nations|Commission|Board|Bureau|Office|Federation|Consortium|Collaborat\p{Ll}+|Investigators|Participants|Alliance|Trust|Union|Service|Company|Inc|Ltd|LLC|GmbH|Pharma\p{L}*|Hospital|Clinic|Registry|Program(?:me)?|Research|Panel|Authority|Initiative|Bank|Team|Task Force|International|National|Library)\b/u

/** A study group inside a list of names; it may have commas in it. */
const GROUP =
  /^(?:on behalf of |for )?(?:the )?(?<group>[^.;:]{2,120}?\b(?:Group|Investigators|Participants|Collaborat\p{Ll}+|Consortium|Network|Committee|Team|Society|Association)(?: \([^()]+\))?)(?=\s*[.;:,]|,?\s*et al\b)/u

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
  return takeList(text) ?? takeRow(text)
}

function takeList(text: string): AuthorList | undefined {
  const authors: CslName[] = []
  let certainty = 1
  let at = 0
  let style: Style
  let separator: RegExpExecArray | null = null
  for (;;) {
    const from = at + (separator?.[0].length ?? 0)
    const next = readName(text.slice(from), authors.length > 0, style)
    if (next === undefined) break
    style ??= next.style
    authors.push(next.name)
    certainty = Math.min(certainty, next.certainty)
    at = from + next.length
    separator = SEPARATOR.exec(text.slice(at))
    if (!separator || ET_AL.test(text.slice(at))) break
  }
  if (authors.length === 0) return undefined
  const etAl = ET_AL.exec(text.slice(at))?.[0] ?? ''
  at += etAl.length
  if (etAl.endsWith(';')) {
    const rest = text.slice(at).trimStart()
    const group = readGroup(rest)
    if (group) {
      authors.push(group.name)
      at = text.length - rest.length + group.length
    }
  }
  if (authors.length === 1 && etAl === '') {
    if (style === 'bare') return undefined
    if (certainty < 0.95) certainty -= 0.1
  }
  return finish(text, {authors, more: etAl !== '', end: at, certainty})
}

function finish(text: string, list: Omit<AuthorList, 'edited'>): AuthorList {
  const [all, editors] = END.exec(text.slice(list.end))!
  return {...list, edited: editors !== undefined, end: list.end + all.length}
}

/** What marks a whole list: names in full, or initials in front without full stops. */
type Style = 'full' | 'bare' | undefined

interface FoundName {
  name: CslName
  length: number
  certainty: number
  style: Style
}

function readName(text: string, isLater: boolean, style: Style): FoundName | undefined {
  const find = (pattern: RegExp, certainty: number, way?: Style): FoundName | undefined => {
    const match = pattern.exec(text)
    if (!match?.groups || (isLater && style !== way && way)) return undefined
    const {family = '', given = '', suffix} = match.groups
    const isFull = way === 'full'
    if (!isLater && ORGANIZATION.test(isFull ? `${family} ${given}` : family)) return undefined
    return {
      name: {family, given: isFull ? given : separateInitials(given), ...(suffix && {suffix})},
      length: match[0].length,
      certainty,
      style: way,
    }
  }
  return (
    find(FAMILY_FIRST, 0.95) ??
    find(INITIALS_FIRST, 0.9) ??
    find(BARE_FIRST, 0.7, 'bare') ??
    readGroup(text) ??
    find(isLater ? FULL_LATER : FULL_FIRST, 0.8, 'full') ??
    (isLater ? find(LAST, 0.8) : find(ALONE, 0.6))
  )
}

function readGroup(text: string): FoundName | undefined {
  const match = GROUP.exec(text)
  const literal = match?.groups?.group
  if (literal === undefined || !isNameLike(literal)) return undefined
  return {name: {literal}, length: match![0].length, certainty: 0.8, style: undefined}
}

/** "IM", "I.M." and "I. M." all become "I M"; "J-F" keeps its hyphen and "Yu" its letters. */
function separateInitials(given: string): string {
  return given
    .replaceAll(/\.\s*-/g, '-')
    .replaceAll(/[.\s]+|(?<=\p{Lu})(?=\p{Lu})/gu, ' ')
    .trim()
}

function takeRow(text: string): AuthorList | undefined {
  const row = (BARE.exec(text) ?? GIVEN_ROW.exec(text))?.[0]
  if (row === undefined || ORGANIZATION.test(row)) return undefined
  const bare = [
    ...row.matchAll(new RegExp(`(${WORD}(?: ${WORD})?) (\\p{Lu}{1,3})(?=[\\s.])`, 'gu')),
  ]
  const authors = BARE.test(text)
    ? bare.map(([, family = '', given = '']) => ({family, given: separateInitials(given)}))
    : row.split(/, (?:and )?| and /).map((words) => {
        const [, given = '', family = ''] = /^(.*) (\S+)$/u.exec(words) ?? []
        return {family, given}
      })
  const etAl = ET_AL.exec(text.slice(row.length))?.[0] ?? ''
  return finish(text, {
    authors,
    more: etAl !== '',
    end: row.length + etAl.length,
    certainty: 0.7,
  })
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
