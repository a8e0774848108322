import {type CslDate, type CslItem, type CslName, fromCslDate, toCslDate} from './csl.ts'

/** An author or editor inside a `citation` document. */
export interface CitationAuthor {
  _key: string
  _type: 'author'
  family?: string
  given?: string
  particle?: string
  suffix?: string
  /** The name of an institution; the other names are then empty. */
  literal?: string
}

/** What is known about a source after it appeared. */
export interface CitationIntegrity {
  status?: 'ok' | 'corrected' | 'concern' | 'retracted'
  checkedAt?: string
  source?: string
  noticeDoi?: string
}

/** A `citation` document of the content model. Dates are "2018", "2018-10" or "2018-10-23". */
export interface CitationDocument {
  _id?: string
  _type: 'citation'
  /** The CSL type, "article-journal" when not given. */
  kind?: string
  title?: string
  authors?: CitationAuthor[]
  /** The list of authors in the source ended in "et al". */
  authorsEtAl?: boolean
  containerTitle?: string
  containerTitleShort?: string
  issued?: string
  volume?: string
  issue?: string
  pages?: string
  articleNumber?: string
  publisher?: string
  publisherPlace?: string
  edition?: string
  editors?: CitationAuthor[]
  doi?: string
  pmid?: string
  pmcid?: string
  issn?: string
  isbn?: string
  url?: string
  accessed?: string
  archiveUrl?: string
  archivedAt?: string
  evidenceType?: string
  integrity?: CitationIntegrity
  /** The reference word for word as it was found. */
  verbatim?: string
  parseConfidence?: {_key: string; field: string; confidence: number}[]
}

/** A value that the other side has no field for. It is left where it was, and reported here. */
export interface UnmappedField {
  field: string
  value: unknown
}

type DocumentField = Exclude<keyof CitationDocument, '_id' | '_type'>
type CslField = Exclude<keyof CslItem, 'id' | 'custom'>

/** The two-way mapping, one row a field: document field, CSL-JSON variable, kind of value. */
const MAPPING: readonly (readonly [DocumentField, CslField, 'text' | 'names' | 'date'])[] = [
  ['kind', 'type', 'text'],
  ['title', 'title', 'text'],
  ['authors', 'author', 'names'],
  ['editors', 'editor', 'names'],
  ['containerTitle', 'container-title', 'text'],
  ['containerTitleShort', 'container-title-short', 'text'],
  ['issued', 'issued', 'date'],
  ['volume', 'volume', 'text'],
  ['issue', 'issue', 'text'],
  ['pages', 'page', 'text'],
  ['articleNumber', 'number', 'text'],
  ['publisher', 'publisher', 'text'],
  ['publisherPlace', 'publisher-place', 'text'],
  ['edition', 'edition', 'text'],
  ['doi', 'DOI', 'text'],
  ['pmid', 'PMID', 'text'],
  ['pmcid', 'PMCID', 'text'],
  ['issn', 'ISSN', 'text'],
  ['isbn', 'ISBN', 'text'],
  ['url', 'URL', 'text'],
  ['accessed', 'accessed', 'date'],
]

/** Fields that CSL has no variable for; they travel under the same name in `custom`. */
const CUSTOM_FIELDS = [
  'authorsEtAl',
  'archiveUrl',
  'archivedAt',
  'evidenceType',
  'integrity',
  'verbatim',
  'parseConfidence',
] as const satisfies readonly DocumentField[]

/** Turns a `citation` document into CSL-JSON. What CSL has no variable for goes into `custom`. */
export function toCsl(document: CitationDocument): {csl: CslItem; unmapped: UnmappedField[]} {
  const source: Record<string, unknown> = {...document}
  const csl: Record<string, unknown> = {type: 'article-journal'}
  if (document._id !== undefined) csl.id = document._id
  const unmapped: UnmappedField[] = []
  for (const [field, variable, kind] of MAPPING) {
    const value = source[field]
    if (isEmpty(value)) continue
    const converted =
      kind === 'text'
        ? value
        : kind === 'names'
          ? (value as CitationAuthor[]).map(toCslName)
          : toCslDate(value as string)
    if (converted === undefined) unmapped.push({field, value})
    else csl[variable] = converted
  }
  const custom: Record<string, unknown> = {}
  for (const field of CUSTOM_FIELDS) if (!isEmpty(source[field])) custom[field] = source[field]
  if (Object.keys(custom).length > 0) csl.custom = custom
  unmapped.push(...leftOver(source, [...MAPPING.map(([field]) => field), ...CUSTOM_FIELDS]))
  return {csl: csl as unknown as CslItem, unmapped}
}

export interface FromCslOptions {
  /** The reference word for word as it was found; kept in the document. */
  verbatim?: string
  /** How sure the parser was, by CSL variable, from 0 to 1. */
  confidence?: Partial<Record<string, number>>
}

/** Turns CSL-JSON into a `citation` document. Array keys are made from field and position. */
export function fromCsl(
  csl: CslItem,
  options: FromCslOptions = {},
): {document: CitationDocument; unmapped: UnmappedField[]} {
  const source: Record<string, unknown> = {...csl}
  const document: Record<string, unknown> = {_type: 'citation'}
  if (csl.id !== undefined) document._id = csl.id
  const unmapped: UnmappedField[] = []
  for (const [field, variable, kind] of MAPPING) {
    const value = source[variable]
    if (isEmpty(value)) continue
    if (kind === 'text') document[field] = String(value)
    else if (kind === 'names') {
      document[field] = (value as CslName[]).map((name, index) =>
        fromCslName(name, `${field}-${index}`),
      )
      for (const [index, name] of (value as CslName[]).entries()) {
        unmapped.push(
          ...leftOver({...name}, [
            'family',
            'given',
            'suffix',
            'literal',
            'non-dropping-particle',
          ]).map((left) => ({...left, field: `${variable}[${index}].${left.field}`})),
        )
      }
    } else {
      const date = fromCslDate(value as CslDate)
      if (date !== undefined) document[field] = date
      const returned = date === undefined ? undefined : toCslDate(date)
      if (JSON.stringify(returned) !== JSON.stringify(value))
        unmapped.push({field: variable, value})
    }
  }
  const custom = csl.custom ?? {}
  for (const field of CUSTOM_FIELDS) if (!isEmpty(custom[field])) document[field] = custom[field]
  if (options.verbatim !== undefined) document.verbatim = options.verbatim
  const confidence = Object.entries(options.confidence ?? {})
  if (confidence.length > 0) {
    document.parseConfidence = confidence.map(([field, value]) => ({
      _key: `confidence-${field}`,
      field: MAPPING.find(([, variable]) => variable === field)?.[0] ?? field,
      confidence: value,
    }))
  }
  unmapped.push(
    ...leftOver(source, ['id', 'custom', ...MAPPING.map(([, variable]) => variable)]),
    ...leftOver({...custom}, CUSTOM_FIELDS).map((left) => ({
      ...left,
      field: `custom.${left.field}`,
    })),
  )
  return {document: document as unknown as CitationDocument, unmapped}
}

function toCslName(author: CitationAuthor): CslName {
  const {family, given, particle, suffix, literal} = author
  return {
    ...(family && {family}),
    ...(given && {given}),
    ...(particle && {'non-dropping-particle': particle}),
    ...(suffix && {suffix}),
    ...(literal && {literal}),
  }
}

function fromCslName(name: CslName, key: string): CitationAuthor {
  const {family, given, suffix, literal} = name
  const particle = name['non-dropping-particle']
  return {
    _key: key,
    _type: 'author',
    ...(family && {family}),
    ...(given && {given}),
    ...(particle && {particle}),
    ...(suffix && {suffix}),
    ...(literal && {literal}),
  }
}

function leftOver(source: Record<string, unknown>, known: readonly string[]): UnmappedField[] {
  return Object.entries(source)
    .filter(([field, value]) => !field.startsWith('_') && !known.includes(field) && !isEmpty(value))
    .map(([field, value]) => ({field, value}))
}

function isEmpty(value: unknown): boolean {
  return (
    value === undefined ||
    value === null ||
    value === '' ||
    value === false ||
    (Array.isArray(value) && value.length === 0)
  )
}
