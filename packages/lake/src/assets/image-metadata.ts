import {blurHash} from './blur-hash.ts'
import {type ImageInfo, readImageInfo} from './image-size.ts'
import {type PaletteName, paletteOf, type Swatch} from './palette.ts'
import {open, readMetadata, run} from './transform-image.ts'

/** The parts of the metadata that can be left out. */
export const OPTIONAL_METADATA = ['blurhash', 'lqip', 'palette'] as const

export type OptionalMetadata = (typeof OPTIONAL_METADATA)[number]

/** Side of the little picture from which the optional metadata is computed, in pixels. */
const SAMPLE_SIDE = 100

/** Width of the low-quality preview, in pixels. */
const PREVIEW_WIDTH = 20

const BLUR_COMPONENTS = {x: 4, y: 3}

/** What is known about an uploaded picture. */
export interface ImageDescription {
  extension: string
  mimeType: string
  width: number
  height: number
  metadata: ImageMetadata
}

interface ImageMetadata {
  _type: 'sanity.imageMetadata'
  dimensions: {_type: 'sanity.imageDimensions'; width: number; height: number; aspectRatio: number}
  hasAlpha: boolean
  isOpaque: boolean
  blurHash?: string
  lqip?: string
  palette?: {_type: 'sanity.imagePalette'} & Partial<Record<PaletteName, Swatch>>
}

/**
 * Reads a picture: its size as it is shown, a preview to display while it loads, and its colours.
 * A drawing (SVG) is not run through a renderer, so that it has a size only.
 *
 * @returns `null` when it is no PNG, JPEG, GIF, WebP, AVIF, TIFF or SVG
 * @throws {LakeError} 400 when it is one, but damaged or too large
 */
export async function describeImage(
  bytes: Uint8Array,
  wanted: readonly OptionalMetadata[] = OPTIONAL_METADATA,
): Promise<ImageDescription | null> {
  const info = readImageInfo(bytes) ?? (await readByLibrary(bytes))
  if (!info) return null
  const {extension, mimeType} = info
  const base = {_type: 'sanity.imageMetadata'} as const
  if (extension === 'svg') {
    const {width, height, hasAlpha} = info
    const metadata = {
      ...base,
      dimensions: dimensions(width, height),
      hasAlpha,
      isOpaque: !hasAlpha,
    }
    return {extension, mimeType, width, height, metadata}
  }
  const {autoOrient, hasAlpha} = await readMetadata(bytes)
  const {width, height} = autoOrient
  return {
    extension,
    mimeType,
    width,
    height,
    metadata: {
      ...base,
      dimensions: dimensions(width, height),
      hasAlpha,
      isOpaque: !hasAlpha || (await run(open(bytes, false).stats())).isOpaque,
      ...(await sampled(bytes, hasAlpha, wanted)),
    },
  }
}

/** AVIF (ISO/IEC 23000-22) and TIFF, of either byte order, as their first bytes say. */
const OTHER_FORMATS: readonly [signature: RegExp, extension: string, mimeType: string][] = [
  [/^.{4}ftypavi[fs]/s, 'avif', 'image/avif'],
  [/^(?:II\*\0|MM\0\*)/, 'tif', 'image/tiff'],
]

async function readByLibrary(bytes: Uint8Array): Promise<ImageInfo | null> {
  const head = String.fromCharCode(...bytes.subarray(0, 16))
  const found = OTHER_FORMATS.find(([signature]) => signature.test(head))
  if (!found) return null
  const [, extension, mimeType] = found
  const {width, height, hasAlpha} = await readMetadata(bytes)
  return {extension, mimeType, width, height, hasAlpha}
}

const dimensions = (width: number, height: number) =>
  ({_type: 'sanity.imageDimensions', width, height, aspectRatio: width / height}) as const

async function sampled(
  bytes: Uint8Array,
  hasAlpha: boolean,
  wanted: readonly OptionalMetadata[],
): Promise<Pick<ImageMetadata, 'blurHash' | 'lqip' | 'palette'>> {
  if (wanted.length === 0) return {}
  const {data, info} = await run(
    open(bytes, false)
      .autoOrient()
      .resize(SAMPLE_SIDE, SAMPLE_SIDE, {fit: 'inside', withoutEnlargement: true})
      .toColourspace('srgb')
      .ensureAlpha()
      .raw()
      .toBuffer({resolveWithObject: true}),
  )
  return {
    ...(wanted.includes('blurhash') ? {blurHash: blurHash(data, info, BLUR_COMPONENTS)} : {}),
    ...(wanted.includes('lqip') ? {lqip: await preview(bytes, hasAlpha)} : {}),
    ...(wanted.includes('palette')
      ? {palette: {_type: 'sanity.imagePalette', ...paletteOf(data)}}
      : {}),
  }
}

/** As a data URL that can stand in a page. */
async function preview(bytes: Uint8Array, hasAlpha: boolean): Promise<string> {
  const small = open(bytes, false).autoOrient().resize({width: PREVIEW_WIDTH})
  const encoded = hasAlpha ? small.png() : small.jpeg({quality: 60})
  const data = await run(encoded.toBuffer())
  return `data:image/${hasAlpha ? 'png' : 'jpeg'};base64,${data.toString('base64')}`
}
