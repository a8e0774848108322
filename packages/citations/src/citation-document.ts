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
  /** What the document is, in words: “package insert”. */
  genre?: string
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

type Table = readonly (readonly [document: string, csl: string])[]

/**
 * The two-way mapping: field of the document, variable of CSL-JSON (CSL 1.0.2, appendix IV, and the
 * schema `csl-data.json`).
 */
const MAPPING = [
  ['kind', 'type'],
  ['genre', 'genre'],
  ['title', 'title'],
  ['authors', 'author'],
  ['editors', 'editor'],
  ['containerTitle', 'container-title'],
  ['containerTitleShort', 'container-title-short'],
  ['issued', 'issued'],
  ['volume', 'volume'],
  ['issue', 'issue'],
  ['pages', 'page'],
  ['articleNumber', 'number'],
  ['publisher', 'publisher'],
  ['publisherPlace', 'publisher-place'],
  ['edition', 'edition'],
  ['doi', 'DOI'],
  ['pmid', 'PMID'],
  ['pmcid', 'PMCID'],
  ['issn', 'ISSN'],
  ['isbn', 'ISBN'],
  ['url', 'URL'],
  ['accessed', 'accessed'],
] as const satisfies readonly (readonly [keyof CitationDocument, keyof CslItem])[]

/** The parts of a name on both sides (CSL 1.0.2, "Names"). */
const NAME_PARTS = [
  ['family', 'family'],
  ['given', 'given'],
  ['particle', 'non-dropping-particle'],
  ['suffix', 'suffix'],
  ['literal', 'literal'],
] as const satisfies readonly (readonly [keyof CitationAuthor, keyof CslName])[]

/** Fields that CSL has no variable for; they travel under the same name in `custom`. */
const CUSTOM_FIELDS: Table = (
  [
    'authorsEtAl',
    'archiveUrl',
    'archivedAt',
    'evidenceType',
    'integrity',
    'verbatim',
    'parseConfidence',
  ] as const satisfies readonly (keyof CitationDocument)[]
).map((field) => [field, field])

/**
 * Turns a `citation` document into CSL-JSON. What CSL has no variable for goes into `custom`, which
 * the schema sets aside for it; what neither side knows is returned in `unmapped`.
 */
export function toCsl(document: CitationDocument): {csl: CslItem; unmapped: UnmappedField[]} {
  const mapped = translate(document, MAPPING, 0, (variable, value, report) =>
    Array.isArray(value)
      ? value.map((author: CitationAuthor, index) => {
          const name = translate(author, NAME_PARTS, 0)
          report(name.unmapped, index)
          return name.result
        })
      : isDate(variable)
        ? toCslDate(String(value))
        : value,
  )
  const {result: custom, unmapped} = translate(
    Object.fromEntries(mapped.unmapped.map(({field, value}) => [field, value])),
    CUSTOM_FIELDS,
    0,
  )
  const csl = {
    ...(document._id !== undefined && {id: document._id}),
    type: 'article-journal',
    ...mapped.result,
    ...(Object.keys(custom).length > 0 && {custom}),
  }
  return {csl, unmapped}
}

export interface FromCslOptions {
  /** The reference word for word as it was found; kept in the document. */
  verbatim?: string
  /** How sure the parser was, by CSL variable, from 0 to 1. */
  confidence?: Partial<Record<string, number>>
}

/**
 * Turns CSL-JSON into a `citation` document, by the same table as {@link toCsl}. Array keys are made
 * from field and position. What the document has no field for is returned in `unmapped`.
 */
export function fromCsl(
  csl: CslItem,
  options: FromCslOptions = {},
): {document: CitationDocument; unmapped: UnmappedField[]} {
  const {id, custom: extra = {}, ...item} = csl
  const mapped = translate(item, MAPPING, 1, (variable, value, report) => {
    if (Array.isArray(value)) {
      const field = MAPPING.find((row) => row[1] === variable)?.[0]
      return value.map((author: CslName, index) => {
        const name = translate(author, NAME_PARTS, 1)
        report(name.unmapped, index)
        return {_key: `${field}-${index}`, _type: 'author', ...name.result}
      })
    }
    if (!isDate(variable)) return String(value)
    const date = fromCslDate(value as CslDate)
    if (date !== undefined && JSON.stringify(toCslDate(date)) !== JSON.stringify(value))
      report([{field: '', value}])
    return date
  })
  const custom = translate(extra, CUSTOM_FIELDS, 1)
  const confidence = Object.entries(options.confidence ?? {}).map(([variable, value]) => ({
    _key: `confidence-${variable}`,
    field: MAPPING.find((row) => row[1] === variable)?.[0] ?? variable,
    confidence: value,
  }))
  return {
    document: {
      ...(id !== undefined && {_id: id}),
      ...mapped.result,
      ...custom.result,
      ...(options.verbatim !== undefined && {verbatim: options.verbatim}),
      ...(confidence.length > 0 && {parseConfidence: confidence}),
      _type: 'citation',
    } as CitationDocument,
    unmapped: [
      ...mapped.unmapped,
      ...custom.unmapped.map(({field, value}) => ({field: `custom.${field}`, value})),
    ],
  }
}

type Report = (unmapped: readonly UnmappedField[], index?: number) => void

/** Renames the fields of one side to those of the other; fields that begin with "_" are keys. */
function translate(
  source: object,
  table: Table,
  from: 0 | 1,
  convert: (variable: string, value: unknown, report: Report) => unknown = (_, value) => value,
): {result: Record<string, unknown>; unmapped: UnmappedField[]} {
  const result: Record<string, unknown> = {}
  const unmapped: UnmappedField[] = []
  for (const [name, value] of Object.entries(source)) {
    const isEmpty = !value || (Array.isArray(value) && value.length === 0)
    if (isEmpty || name.startsWith('_')) continue
    const row = table.find((candidate) => candidate[from] === name)
    const converted =
      row &&
      convert(row[1], value, (left, index) => {
        for (const {field, value: part} of left)
          unmapped.push({
            field: index === undefined ? name : `${name}[${index}].${field}`,
            value: part,
          })
      })
    if (row && converted !== undefined) result[row[from ? 0 : 1]] = converted
    else unmapped.push({field: name, value})
  }
  return {result, unmapped}
}

function isDate(variable: string): boolean {
  return variable === 'issued' || variable === 'accessed'
}
