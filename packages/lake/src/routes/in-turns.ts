/** After so much time other requests get their turn, in milliseconds. */
const SLICE_MS = 10

/**
 * Goes through a long list without keeping other requests waiting.
 *
 * @returns what `look` found, without `undefined`
 */
export async function inTurns<T, R>(
  items: Iterable<T>,
  look: (item: T) => R | undefined,
): Promise<R[]> {
  const found: R[] = []
  let started = performance.now()
  for (const item of items) {
    const result = look(item)
    if (result !== undefined) found.push(result)
    if (performance.now() - started < SLICE_MS) continue
    await new Promise<void>((resolve) => void setImmediate(resolve))
    started = performance.now()
  }
  return found
}

/** The first item that passes, found without keeping other requests waiting. */
export async function findInTurns<T>(
  items: Iterable<T>,
  passes: (item: T) => boolean,
): Promise<T | undefined> {
  let started = performance.now()
  for (const item of items) {
    if (passes(item)) return item
    if (performance.now() - started < SLICE_MS) continue
    await new Promise<void>((resolve) => void setImmediate(resolve))
    started = performance.now()
  }
  return undefined
}
