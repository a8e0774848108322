import {describe, expect, test} from 'vitest'

import {Evaluator} from '../evaluator.ts'
import {withGeoCalls} from './geo-calls.ts'

async function ask(query: string, params: Record<string, unknown> = {}): Promise<unknown> {
  const evaluator = new Evaluator()
  evaluator.load([
    {_id: 'oslo', _type: 'city', location: {_type: 'geopoint', lat: 59.913_889, lng: 10.752_222}},
    {_id: 'rome', _type: 'city', location: {_type: 'geopoint', lat: 41.9, lng: 12.5}},
    {_id: 'nowhere', _type: 'city'},
  ])
  const request = {query, params, perspective: 'raw', projectId: 'p', dataset: 'd'} as const
  return JSON.parse(JSON.stringify((await evaluator.query(request)) ?? null))
}

const polygon = (...rings: number[][][]) => ({type: 'Polygon', coordinates: rings})
const ring = (west: number, south: number, east: number, north: number) => [
  [west, south],
  [east, south],
  [east, north],
  [west, north],
  [west, south],
]
const line = (...coordinates: number[][]) => ({type: 'LineString', coordinates})
const point = (lng: number, lat: number) => ({type: 'Point', coordinates: [lng, lat]})

const square = polygon(ring(0, 0, 10, 10))
const ringShaped = polygon(ring(0, 0, 10, 10), ring(4, 4, 6, 6))

test('cities are found by their distance', async () => {
  const query = '*[geo::distance(location, geo::latLng(59.3, 18)) < 500000]._id'
  expect(await ask(query)).toEqual(['oslo'])
  expect(
    await ask(
      '*[_type == "city"] | order(_id) {"km": round(geo::distance(location, $from) / 1000)}.km',
      {
        from: {lat: 59.913_889, lng: 10.752_222},
      },
    ),
  ).toEqual([null, 0, 2009])
})

describe.each([
  ['a place inside', square, point(5, 5), true, true],
  ['a place outside', square, point(15, 5), false, false],
  ['a place on the edge', square, point(0, 5), true, true],
  ['a corner', square, point(10, 10), true, true],
  ['a place in a hole', ringShaped, point(5, 5), false, false],
  ['a place beside a hole', ringShaped, point(2, 2), true, true],
  ['a line inside', square, line([1, 1], [9, 9]), true, true],
  ['a line that leaves', square, line([5, 5], [15, 5]), false, true],
  ['a line across', square, line([-5, 5], [15, 5]), false, true],
  ['a line outside', square, line([11, 0], [11, 10]), false, false],
  ['a line over a hole', ringShaped, line([1, 5], [9, 5]), false, true],
  ['a square inside', square, polygon(ring(1, 1, 2, 2)), true, true],
  ['the same square', square, square, true, true],
  ['a square that overlaps', square, polygon(ring(5, 5, 15, 15)), false, true],
  ['a square around it', square, polygon(ring(-5, -5, 15, 15)), false, true],
  ['a square over a hole', ringShaped, polygon(ring(3, 3, 7, 7)), false, true],
  ['a square elsewhere', square, polygon(ring(20, 20, 30, 30)), false, false],
  ['the other side of the world', square, point(-175, -5), false, false],
  ['a place on a line', line([0, 0], [10, 0]), point(5, 0), true, true],
  ['a place beside a line', line([0, 0], [10, 0]), point(5, 1), false, false],
  ['lines that cross', line([0, 0], [10, 10]), line([0, 10], [10, 0]), false, true],
  ['lines that do not', line([0, 0], [10, 10]), line([0, 1], [10, 11]), false, false],
  ['a part of a line', line([0, 0], [10, 0]), line([2, 0], [3, 0]), true, true],
  ['a square on a line', line(...ring(0, 0, 10, 10)), square, false, true],
  ['a place beyond the date line', polygon(ring(170, 0, -170, 10)), point(180, 5), true, true],
  ['a place before the date line', polygon(ring(170, 0, -170, 10)), point(160, 5), false, false],
  [
    'the pole',
    polygon([
      [0, 80],
      [90, 80],
      [180, 80],
      [-90, 80],
      [0, 80],
    ]),
    point(0, 90),
    true,
    true,
  ],
  [
    'one of some places',
    {
      type: 'MultiPoint',
      coordinates: [
        [1, 1],
        [2, 2],
      ],
    },
    point(2, 2),
    true,
    true,
  ],
  [
    'places of which one is outside',
    square,
    {
      type: 'MultiPoint',
      coordinates: [
        [1, 1],
        [20, 2],
      ],
    },
    false,
    true,
  ],
  [
    'the second of two squares',
    {type: 'MultiPolygon', coordinates: [[ring(0, 0, 1, 1)], [ring(5, 5, 6, 6)]]},
    point(5.5, 5.5),
    true,
    true,
  ],
  [
    'a part of a collection',
    {type: 'GeometryCollection', geometries: [square, point(50, 50)]},
    point(50, 50),
    true,
    true,
  ],
])('%s', (_, outer, inner, isContained, isMet) => {
  test(`is ${isContained ? '' : 'not '}contained and does ${isMet ? '' : 'not '}intersect`, async () => {
    const params = {outer, inner}
    expect(await ask('geo::contains($outer, $inner)', params)).toBe(isContained)
    expect(await ask('geo::intersects($outer, $inner)', params)).toBe(isMet)
    expect(await ask('geo::intersects(geo($inner), geo($outer))', params)).toBe(isMet)
  })
})

test.each([
  ['text', 'x'],
  ['half a place', {lat: 1}],
  ['a latitude that does not exist', point(0, 91)],
  [
    'a polygon that is not closed',
    polygon([
      [0, 0],
      [1, 0],
      [1, 1],
      [0, 1],
    ]),
  ],
  [
    'a polygon that crosses itself',
    polygon([
      [0, 0],
      [1, 1],
      [1, 0],
      [0, 1],
      [0, 0],
    ]),
  ],
  [
    'a polygon that stands still',
    polygon([
      [0, 0],
      [1, 0],
      [1, 0],
      [1, 1],
      [0, 0],
    ]),
  ],
  ['a collection of other things', {type: 'GeometryCollection', geometries: [1]}],
  ['an unknown type', {type: 'Circle', coordinates: [0, 0]}],
])('%s is no geometry', async (_name, value) => {
  expect(
    await ask('[geo($value), geo::contains($value, $value), geo::distance($value, $value)]', {
      value,
    }),
  ).toEqual([null, null, null])
})

test('geo() is a function only where a function is called', async () => {
  const query = `// geo(
    *[_id == "oslo"]{"geo": "geo(1)", "a": geo (location), "b": geo::distance(geo(location), location)}`
  expect(await ask(query)).toEqual([
    {geo: 'geo(1)', a: {type: 'Point', coordinates: [10.752_222, 59.913_889]}, b: 0},
  ])
})

test('a long query is searched for geo() in a moment', () => {
  const query = `geo(1) '${String.raw`\'`.repeat(500_000)}`
  const start = performance.now()
  expect(withGeoCalls(query).text.length).toBeGreaterThan(query.length)
  expect(performance.now() - start).toBeLessThan(2_000)
})

test('a mistake after geo() is told where it is', async () => {
  const known = '*[geo::intersects(now( ), now( )) && ]{a}'
  const {start} = (await ask(known).catch((error: unknown) => error)) as {start: number}
  expect(start).toBeGreaterThan(33)
  const query = known.replaceAll('now( )', 'geo(a)')
  await expect(ask(query)).rejects.toMatchObject({query, start, end: query.length})
})

test.each([
  ['geo()', 'geo() takes one argument, not 0'],
  ['geo(1, 2)', 'geo() takes one argument, not 2'],
  ['geo::latLng(1)', 'geo::latLng() takes two arguments, not 1'],
  ['geo::contains(1, 2, 3)', 'geo::contains() takes two arguments, not 3'],
])('%s is refused', async (query, description) => {
  await expect(ask(query)).rejects.toMatchObject({name: 'QueryParseError', description})
})
