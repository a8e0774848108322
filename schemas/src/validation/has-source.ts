/**
 * Counts the references to `citation` documents anywhere in a document: in citation marks, claims,
 * statistics, approvals and side effects.
 */
export function countSources(value: unknown): number {
  if (Array.isArray(value)) return value.reduce<number>((sum, item) => sum + countSources(item), 0)
  if (typeof value !== 'object' || value === null) return 0
  return Object.entries(value).reduce(
    (sum, [key, child]) =>
      sum + (key === 'citations' && Array.isArray(child) ? child.length : countSources(child)),
    0,
  )
}

/** Validation for documents that may not be published without a source. It points at their text. */
export function requireSource(value: unknown): true | {message: string; paths: string[][]} {
  return countSources(value) > 0
    ? true
    : {
        message:
          'Nothing here names a source. Add a citation to the text, or a statement with its source.',
        paths: [['body']],
      }
}
