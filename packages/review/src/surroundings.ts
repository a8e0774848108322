import {contentDigest} from './content-digest.ts'

type Fields = Readonly<Record<string, unknown>>

/** A kind of block that shows parts of another document inside a page. */
export interface ComposedSection {
  /** `_type` of the block. */
  type: string
  /** The block's reference to the other document. */
  field: string
  /** The fields of the other document that the page shows. */
  shows: readonly string[]
}

/** Something that a page shows of another document and that is not as it was approved. */
export interface SurroundingChange {
  code: 'source-retracted' | 'section-changed' | 'section-gone'
  /** Id of the other document. */
  id: string
  message: string
}

/** Looks up the documents around a page. */
export interface Surroundings {
  /** The published document as it is. */
  now: (id: string) => Fields | null
  /** The document as it could be read at the time of the approval: as published, as a draft. */
  atApproval: (id: string) => readonly (Fields | null)[]
}

/**
 * What a page shows of others and a reviewer has not seen: a source that it cites was retracted
 * since the approval, or a drug class or therapy that it is composed of changed.
 */
export function findSurroundingChanges(
  document: Fields,
  sections: readonly ComposedSection[],
  {now, atApproval}: Surroundings,
): SurroundingChange[] {
  const retracted = citedIds(document).flatMap((id): SurroundingChange[] => {
    const source = now(id)
    if (!isRetracted(source) || atApproval(id).some(isRetracted)) return []
    return [
      {
        code: 'source-retracted',
        id,
        message: `The source “${titleOf(source, id)}” was retracted after the approval. Replace it, then submit the text for review again.`,
      },
    ]
  })
  const changed = composedParts(document, sections).flatMap(({id, shows}): SurroundingChange[] => {
    const part = now(id)
    const before = atApproval(id)
    if (part === null) {
      if (before.includes(null)) return []
      const title = titleOf(before[0] ?? null, id)
      const message = `“${title}”, which this page shows, is not public any more. Take it out, or submit the page for review again.`
      return [{code: 'section-gone', id, message}]
    }
    const shown = digestOfParts(part, shows)
    if (before.some((earlier) => earlier !== null && digestOfParts(earlier, shows) === shown)) {
      return []
    }
    const message = `“${titleOf(part, id)}”, which this page shows, changed after the approval. Submit the page for review again, so that it is approved as it will look.`
    return [{code: 'section-changed', id, message}]
  })
  return [...retracted, ...changed]
}

/** Ids of every document in a `citations` array, in reading order, each once. */
export function citedIds(value: unknown): string[] {
  const ids = new Set<string>()
  visit(value, (object) => {
    const {citations} = object
    if (!Array.isArray(citations)) return
    for (const reference of citations as unknown[]) {
      const id = referenceOf(reference)
      if (id !== undefined) ids.add(id)
    }
  })
  return [...ids]
}

/** Ids of the documents that a page is composed of, with the fields that it shows of them. */
export function composedParts(
  value: unknown,
  sections: readonly ComposedSection[],
): {id: string; shows: readonly string[]}[] {
  const parts: {id: string; shows: readonly string[]}[] = []
  visit(value, (object) => {
    const section = sections.find(({type}) => type === object['_type'])
    const id = section && referenceOf(object[section.field])
    if (section && id !== undefined) parts.push({id, shows: section.shows})
  })
  return parts
}

function visit(value: unknown, see: (object: Fields) => void): void {
  if (Array.isArray(value)) {
    for (const item of value) visit(item, see)
    return
  }
  if (typeof value !== 'object' || value === null) return
  const object: Fields = {...value}
  see(object)
  for (const child of Object.values(object)) visit(child, see)
}

function referenceOf(value: unknown): string | undefined {
  if (typeof value !== 'object' || value === null || !('_ref' in value)) return undefined
  return typeof value._ref === 'string' ? value._ref : undefined
}

function digestOfParts(document: Fields, shows: readonly string[]): string {
  return contentDigest(Object.fromEntries(shows.map((field) => [field, document[field]])))
}

function isRetracted(source: Fields | null): boolean {
  const integrity = source?.['integrity']
  return (
    typeof integrity === 'object' &&
    integrity !== null &&
    'status' in integrity &&
    integrity.status === 'retracted'
  )
}

function titleOf(document: Fields | null, id: string): string {
  const title = document?.['name'] ?? document?.['title']
  return typeof title === 'string' && title !== '' ? title : id
}
