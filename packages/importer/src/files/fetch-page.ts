import type {Problem} from '../problem.ts'
import {tooLarge} from '../read/decode.ts'
import {largestFile} from './read-file.ts'

/** How a page is fetched. */
export interface FetchPageOptions {
  /** By default the one of the platform. */
  fetch?: (address: string, init: RequestInit) => Promise<Response>
  /** Milliseconds until the server is given up; 30 seconds by default. */
  timeout?: number
}

/** The bytes of a page on the web, and what its server says about them. */
export interface FetchedPage {
  bytes: Uint8Array
  /** Its address without what follows a `?` or `#`, for its ending. */
  name: string
  mediaType: string
}

const largest = Math.max(...Object.values(largestFile))

/**
 * Fetches a page from the web.
 *
 * @returns its bytes, or the one problem for which there are none
 * @throws {TypeError} when `address` is no http or https address
 */
export async function fetchPage(
  address: string,
  options: FetchPageOptions = {},
): Promise<FetchedPage | {problem: Problem}> {
  if (!/^https?:\/\//iu.test(address) || !URL.canParse(address)) {
    throw new TypeError(`address must begin with http:// or https://; got ${address}`)
  }
  const {fetch: load = globalThis.fetch, timeout = 30_000} = options
  let response: Response
  let bytes: Uint8Array | number
  try {
    response = await load(address, {
      signal: AbortSignal.timeout(timeout),
      headers: {accept: 'text/html,text/markdown,text/plain;q=0.9,*/*;q=0.5'},
    })
    if (!response.ok) {
      await response.body?.cancel()
      return {problem: notFetched(`its server answered ${response.status}`)}
    }
    bytes = await readBody(response)
  } catch (error) {
    return {problem: notFetched(reasonOf(error))}
  }
  if (typeof bytes === 'number') return {problem: tooLarge(bytes, largest)}
  return {
    bytes,
    name: new URL(response.url || address).pathname,
    mediaType: response.headers.get('content-type') ?? '',
  }
}

/** The body, or the count of bytes after which it was given up. */
async function readBody(response: Response): Promise<Uint8Array | number> {
  const stated = Number(response.headers.get('content-length'))
  if (stated > largest) {
    await response.body?.cancel()
    return stated
  }
  const chunks: Uint8Array[] = []
  let size = 0
  for await (const chunk of response.body ?? []) {
    size += chunk.length
    if (size > largest) return size
    chunks.push(chunk)
  }
  return new Uint8Array(await new Blob(chunks as BlobPart[]).arrayBuffer())
}

/** Why a request failed; the platform hides the reason in the cause of the error. */
function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error)
  if (error.name === 'TimeoutError') return 'its server did not answer in time'
  const cause = error.cause instanceof Error ? error.cause : error
  const code = 'code' in cause ? String(cause.code) : ''
  if (code === 'ENOTFOUND' || code === 'EAI_AGAIN') {
    return 'there is no network, or no server of that name'
  }
  if (code === 'ECONNREFUSED') return 'its server does not accept connections'
  return cause.message || code || error.name
}

function notFetched(reason: string): Problem {
  return {
    code: 'page-not-fetched',
    severity: 'error',
    message: `The page could not be fetched: ${reason}.`,
    place: {start: 0, end: 0},
    hint: 'Check the address and the network, or save the page in a browser and import the file.',
  }
}
