/** Milliseconds after which a registry is taken for silent. */
const PATIENCE = 10_000

/**
 * Gets the answer of a registry; `undefined` where it knows no such source.
 *
 * @throws {Error} without a network, or when the registry refuses
 */
export async function fetchRegistry(url: string): Promise<string | undefined> {
  const {host} = new URL(url)
  const response = await fetch(url, {
    headers: {'user-agent': 'net-therapies'},
    signal: AbortSignal.timeout(PATIENCE),
  }).catch((error: unknown) => {
    throw new Error(`${host} cannot be reached.`, {cause: error})
  })
  if (response.status === 404) return undefined
  if (!response.ok) throw new Error(`${host} answered ${response.status}.`)
  return response.text()
}
