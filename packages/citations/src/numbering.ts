/** Where a source is cited whose document is not there, or whose reference is empty. */
export interface MissingCitation {
  /** The published id that the mark names; empty when the mark holds no id at all. */
  id: string
  /** The number that its slot keeps on the page; `undefined` when the mark names no source. */
  number: number | undefined
  /** `_key`s and field names from the top of the content down to the mark. */
  path: (string | number)[]
}

/** The numbers of one page. Built by {@link numberCitations}, and by nothing else. */
export interface CitationNumbering {
  /** Published ids of the cited sources; the first one has number 1. */
  order: string[]
  /** Looks up a source by any of its ids (published, draft or version). */
  numberOf(id: string): number | undefined
  missing: MissingCitation[]
}

export interface NumberCitationsOptions {
  /** Tells whether a source exists, by its published id. Without it every named source counts. */
  resolve?: (id: string) => boolean
}

/** The published id behind a draft ("drafts.x") or a version ("versions.release.x"), as Sanity names them. */
export function publishedId(id: string): string {
  return id.replace(/^(?:drafts\.|versions\.[^.]+\.)/, '')
}

/**
 * Numbers the sources of a whole page by order of first appearance (AMA Manual of Style, 11th
 * edition, section 3.6); a source keeps its number wherever it comes again.
 *
 * The walk goes through arrays and objects in the order in which they stand and looks into
 * sections that are already dereferenced. A place that cites is any object with a `citations`
 * array: a `citationMark` in text, a statistic, a claim, an approval. A source that `resolve` does
 * not know still takes its number, so that its slot stays visible, and is listed in `missing`.
 */
export function numberCitations(
  content: unknown,
  options: NumberCitationsOptions = {},
): CitationNumbering {
  const {resolve = () => true} = options
  const numbers = new Map<string, number>()
  const missing: MissingCitation[] = []
  const within = new Set<object>()

  const cite = (reference: unknown, path: (string | number)[]) => {
    const id = referencedId(reference)
    if (id === undefined) {
      missing.push({id: '', number: undefined, path})
      return
    }
    const number = numbers.get(id) ?? numbers.size + 1
    numbers.set(id, number)
    if (!resolve(id)) missing.push({id, number, path})
  }

  const walk = (value: unknown, path: (string | number)[]) => {
    if (typeof value !== 'object' || value === null || within.has(value)) return
    within.add(value)
    if (Array.isArray(value)) {
      for (const [index, item] of value.entries()) walk(item, [...path, keyOf(item) ?? index])
    } else {
      const fields = value as Record<string, unknown>
      if (fields._type === 'citationMark' && !arrayOf(fields.citations)?.length) {
        cite(undefined, path)
      }
      for (const [name, child] of Object.entries(inReadingOrder(fields))) {
        const references = name === 'citations' ? arrayOf(child) : undefined
        if (references) for (const reference of references) cite(reference, path)
        else walk(child, [...path, name])
      }
    }
    within.delete(value)
  }

  walk(content, [])
  return {
    order: [...numbers.keys()],
    numberOf: (id) => numbers.get(publishedId(id)),
    missing,
  }
}

/**
 * The marks of text inside a block stand in `children`; `markDefs` only define what they point to.
 * A field order of the wire must not decide which comes first.
 */
function inReadingOrder(fields: Record<string, unknown>): Record<string, unknown> {
  if (fields._type !== 'block' || !Array.isArray(fields.children)) return fields
  const {children, ...rest} = fields
  return {children, ...rest}
}

function referencedId(reference: unknown): string | undefined {
  if (typeof reference !== 'object' || reference === null) return undefined
  const {_ref, _id} = reference as {_ref?: unknown; _id?: unknown}
  const id = _ref ?? _id
  return typeof id === 'string' && id !== '' ? publishedId(id) : undefined
}

function arrayOf(value: unknown): unknown[] | undefined {
  return Array.isArray(value) ? value : undefined
}

function keyOf(item: unknown): string | undefined {
  const key = (item as {_key?: unknown} | null | undefined)?._key
  return typeof key === 'string' ? key : undefined
}
