/** A stored document as the lake keeps it: JSON with an id and, nearly always, a type. */
export interface SanityDocument {
  _id: string
  _type: string
  [key: string]: unknown
}

export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** The id a document is published under: `drafts.x` and `versions.<release>.x` both give `x`. */
export function publishedId(id: string): string {
  if (id.startsWith('drafts.')) return id.slice('drafts.'.length)
  if (id.startsWith('versions.')) {
    const dot = id.indexOf('.', 'versions.'.length)
    if (dot > 0 && dot + 1 < id.length) return id.slice(dot + 1)
  }
  return id
}

/** `null` for anything that is not `versions.<release>.<id>`. */
export function releaseOf(id: string): string | null {
  if (publishedId(id) === id || !id.startsWith('versions.')) return null
  return id.slice('versions.'.length, id.indexOf('.', 'versions.'.length))
}
