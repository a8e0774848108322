/** A stored document. The lake knows these five attributes; everything else is the author's. */
export interface SanityDocument {
  _id: string
  _type: string
  /** Id of the transaction that last changed the document. */
  _rev: string
  /** ISO 8601, UTC. */
  _createdAt: string
  /** ISO 8601, UTC. */
  _updatedAt: string
  [attribute: string]: unknown
}

/** What a writer sends: at least a type; the lake fills in the rest. */
export interface DocumentInput {
  _id?: string
  _type: string
  [attribute: string]: unknown
}

export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
