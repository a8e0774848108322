import {numberCitations} from '@net-therapies/citations'

/** A citation document as the reference list prints it. */
export interface CitationSource {
  _id: string
  title?: string | null
  integrity?: {status?: string} | null
}

/** One place in the text that cites a source. */
export interface Occurrence {
  number: number
  /** 1 for the first place that cites this source, 2 for the second, … */
  occurrence: number
}

/** One entry of the reference list. */
export interface Reference {
  number: number
  id: string
  /** `undefined` when the source is not published or was deleted. */
  citation: CitationSource | undefined
  /** How many places cite it. */
  occurrences: number
}

/** The numbers of one page, shared by its marks and its reference list. */
export interface PageCitations {
  references: Reference[]
  /** The numbers of one mark, from its own `citations` array, in the order in which they stand. */
  occurrencesOf(citations: readonly unknown[] | null | undefined): Occurrence[]
}

/**
 * Numbers the sources of a page by order of first appearance.
 *
 * `content` is everything that the page shows, in reading order. Marks are found again by the
 * identity of their `citations` array, so components have to be given the same values.
 */
export function citePage(
  content: unknown,
  citations: readonly CitationSource[] | null | undefined,
): PageCitations {
  const sources = new Map((citations ?? []).map((citation) => [citation._id, citation]))
  const numbering = numberCitations(content, {resolve: (id) => sources.has(id)})
  const counts = new Map<number, number>()
  const marks = new Map<readonly unknown[], Occurrence[]>()

  const walk = (value: unknown) => {
    if (typeof value !== 'object' || value === null) return
    if (Array.isArray(value)) {
      for (const item of value) walk(item)
      return
    }
    for (const [name, child] of Object.entries(value)) {
      if (name !== 'citations' || !Array.isArray(child)) walk(child)
      else if (!marks.has(child)) marks.set(child, occurrencesIn(child))
    }
  }

  const occurrencesIn = (references: readonly unknown[]): Occurrence[] => {
    const numbers = new Set<number>()
    for (const reference of references) {
      const id = (reference as {_ref?: unknown} | null)?._ref
      const number = typeof id === 'string' ? numbering.numberOf(id) : undefined
      if (number !== undefined) numbers.add(number)
    }
    return [...numbers].map((number) => {
      const occurrence = (counts.get(number) ?? 0) + 1
      counts.set(number, occurrence)
      return {number, occurrence}
    })
  }

  walk(content)
  return {
    references: numbering.order.map((id, index) => ({
      number: index + 1,
      id,
      citation: sources.get(id),
      occurrences: counts.get(index + 1) ?? 0,
    })),
    occurrencesOf: (references) => (references && marks.get(references)) ?? [],
  }
}

/** Whether a value names at least one source. Facts without one are not shown. */
export function hasSource(value: {citations?: readonly unknown[] | null}): boolean {
  return (value.citations?.length ?? 0) > 0
}
