import {isRecord} from '../document.ts'
import {angle, type Arc, arcsOf, isSame, meetings, middleOf, type Place, placeAt} from './sphere.ts'

/** A closed line without crossings. */
export interface Ring {
  arcs: readonly Arc[]
  /** The inside is on the side of this place, within `radius` of it, in radians. */
  middle: Place
  radius: number
}

export interface Polygon {
  outline: Ring
  holes: readonly Ring[]
}

/** What the `geo` functions of GROQ work with; as JSON it is the GeoJSON it came from. */
export class Geometry {
  readonly points: readonly Place[]
  readonly lines: readonly (readonly Arc[])[]
  readonly polygons: readonly Polygon[]
  readonly #json: unknown

  constructor(parts: Parts, json: unknown) {
    this.points = parts.points
    this.lines = parts.lines
    this.polygons = parts.polygons
    this.#json = json
  }

  toJSON(): unknown {
    return this.#json
  }
}

interface Parts {
  points: Place[]
  lines: Arc[][]
  polygons: Polygon[]
}

const known = new WeakMap<object, Geometry | null>()

/** @returns `null` for anything that is no `{lat, lng}`, geopoint or valid GeoJSON geometry */
export function toGeometry(value: unknown): Geometry | null {
  if (value instanceof Geometry) return value
  if (!isRecord(value)) return null
  const found = known.get(value)
  if (found !== undefined) return found
  const made = make(value)
  known.set(value, made)
  return made
}

export const pointAt = (latitude: unknown, longitude: unknown): Geometry | null =>
  toGeometry({type: 'Point', coordinates: [longitude, latitude]})

/** Thrown and caught in this file, to leave nested lists at once. */
class NotValid extends Error {
  override readonly name = 'NotValid'
}

function make(value: Record<string, unknown>): Geometry | null {
  const {lat, lng} = value
  if (value['type'] === undefined && lat !== undefined && lng !== undefined) {
    return 'lon' in value ? null : pointAt(lat, lng)
  }
  const parts: Parts = {points: [], lines: [], polygons: []}
  try {
    collect(value, parts)
  } catch (error) {
    if (error instanceof NotValid) return null
    throw error
  }
  const {type, coordinates, geometries} = value
  return new Geometry(parts, {type, ...(geometries ? {geometries} : {coordinates})})
}

/** RFC 7946, 3.1. */
function collect({type, coordinates, geometries}: Record<string, unknown>, parts: Parts): void {
  switch (type) {
    case 'Point':
      parts.points.push(toPlace(coordinates))
      return
    case 'MultiPoint':
      parts.points.push(...list(coordinates).map(toPlace))
      return
    case 'LineString':
      parts.lines.push(toLine(coordinates))
      return
    case 'MultiLineString':
      parts.lines.push(...list(coordinates).map(toLine))
      return
    case 'Polygon':
      parts.polygons.push(toPolygon(coordinates))
      return
    case 'MultiPolygon':
      parts.polygons.push(...list(coordinates).map(toPolygon))
      return
    case 'GeometryCollection':
      for (const each of list(geometries)) {
        if (!isRecord(each)) throw new NotValid()
        collect(each, parts)
      }
      return
    default:
      throw new NotValid()
  }
}

function list(value: unknown): readonly unknown[] {
  if (!Array.isArray(value)) throw new NotValid()
  return value
}

function toPlace(value: unknown): Place {
  const [longitude, latitude] = list(value)
  if (typeof longitude !== 'number' || typeof latitude !== 'number') throw new NotValid()
  if (Math.abs(latitude) > 90 || Math.abs(longitude) > 180) throw new NotValid()
  return placeAt(longitude, latitude)
}

function toLine(value: unknown): Arc[] {
  const places = list(value).map(toPlace)
  if (places.length < 2) throw new NotValid()
  return arcsOf(places)
}

function toPolygon(value: unknown): Polygon {
  const [outline, ...holes] = list(value).map(toRing)
  if (!outline) throw new NotValid()
  return {outline, holes}
}

function toRing(value: unknown): Ring {
  const places = list(value).map(toPlace)
  const [first, last] = [places[0], places.at(-1)]
  if (!first || !last || places.length < 4 || !isSame(first, last)) throw new NotValid()
  const arcs = arcsOf(places)
  if (arcs.some(({from, to}) => isSame(from, to)) || crossesItself(arcs)) throw new NotValid()
  const middle = middleOf(places)
  return {arcs, middle, radius: Math.max(...places.map((place) => angle(place, middle)))}
}

function crossesItself(arcs: readonly Arc[]): boolean {
  return arcs.some((arc, index) =>
    arcs.slice(index + 1).some((other, distance) => {
      const isNext = distance === 0 || (index === 0 && distance === arcs.length - 2)
      return meetings(arc, other).length > (isNext ? 1 : 0)
    }),
  )
}
