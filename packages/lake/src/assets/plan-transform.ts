import {badRequest} from '../errors.ts'
import type {ImageParameters} from './image-parameters.ts'

export interface Size {
  width: number
  height: number
}

/** First a part of the picture is cut out, then it is brought to a size, then put on a canvas. */
export interface TransformPlan {
  part: Size & {left: number; top: number}
  size: Size
  /** Larger than `size` when there are margins; the picture is in its middle. */
  canvas: Size
}

/** Longest side of a picture that is made, in pixels. */
export const MAXIMUM_SIDE = 8_192

/**
 * Works out what the lengths and the fit mean for a picture.
 *
 * - `clip`: all of it, as large as fits; `max`: the same without enlarging
 * - `crop`: exactly the size, cut off where it does not fit; `min`: that shape without enlarging
 * - `fill`: exactly the size, with margins; `fillmax`: the same without enlarging the picture
 * - `scale`: exactly the size, distorted
 *
 * @param picture - its size after the rotation
 * @throws {LakeError} 400 when `rect` is outside of the picture or the result would be too large
 */
export function planTransform(picture: Size, parameters: ImageParameters): TransformPlan {
  const part = partOf(picture, parameters.rect)
  const plan = fitted(part, parameters)
  for (const {width, height} of [plan.size, plan.canvas]) {
    if (width > MAXIMUM_SIDE || height > MAXIMUM_SIDE) {
      throw badRequest(
        `the picture would have ${width} by ${height} pixels; ask by w and h for at most ${MAXIMUM_SIDE} by ${MAXIMUM_SIDE}`,
      )
    }
  }
  return plan
}

function fitted(part: TransformPlan['part'], parameters: ImageParameters): TransformPlan {
  const {width, height, fit} = parameters
  const scaled = (factor: number): TransformPlan => {
    const size = times(part, factor)
    return {part, size, canvas: size}
  }
  if (width === undefined && height === undefined) return scaled(1)
  const wide = width === undefined ? Infinity : width / part.width
  const high = height === undefined ? Infinity : height / part.height
  const inside = Math.min(wide, high)
  const mayEnlarge = !['max', 'min', 'fillmax'].includes(fit)
  if (width === undefined || height === undefined) {
    return scaled(mayEnlarge ? inside : Math.min(1, inside))
  }
  const wanted = {width, height}
  switch (fit) {
    case 'clip':
      return scaled(inside)
    case 'max':
      return scaled(Math.min(1, inside))
    case 'scale':
      return {part, size: wanted, canvas: wanted}
    case 'fill':
      return {...scaled(inside), canvas: wanted}
    case 'fillmax':
      return {...scaled(Math.min(1, inside)), canvas: wanted}
    case 'crop':
      return covering(part, wanted, parameters.crop)
    case 'min':
      return covering(part, times(wanted, Math.min(1, 1 / wide, 1 / high)), parameters.crop)
    default:
      return fit satisfies never
  }
}

/** The largest part that has the shape of `size`, around the place that is to stay. */
function covering(
  part: TransformPlan['part'],
  size: Size,
  crop: ImageParameters['crop'],
): TransformPlan {
  // Where the most happens is found while the picture is resized.
  if (crop === 'entropy') return {part, size, canvas: size}
  const factor = Math.min(part.width / size.width, part.height / size.height)
  const width = Math.min(part.width, Math.max(1, Math.round(size.width * factor)))
  const height = Math.min(part.height, Math.max(1, Math.round(size.height * factor)))
  const {x, y} = crop === 'centre' ? {x: 0.5, y: 0.5} : crop
  const start = (place: number, whole: number, kept: number) =>
    Math.round(Math.min(Math.max(place * whole - kept / 2, 0), whole - kept))
  return {
    part: {
      left: part.left + start(x, part.width, width),
      top: part.top + start(y, part.height, height),
      width,
      height,
    },
    size,
    canvas: size,
  }
}

const times = ({width, height}: Size, factor: number): Size => ({
  width: Math.max(1, Math.round(width * factor)),
  height: Math.max(1, Math.round(height * factor)),
})

/** What of the rectangle lies in the picture. */
function partOf({width, height}: Size, rect: ImageParameters['rect']): TransformPlan['part'] {
  if (!rect) return {left: 0, top: 0, width, height}
  if (rect.left >= width || rect.top >= height) {
    const {left, top} = rect
    throw badRequest(
      `"rect" begins at ${left},${top}, outside of the picture of ${width} by ${height} pixels`,
    )
  }
  return {
    left: rect.left,
    top: rect.top,
    width: Math.min(rect.width, width - rect.left),
    height: Math.min(rect.height, height - rect.top),
  }
}
