import {isRecord, publishedId, releaseOf} from './document.ts'
import {type Geometry, pointAt, toGeometry} from './geo/geometry.ts'
import {contains, distanceBetween, intersects} from './geo/relations.ts'
import {isDateTime} from './groq.ts'
import {matchCounts, matches} from './linear-match.ts'
import {LinearPath} from './linear-path.ts'
import type {NativeFunction} from './native-call.ts'
import {matchesTextQuery, parseTextQuery, textQueryCounts, type TextQuery} from './text-query.ts'

export const plainMatch: NativeFunction = ([text, pattern]) => matches(text, pattern)
export const plainCounts: NativeFunction = ([text, pattern]) => matchCounts(text, pattern)
export const textMatch: NativeFunction = ([text, query]) =>
  typeof query === 'string' ? matchesTextQuery(text, textQuery(query)) : false
export const textCounts: NativeFunction = ([text, query]) =>
  typeof query === 'string' ? textQueryCounts(text, textQuery(query)) : null

const textQueries = new Map<string, TextQuery>()

/** Parsed once. */
export function textQuery(text: string): TextQuery {
  const known = textQueries.get(text)
  if (known) return known
  if (textQueries.size >= 200) textQueries.clear()
  const parsed = parseTextQuery(text)
  textQueries.set(text, parsed)
  return parsed
}

const members = new WeakMap<object, ReadonlySet<unknown>>()

/** `left in right` for a list that is a constant or a parameter, in constant time. */
export const isMember: NativeFunction = ([left, right]) => {
  if (!Array.isArray(right)) return null
  let set = members.get(right)
  if (!set) {
    set = new Set<unknown>(right)
    members.set(right, set)
  }
  if (isDateTime(left)) return right.some((item) => isDateTime(item) && left.equals(item))
  return (typeof left !== 'object' || left === null) && set.has(left ?? null)
}

/** groq-js keeps every `null`; the service keeps one. Lists and objects are all different. */
export const unique: NativeFunction = ([list]) => {
  if (!Array.isArray(list)) return null
  const seen = new Set<unknown>()
  return list.filter((item: unknown) => {
    const isTime = isDateTime(item)
    if (typeof item === 'object' && item !== null && !isTime) return true
    const key = isTime ? `datetime ${item.toString()}` : (item ?? null)
    const isNew = !seen.has(key)
    seen.add(key)
    return isNew
  })
}

export const toPath: NativeFunction = ([text]) =>
  typeof text === 'string' ? new LinearPath(text) : null

export const isInPath: NativeFunction = ([text, path]) => {
  if (!(path instanceof LinearPath)) return null
  if (typeof text === 'string') return path.matches(text)
  return text instanceof LinearPath ? path.matches(text.toJSON()) : null
}

export const partOfRelease: NativeFunction = ([release, document]) => {
  if (typeof release !== 'string' || !isRecord(document)) return null
  const id = document['_originalId'] ?? document['_id']
  return typeof id === 'string' ? releaseOf(id) === release : null
}

export const toGeo: NativeFunction = ([value]) => toGeometry(value)
export const latLng: NativeFunction = ([latitude, longitude]) => pointAt(latitude, longitude)
export const geoContains = ofGeometries(contains)
export const geoIntersects = ofGeometries(intersects)
export const geoDistance = ofGeometries(distanceBetween)

/** `null` when one of them is no geometry. */
function ofGeometries(relation: (a: Geometry, b: Geometry) => unknown): NativeFunction {
  return ([left, right]) => {
    const [a, b] = [toGeometry(left), toGeometry(right)]
    return a && b ? relation(a, b) : null
  }
}

/** The id that a string, a reference or a document stands for. */
export function targetId(target: unknown): string | null {
  const id = isRecord(target) ? (target['_ref'] ?? target['_id']) : target
  if (typeof id !== 'string') return null
  return publishedId(id.startsWith('dataset:') ? id.slice(id.lastIndexOf(':') + 1) : id)
}
