import {inflateRawSync} from 'node:zlib'

/** A file in a zip archive. */
export interface ZipEntry {
  name: string
  /** Reads the file, up to `most` bytes. @returns `undefined` if it is larger or damaged */
  read: (most: number) => Uint8Array | undefined
}

const endSignature = 0x06054b50
const entrySignature = 0x02014b50
const localSignature = 0x04034b50

/** Files in an archive; a Word file has about 20, and one for each of its images. */
const mostEntries = 5000

/**
 * Lists the files of a zip archive from its central directory, without unpacking any.
 *
 * @returns `undefined` if the archive is damaged or has too many files
 */
export function listZipEntries(bytes: Uint8Array): ZipEntry[] | undefined {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const end = findEnd(view)
  if (end === undefined) return undefined
  const count = view.getUint16(end + 10, true)
  if (count > mostEntries) return undefined
  const entries: ZipEntry[] = []
  let at = view.getUint32(end + 16, true)
  for (let index = 0; index < count; index += 1) {
    if (at + 46 > view.byteLength || view.getUint32(at, true) !== entrySignature) return undefined
    const nameLength = view.getUint16(at + 28, true)
    const method = view.getUint16(at + 10, true)
    const size = view.getUint32(at + 20, true)
    const local = view.getUint32(at + 42, true)
    const name = new TextDecoder().decode(bytes.subarray(at + 46, at + 46 + nameLength))
    entries.push({name, read: (most) => readEntry(bytes, view, {method, size, local}, most)})
    at += 46 + nameLength + view.getUint16(at + 30, true) + view.getUint16(at + 32, true)
  }
  return entries
}

/** The record at the end of an archive; a comment of up to 64 KB may follow it. */
function findEnd(view: DataView): number | undefined {
  for (let at = view.byteLength - 22; at >= Math.max(0, view.byteLength - 22 - 65_535); at -= 1) {
    if (view.getUint32(at, true) === endSignature) return at
  }
  return undefined
}

function readEntry(
  bytes: Uint8Array,
  view: DataView,
  {method, size, local}: {method: number; size: number; local: number},
  most: number,
): Uint8Array | undefined {
  if (local + 30 > view.byteLength || view.getUint32(local, true) !== localSignature)
    return undefined
  const start = local + 30 + view.getUint16(local + 26, true) + view.getUint16(local + 28, true)
  if (start + size > bytes.length) return undefined
  const packed = bytes.subarray(start, start + size)
  if (method === 0) return size <= most ? packed : undefined
  if (method !== 8) return undefined
  try {
    return inflateRawSync(packed, {maxOutputLength: most})
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : ''
    if (code === 'ERR_BUFFER_TOO_LARGE' || code.startsWith('Z_')) return undefined
    throw error
  }
}
