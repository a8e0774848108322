/**
 * Keys that groq-js mishandles: it calls `hasOwnProperty` on documents, assigns `__proto__` and
 * takes an object with `then` for a promise. They get a private-use prefix on the way in and lose
 * it on the way out, in documents, in parameters and in the syntax tree alike.
 */
const PREFIX = '\u{F8FF}'
const HAZARDS: ReadonlySet<string> = new Set(['__proto__', 'hasOwnProperty', 'then'])

const isHazard = (key: string): boolean =>
  HAZARDS.has(key) || (key.startsWith(PREFIX) && isHazard(key.slice(1)))

export const escapeKey = (key: string): string => (isHazard(key) ? PREFIX + key : key)

export const unescapeKey = (key: string): string =>
  key.startsWith(PREFIX) && isHazard(key.slice(1)) ? key.slice(1) : key

/** The hosted service allows 20 levels in a document. */
const MAXIMUM_DEPTH = 500

/**
 * Returns the very same value when there is nothing to escape in it.
 *
 * @throws {RangeError} when the value is nested more than 500 levels deep
 */
export const escapeKeys = (value: unknown): unknown => renameKeys(value, escapeKey, 0)

/** @throws {RangeError} when the value is nested more than 500 levels deep */
export const unescapeKeys = (value: unknown): unknown => renameKeys(value, unescapeKey, 0)

function renameKeys(value: unknown, rename: (key: string) => string, depth: number): unknown {
  if (typeof value !== 'object' || value === null) return value
  if (depth > MAXIMUM_DEPTH) throw new RangeError(`nested more than ${MAXIMUM_DEPTH} levels deep`)
  if (Array.isArray(value)) {
    let changed = false
    const items = value.map((item: unknown) => {
      const renamed = renameKeys(item, rename, depth + 1)
      changed ||= renamed !== item
      return renamed
    })
    return changed ? items : value
  }
  let changed = false
  const entries = Object.entries(value).map(([key, item]: [string, unknown]) => {
    const entry: [string, unknown] = [rename(key), renameKeys(item, rename, depth + 1)]
    changed ||= entry[0] !== key || entry[1] !== item
    return entry
  })
  return changed ? Object.fromEntries(entries) : value
}
