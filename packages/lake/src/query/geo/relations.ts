import type {Geometry, Polygon, Ring} from './geometry.ts'
import {
  angle,
  type Arc,
  distance,
  isOnArc,
  isSame,
  meetings,
  middleOf,
  type Place,
  turnSeenFrom,
} from './sphere.ts'

/** In metres; `null` unless both are one point each. */
export function distanceBetween(a: Geometry, b: Geometry): number | null {
  const [from, to] = [onlyPoint(a), onlyPoint(b)]
  return from && to ? distance(from, to) : null
}

function onlyPoint({points, lines, polygons}: Geometry): Place | undefined {
  return lines.length === 0 && polygons.length === 0 && points.length === 1 ? points[0] : undefined
}

/** Whether they have a place in common; an edge belongs to what it surrounds. */
export function intersects(a: Geometry, b: Geometry): boolean {
  return (
    placesOf(a).some((place) => covers(b, place)) ||
    placesOf(b).some((place) => covers(a, place)) ||
    arcsOf(a).some((arc) => arcsOf(b).some((other) => meetings(arc, other).length > 0))
  )
}

/** Whether every place of `inner` belongs to `outer`. */
export function contains(outer: Geometry, inner: Geometry): boolean {
  return (
    inner.points.every((place) => covers(outer, place)) &&
    inner.lines.every((arcs) => arcs.every((arc) => coversArc(outer, arc))) &&
    inner.polygons.every((polygon) => coversPolygon(outer, polygon))
  )
}

function coversPolygon({polygons}: Geometry, inner: Polygon): boolean {
  const outer = {points: [], lines: [], polygons}
  const isEdgeCovered = inner.outline.arcs.every((arc) => coversArc(outer, arc))
  // What is surrounded could still be a hole of the outer one.
  const holes = polygons.flatMap((polygon) => polygon.holes)
  return (
    isEdgeCovered &&
    !holes.some((hole) => hole.arcs.some(({middle}) => isInPolygon(middle, inner, {edge: false})))
  )
}

type Area = Pick<Geometry, 'points' | 'lines' | 'polygons'>

function covers({points, lines, polygons}: Area, place: Place): boolean {
  return (
    points.some((each) => isSame(each, place)) ||
    lines.some((arcs) => arcs.some((arc) => isOnArc(place, arc))) ||
    polygons.some((polygon) => isInPolygon(place, polygon, {edge: true}))
  )
}

/** Between the places where an arc meets an edge, all of it is inside or all of it is outside. */
function coversArc(area: Area, arc: Arc): boolean {
  const stops = [arc.from, arc.to, ...arcsOf(area).flatMap((edge) => meetings(arc, edge))].sort(
    (a, b) => angle(arc.from, a) - angle(arc.from, b),
  )
  return stops.every((stop, index) => {
    const next = stops[index + 1]
    return covers(area, stop) && (!next || covers(area, middleOf([stop, next])))
  })
}

function isInPolygon(place: Place, {outline, holes}: Polygon, {edge}: {edge: boolean}): boolean {
  const isOnEdge = [outline, ...holes].some((ring) => ring.arcs.some((arc) => isOnArc(place, arc)))
  if (isOnEdge) return edge
  return isInRing(place, outline) && !holes.some((hole) => isInRing(place, hole))
}

/** A ring is taken to be smaller than a hemisphere. */
function isInRing(place: Place, {arcs, middle, radius}: Ring): boolean {
  if (angle(place, middle) > radius) return false
  const turns = arcs.reduce((sum, {from, to}) => sum + turnSeenFrom(place, from, to), 0)
  return Math.abs(turns) > Math.PI
}

function placesOf({points, lines, polygons}: Geometry): Place[] {
  return [
    ...points,
    ...[...lines, ...polygons.map(({outline}) => outline.arcs)].flatMap((arcs) =>
      arcs.map(({from}) => from),
    ),
    ...lines.flatMap((arcs) => arcs.slice(-1).map(({to}) => to)),
  ]
}

function arcsOf({lines, polygons}: Area): Arc[] {
  return [
    ...lines,
    ...polygons.flatMap(({outline, holes}) => [outline, ...holes].map(({arcs}) => arcs)),
  ].flat()
}
