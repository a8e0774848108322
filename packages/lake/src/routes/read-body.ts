import {badRequest, LakeError, tooMany} from '../errors.ts'
import {parseJson} from './parse-json.ts'

/** What the hosted API allows for mutations, in bytes. */
export const MAXIMUM_JSON_BYTES = 4_000_000

/** Bytes of all bodies together of which the end has not come. */
const MAXIMUM_UNFINISHED = 512 * 1024 * 1024

let unfinished = 0

/**
 * @throws {LakeError} 413 as soon as the body is longer than `maximumBytes`, 429 when too many others
 *   are on their way
 */
export async function readBytes(
  request: Request,
  maximumBytes: number,
): Promise<Uint8Array<ArrayBuffer>> {
  const chunks: Uint8Array[] = []
  let length = 0
  try {
    for await (const chunk of request.body ?? []) {
      length += chunk.byteLength
      unfinished += chunk.byteLength
      if (length > maximumBytes) {
        const message = `Request body exceeds limit of ${maximumBytes} bytes`
        throw new LakeError('payloadTooLarge', message, {status: 413})
      }
      if (unfinished > MAXIMUM_UNFINISHED) {
        throw tooMany('the lake is receiving as much as it can; send this again later')
      }
      chunks.push(chunk)
    }
  } finally {
    unfinished -= length
  }
  const bytes = new Uint8Array(length)
  let offset = 0
  for (const chunk of chunks) {
    bytes.set(chunk, offset)
    offset += chunk.byteLength
  }
  return bytes
}

/** @throws {LakeError} 413 when the body is too long, 400 when it is not JSON in UTF-8 */
export async function readJson(request: Request): Promise<unknown> {
  const bytes = await readBytes(request, MAXIMUM_JSON_BYTES)
  try {
    return parseJson(new TextDecoder('utf-8', {fatal: true}).decode(bytes))
  } catch (error) {
    if (error instanceof LakeError) throw error
    throw badRequest('the request body is not valid JSON', error)
  }
}
