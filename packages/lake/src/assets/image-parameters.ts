import {badRequest} from '../errors.ts'

const FITS = ['clip', 'crop', 'fill', 'fillmax', 'max', 'min', 'scale'] as const
const FORMATS = ['jpg', 'pjpg', 'png', 'webp', 'avif', 'json'] as const
const SIDES = ['top', 'bottom', 'left', 'right'] as const
const ORIENTATIONS = ['0', '90', '180', '270'] as const
const FLIPS = ['h', 'v', 'hv'] as const

type Side = (typeof SIDES)[number]

export interface Colour {
  r: number
  g: number
  b: number
  /** 0 is transparent, 1 opaque. */
  alpha: number
}

/** What an image address asks for, checked. Lengths are in pixels of the result, times `dpr`. */
export interface ImageParameters {
  width: number | undefined
  height: number | undefined
  fit: (typeof FITS)[number]
  /** Which part stays when `fit` cuts something off. */
  crop: 'centre' | 'entropy' | {x: number; y: number}
  /** In pixels of the picture as it is shown. */
  rect: {left: number; top: number; width: number; height: number} | undefined
  format: Exclude<(typeof FORMATS)[number], 'json'> | undefined
  /** The best format the caller takes. */
  autoFormat: boolean
  /** Facts about the picture instead of the picture. */
  asJson: boolean
  /** 0 to 100. */
  quality: number | undefined
  background: Colour | undefined
  rotation: 0 | 90 | 180 | 270
  flip: {horizontal: boolean; vertical: boolean}
  /** 1 to 2000. */
  blur: number | undefined
  /** 1 to 100. */
  sharpen: number | undefined
  /** -100 to 100. */
  saturation: number | undefined
  invert: boolean
  /** Only the first picture of an animation. */
  firstFrame: boolean
}

/**
 * Reads the parameters that `@sanity/image-url` writes. Unknown ones are ignored, as the CDN does.
 *
 * @throws {LakeError} 400 naming the parameter and what it may be
 */
export function imageParameters(search: URLSearchParams): ImageParameters {
  const dpr = number(search, 'dpr', 0.1, 5) ?? 1
  const length = (name: string) => {
    const value = number(search, name, 1, MAXIMUM_NUMBER)
    return value === undefined ? undefined : Math.max(1, Math.round(value * dpr))
  }
  const format = oneOf(search, 'fm', FORMATS)
  const flip = oneOf(search, 'flip', FLIPS) ?? ''
  return {
    width: length('w'),
    height: length('h'),
    fit: oneOf(search, 'fit', FITS) ?? 'clip',
    crop: cropFrom(search),
    rect: rectFrom(search),
    format: format === 'json' ? undefined : format,
    autoFormat: oneOf(search, 'auto', ['format']) !== undefined && format === undefined,
    asJson: format === 'json',
    quality: number(search, 'q', 0, 100) ?? number(search, 'quality', 0, 100),
    background: colourFrom(search),
    rotation: rotations[oneOf(search, 'or', ORIENTATIONS) ?? '0'],
    flip: {horizontal: flip.includes('h'), vertical: flip.includes('v')},
    blur: number(search, 'blur', 0, 2000) || undefined,
    sharpen: number(search, 'sharp', 0, 100) || undefined,
    saturation: number(search, 'sat', -100, 100) || undefined,
    invert: oneOf(search, 'invert', ['true', 'false']) === 'true',
    firstFrame: oneOf(search, 'frame', ['1']) === '1',
  }
}

/** Whether the picture may be sent as it was uploaded. */
export function asksForNothing(parameters: ImageParameters): boolean {
  return JSON.stringify(parameters) === NOTHING
}

const MAXIMUM_NUMBER = 1_000_000

const rotations = {'0': 0, '90': 90, '180': 180, '270': 270} as const

const NOTHING = JSON.stringify(imageParameters(new URLSearchParams()))

function number(
  search: URLSearchParams,
  name: string,
  minimum: number,
  maximum: number,
): number | undefined {
  const text = search.get(name)
  if (text === null || text === '') return undefined
  const value = Number(text)
  if (Number.isFinite(value) && value >= minimum && value <= maximum) return value
  throw refusal(name, `a number from ${minimum} to ${maximum}`, text)
}

function oneOf<Value extends string>(
  search: URLSearchParams,
  name: string,
  values: readonly Value[],
): Value | undefined {
  const text = search.get(name)
  if (text === null || text === '') return undefined
  const value = values.find((each) => each === text)
  if (value !== undefined) return value
  throw refusal(name, values.join(', '), text)
}

/** Sides can be combined; a focal point is a share of the width and the height. */
function cropFrom(search: URLSearchParams): ImageParameters['crop'] {
  const text = search.get('crop') ?? ''
  if (text === '' || text === 'center') return 'centre'
  if (text === 'entropy') return 'entropy'
  if (text === 'focalpoint') {
    return {x: number(search, 'fp-x', 0, 1) ?? 0.5, y: number(search, 'fp-y', 0, 1) ?? 0.5}
  }
  const sides = text.split(',')
  if (!sides.every((side): side is Side => SIDES.some((each) => each === side))) {
    throw refusal('crop', `${SIDES.join(', ')}, center, focalpoint, entropy`, text)
  }
  const place = (low: Side, high: Side) => {
    if (sides.includes(low)) return 0
    return sides.includes(high) ? 1 : 0.5
  }
  return {x: place('left', 'right'), y: place('top', 'bottom')}
}

function rectFrom(search: URLSearchParams): ImageParameters['rect'] {
  const text = search.get('rect')
  if (text === null || text === '') return undefined
  const numbers = text.split(',').map((part) => (/^\d{1,6}$/.test(part) ? Number(part) : NaN))
  const [left = NaN, top = NaN, width = NaN, height = NaN] = numbers
  if (numbers.length === 4 && numbers.every(Number.isFinite) && width > 0 && height > 0) {
    return {left, top, width, height}
  }
  throw refusal('rect', 'left,top,width,height in whole pixels', text)
}

/** `rgb`, `argb`, `rrggbb` or `aarrggbb`, in hexadecimal. */
function colourFrom(search: URLSearchParams): Colour | undefined {
  const text = search.get('bg')
  if (text === null || text === '') return undefined
  if (!/^(?:[0-9a-f]{3,4}|[0-9a-f]{6}|[0-9a-f]{8})$/i.test(text)) {
    throw refusal('bg', 'a colour such as fff, ff0000 or 80ff0000', text)
  }
  const long = text.length < 5 ? text.replace(/./g, '$&$&') : text
  const numbers = (long.match(/../g) ?? []).map((pair) => Number.parseInt(pair, 16))
  const [b = 0, g = 0, r = 0, alpha = 255] = numbers.toReversed()
  return {r, g, b, alpha: alpha / 255}
}

const refusal = (name: string, allowed: string, got: string) =>
  badRequest(`the image parameter "${name}" must be ${allowed}; got "${got.slice(0, 100)}"`)
