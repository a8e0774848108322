export interface ImageInfo {
  extension: string
  mimeType: string
  width: number
  height: number
  hasAlpha: boolean
}

/**
 * Reads format and size from the first bytes of an image: PNG, JPEG, GIF, WebP or SVG.
 *
 * @returns `null` for anything else, or when the header is damaged
 */
export function readImageInfo(bytes: Uint8Array): ImageInfo | null {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  try {
    const info =
      readPng(view) ?? readGif(view) ?? readJpeg(view) ?? readWebp(view) ?? readSvg(bytes)
    return info && info.width > 0 && info.height > 0 ? info : null
  } catch (error) {
    // Reading past the end means a damaged file.
    if (error instanceof RangeError) return null
    throw error
  }
}

function text(view: DataView, offset: number, length: number): string {
  if (offset + length > view.byteLength) return ''
  return String.fromCharCode(...new Uint8Array(view.buffer, view.byteOffset + offset, length))
}

/** ISO/IEC 15948, 11.2.2: IHDR is the first chunk. */
function readPng(view: DataView): ImageInfo | null {
  if (text(view, 1, 3) !== 'PNG' || text(view, 12, 4) !== 'IHDR') return null
  const colourType = view.getUint8(25)
  return {
    extension: 'png',
    mimeType: 'image/png',
    width: view.getUint32(16),
    height: view.getUint32(20),
    hasAlpha: colourType === 4 || colourType === 6,
  }
}

function readGif(view: DataView): ImageInfo | null {
  if (!/^GIF8[79]a$/.test(text(view, 0, 6))) return null
  return {
    extension: 'gif',
    mimeType: 'image/gif',
    width: view.getUint16(6, true),
    height: view.getUint16(8, true),
    hasAlpha: true,
  }
}

/** ITU-T T.81, B.2.2: the size stands in the start-of-frame segment. */
function readJpeg(view: DataView): ImageInfo | null {
  if (view.byteLength < 4 || view.getUint16(0) !== 0xff_d8) return null
  let offset = 2
  while (offset + 9 < view.byteLength) {
    if (view.getUint8(offset) !== 0xff) return null
    const marker = view.getUint8(offset + 1)
    if (marker === 0xff) {
      offset += 1
      continue
    }
    const isFrame = marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker)
    if (isFrame) {
      return {
        extension: 'jpg',
        mimeType: 'image/jpeg',
        width: view.getUint16(offset + 7),
        height: view.getUint16(offset + 5),
        hasAlpha: false,
      }
    }
    offset += 2 + view.getUint16(offset + 2)
  }
  return null
}

/** RFC 9649, 2.5 to 2.7. */
function readWebp(view: DataView): ImageInfo | null {
  if (text(view, 0, 4) !== 'RIFF' || text(view, 8, 4) !== 'WEBP') return null
  const image = {extension: 'webp', mimeType: 'image/webp'}
  const uint24 = (offset: number) =>
    view.getUint16(offset, true) | (view.getUint8(offset + 2) << 16)
  switch (text(view, 12, 4)) {
    case 'VP8X':
      return {
        ...image,
        width: uint24(24) + 1,
        height: uint24(27) + 1,
        hasAlpha: (view.getUint8(20) & 0x10) !== 0,
      }
    case 'VP8L': {
      const bits = view.getUint32(21, true)
      return {
        ...image,
        width: (bits & 0x3f_ff) + 1,
        height: ((bits >>> 14) & 0x3f_ff) + 1,
        hasAlpha: ((bits >>> 28) & 1) === 1,
      }
    }
    case 'VP8 ':
      return {
        ...image,
        width: view.getUint16(26, true) & 0x3f_ff,
        height: view.getUint16(28, true) & 0x3f_ff,
        hasAlpha: false,
      }
    default:
      return null
  }
}

/** From `width` and `height` in pixels, else from `viewBox`. */
function readSvg(bytes: Uint8Array): ImageInfo | null {
  const head = new TextDecoder().decode(bytes.subarray(0, 16_384))
  const tag = /<svg\b[^>]*>/i.exec(head)?.[0]
  if (tag === undefined) return null
  const pixels = (name: string) =>
    Number(new RegExp(`\\s${name}\\s*=\\s*["']\\s*([\\d.]+)(?:px)?\\s*["']`).exec(tag)?.[1])
  const box = /\sviewBox\s*=\s*["']([^"']+)["']/
    .exec(tag)?.[1]
    ?.trim()
    .split(/[\s,]+/)
  const width = pixels('width') || Number(box?.[2])
  const height = pixels('height') || Number(box?.[3])
  if (!Number.isFinite(width) || !Number.isFinite(height)) return null
  return {
    extension: 'svg',
    mimeType: 'image/svg+xml',
    width: Math.round(width),
    height: Math.round(height),
    hasAlpha: true,
  }
}
