/** A place on the unit sphere. */
export type Place = readonly [x: number, y: number, z: number]

/** The shorter part of the great circle through two places. */
export interface Arc {
  from: Place
  to: Place
  /** At a right angle to both ends; its length is the sine of the angle between them. */
  normal: Place
  middle: Place
  /** Half of the angle between the ends, in radians. */
  radius: number
}

/** Angles below this are none, in radians: less than a millimetre on the Earth. */
const NO_ANGLE = 1e-11

/** Equatorial radius of WGS 84, in metres, with which the hosted service measures. */
const EARTH_RADIUS = 6_378_137

const RADIANS = Math.PI / 180

/** @param longitude, latitude - in degrees */
export function placeAt(longitude: number, latitude: number): Place {
  const [lambda, phi] = [longitude * RADIANS, latitude * RADIANS]
  return [Math.cos(phi) * Math.cos(lambda), Math.cos(phi) * Math.sin(lambda), Math.sin(phi)]
}

export const dot = (a: Place, b: Place): number => a[0] * b[0] + a[1] * b[1] + a[2] * b[2]

const cross = (a: Place, b: Place): Place => [
  a[1] * b[2] - a[2] * b[1],
  a[2] * b[0] - a[0] * b[2],
  a[0] * b[1] - a[1] * b[0],
]

const scale = (a: Place, factor: number): Place => [a[0] * factor, a[1] * factor, a[2] * factor]

const length = (a: Place): number => Math.hypot(a[0], a[1], a[2])

const unit = (a: Place): Place => scale(a, 1 / (length(a) || 1))

export const angle = (a: Place, b: Place): number => Math.atan2(length(cross(a, b)), dot(a, b))

export const isSame = (a: Place, b: Place): boolean => angle(a, b) < NO_ANGLE

/** In metres. */
export const distance = (a: Place, b: Place): number => angle(a, b) * EARTH_RADIUS

export const middleOf = (places: readonly Place[]): Place =>
  unit(
    places.reduce<Place>(
      (sum, each) => [sum[0] + each[0], sum[1] + each[1], sum[2] + each[2]],
      [0, 0, 0],
    ),
  )

export function arcBetween(from: Place, to: Place): Arc {
  return {
    from,
    to,
    normal: cross(from, to),
    middle: middleOf([from, to]),
    radius: angle(from, to) / 2,
  }
}

/** The arcs of a line through places. */
export function arcsOf(places: readonly Place[]): Arc[] {
  return places.slice(1).map((to, index) => arcBetween(places[index] ?? to, to))
}

export function isOnArc(place: Place, arc: Arc): boolean {
  if (isSame(place, arc.from) || isSame(place, arc.to)) return true
  if (arc.radius < NO_ANGLE) return false
  const isOnCircle = Math.abs(dot(place, unit(arc.normal))) < NO_ANGLE
  return isOnCircle && angle(place, arc.middle) <= arc.radius
}

/** Where two arcs meet: nowhere, in one place, or, along a common part, in its two ends. */
export function meetings(a: Arc, b: Arc): Place[] {
  if (angleIsMoreThan(a.middle, b.middle, a.radius + b.radius + NO_ANGLE)) return []
  const found: Place[] = []
  const add = (place: Place) => {
    if (!found.some((each) => isSame(each, place))) found.push(place)
  }
  for (const place of [a.from, a.to]) if (isOnArc(place, b)) add(place)
  for (const place of [b.from, b.to]) if (isOnArc(place, a)) add(place)
  const direction = cross(unit(a.normal), unit(b.normal))
  if (found.length > 0 || length(direction) < NO_ANGLE) return found
  for (const place of [unit(direction), unit(scale(direction, -1))]) {
    if (isWithin(place, a) && isWithin(place, b)) add(place)
  }
  return found
}

const isWithin = (place: Place, {middle, radius}: Arc): boolean =>
  angle(place, middle) <= radius + NO_ANGLE

const angleIsMoreThan = (a: Place, b: Place, limit: number): boolean =>
  limit < Math.PI && dot(a, b) < Math.cos(limit) - NO_ANGLE

/**
 * The angle by which the direction to a place on the way from `from` to `to` turns, as seen from
 * `place`: positive to the left, in radians.
 */
export function turnSeenFrom(place: Place, from: Place, to: Place): number {
  const [a, b] = [cross(place, from), cross(place, to)]
  return Math.atan2(dot(place, cross(a, b)), dot(a, b))
}
