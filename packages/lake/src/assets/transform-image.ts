import sharp, {type Metadata, type Sharp} from 'sharp'

import {badRequest} from '../errors.ts'
import type {Colour, ImageParameters} from './image-parameters.ts'
import {planTransform, type Size, type TransformPlan} from './plan-transform.ts'

/** Published limit of the hosted service for one picture. */
export const MAXIMUM_PIXELS = 256_000_000

/** After this time a picture is given up, in seconds. */
const TIME_LIMIT = 20

const DEFAULT_QUALITY = 75

/** A hosted `blur` of 1 to 2000 as the standard deviation of a Gaussian, in pixels. */
const BLUR_SCALE = 0.1
const MAXIMUM_SIGMA = 100

const mimeTypes = {
  jpg: 'image/jpeg',
  png: 'image/png',
  webp: 'image/webp',
  avif: 'image/avif',
  gif: 'image/gif',
} as const

type OutputFormat = keyof typeof mimeTypes

export interface Rendition {
  bytes: Uint8Array<ArrayBuffer>
  mimeType: string
}

/**
 * Makes another version of an uploaded picture, in a thread of the library's.
 *
 * @param accepts - whether the caller takes WebP, for `auto=format`
 * @throws {LakeError} 400 when it cannot be made
 */
export async function transformImage(
  bytes: Uint8Array,
  parameters: ImageParameters,
  accepts: {webp: boolean},
): Promise<Rendition> {
  const metadata = await readMetadata(bytes)
  const picture = turned(metadata.autoOrient, parameters.rotation)
  if (parameters.asJson) return facts(metadata)
  const plan = planTransform(picture, parameters)
  const format = outputFormat(metadata, parameters, accepts)
  const isAnimated = staysAnimated(metadata, plan, parameters, format)
  const opened = open(bytes, isAnimated)
  const made = encode(draw(opened, plan, parameters, format, isAnimated), format, parameters)
  const {data} = await run(made.timeout({seconds: TIME_LIMIT}).toUint8Array())
  return {bytes: new Uint8Array(data), mimeType: mimeTypes[format]}
}

/** @throws {LakeError} 400 when the picture is damaged or too large */
export async function readMetadata(bytes: Uint8Array): Promise<Metadata> {
  return run(open(bytes, false).metadata())
}

/** Opened so that little of it is in memory at a time, whatever its header promises. */
export function open(bytes: Uint8Array, isAnimated: boolean): Sharp {
  return sharp(bytes, {
    animated: isAnimated,
    failOn: 'none',
    limitInputPixels: MAXIMUM_PIXELS,
    sequentialRead: true,
  })
}

/** @throws {LakeError} 400 when the library refuses, which is the picture's fault */
export async function run<Result>(work: Promise<Result>): Promise<Result> {
  try {
    return await work
  } catch (error) {
    if (!(error instanceof Error)) throw error
    const reason = error.message.split('\n')[0] ?? ''
    throw badRequest(`the picture cannot be read or made: ${reason}`, error)
  }
}

function turned({width, height}: Size, rotation: ImageParameters['rotation']): Size {
  return rotation % 180 === 0 ? {width, height} : {width: height, height: width}
}

function facts({autoOrient, format, hasAlpha}: Metadata): Rendition {
  const text = JSON.stringify({...autoOrient, format, hasAlpha})
  return {bytes: new TextEncoder().encode(text), mimeType: 'application/json'}
}

function outputFormat(
  metadata: Metadata,
  {format, autoFormat}: ImageParameters,
  accepts: {webp: boolean},
): OutputFormat {
  if (format !== undefined) return format === 'pjpg' ? 'jpg' : format
  if (autoFormat && accepts.webp) return 'webp'
  switch (metadata.format) {
    case 'png':
    case 'webp':
    case 'gif':
      return metadata.format
    default:
      return 'jpg'
  }
}

/** An animation is resized as a whole; whatever else is done to it is done to its first picture. */
function staysAnimated(
  {pages = 1, autoOrient, orientation = 1}: Metadata,
  {part, size, canvas}: TransformPlan,
  parameters: ImageParameters,
  format: OutputFormat,
): boolean {
  const isWhole = part.width === autoOrient.width && part.height === autoOrient.height
  const isTurned = parameters.rotation !== 0 || orientation > 1
  return (
    pages > 1 &&
    (format === 'gif' || format === 'webp') &&
    !parameters.firstFrame &&
    isWhole &&
    !isTurned &&
    canvas === size
  )
}

function draw(
  picture: Sharp,
  {part, size, canvas}: TransformPlan,
  parameters: ImageParameters,
  format: OutputFormat,
  isAnimated: boolean,
): Sharp {
  const {flip, background} = parameters
  let image = isAnimated ? picture : picture.autoOrient().rotate(parameters.rotation).extract(part)
  const byEntropy = parameters.crop === 'entropy' && ['crop', 'min'].includes(parameters.fit)
  image = image.resize({
    ...size,
    ...(byEntropy ? {fit: 'cover', position: sharp.strategy.entropy} : {fit: 'fill'}),
  })
  if (!isAnimated) image = image.flop(flip.horizontal).flip(flip.vertical)
  if (parameters.saturation === -100) image = image.grayscale()
  else if (parameters.saturation) {
    image = image.modulate({saturation: 1 + parameters.saturation / 100})
  }
  if (parameters.invert) image = image.negate({alpha: false})
  if (parameters.blur) {
    image = image.blur(Math.min(Math.max(parameters.blur * BLUR_SCALE, 0.3), MAXIMUM_SIGMA))
  }
  if (parameters.sharpen) image = image.sharpen({sigma: 0.5 + parameters.sharpen / 50})
  if (canvas.width > size.width || canvas.height > size.height) {
    const left = Math.floor((canvas.width - size.width) / 2)
    const top = Math.floor((canvas.height - size.height) / 2)
    image = image.extend({
      left,
      top,
      right: canvas.width - size.width - left,
      bottom: canvas.height - size.height - top,
      background: background ?? {...WHITE, alpha: format === 'jpg' ? 1 : 0},
    })
  }
  if (background) return image.flatten({background})
  return format === 'jpg' ? image.flatten({background: WHITE}) : image
}

const WHITE: Colour = {r: 255, g: 255, b: 255, alpha: 1}

function encode(image: Sharp, format: OutputFormat, parameters: ImageParameters): Sharp {
  const quality = Math.max(1, Math.round(parameters.quality ?? DEFAULT_QUALITY))
  switch (format) {
    case 'jpg':
      return image.jpeg({quality, progressive: parameters.format === 'pjpg', mozjpeg: false})
    case 'png':
      return image.png()
    case 'webp':
      return image.webp({quality, effort: 2})
    case 'avif':
      return image.avif({quality, effort: 1})
    case 'gif':
      return image.gif({effort: 3})
    default:
      return format satisfies never
  }
}
