import {expect, test} from 'vitest'

import {Evaluator} from './evaluator.ts'
import {functionName, missingFunctions, supportedFunctions} from './functions.ts'

const documents = [
  {_id: 'a', _type: 't', link: {_ref: 'b'}},
  {_id: 'b', _type: 't', name: 'B'},
  {_id: 'c', _type: 't', links: [{_ref: 'b'}, {_ref: 'b'}]},
  {_id: '_.releases.r1', _type: 'system.release'},
  {_id: 'versions.r1.b', _type: 't', name: 'B in r1'},
]

async function ask(query: string): Promise<unknown> {
  const evaluator = new Evaluator()
  evaluator.load(documents)
  const result = await evaluator.query({
    query,
    params: {},
    perspective: 'raw',
    identity: 'user-1',
    projectId: 'project',
    dataset: 'dataset',
    now: new Date('2026-01-02T03:04:05.000Z'),
  })
  return JSON.parse(JSON.stringify(result ?? null))
}

const square = '{"type": "Polygon", "coordinates": [[[0, 0], [1, 0], [1, 1], [0, 1], [0, 0]]]}'

const examples: Record<string, [query: string, result: unknown]> = {
  boost: ['*[_id == "a"] | score(boost(_id == "a", 4)) {_score}', [{_score: 5}]],
  coalesce: ['coalesce(null, 1)', 1],
  count: ['count(*)', 5],
  dateTime: ['dateTime("2026-01-02T00:00:00Z") + 60', '2026-01-02T00:01:00Z'],
  defined: ['*[defined(link)]._id', ['a']],
  geo: ['geo({"lat": 1, "lng": 2})', {type: 'Point', coordinates: [2, 1]}],
  identity: ['identity()', 'user-1'],
  length: ['length("añb")', 3],
  lower: ['lower("AB")', 'ab'],
  now: ['now()', '2026-01-02T03:04:05.000Z'],
  path: [
    '*[path(_id) in path("_." + "**") || _id in path("*.r1.*")]._id',
    ['_.releases.r1', 'versions.r1.b'],
  ],
  references: ['*[references("b", "x")]._id', ['a', 'c']],
  round: ['round(1.256, 2)', 1.26],
  string: ['string(1)', '1'],
  upper: ['upper("ab")', 'AB'],
  'array::compact': ['array::compact([1, null, 2])', [1, 2]],
  'array::intersects': ['array::intersects([1, 2], [2])', true],
  'array::join': ['array::join(["a", "b"], "-")', 'a-b'],
  'array::unique': ['array::unique([1, null, 1, null, "1", [1], [1]])', [1, null, '1', [1], [1]]],
  'dateTime::now': ['dateTime::now() > dateTime("2026-01-01T00:00:00Z")', true],
  'diff::changedAny': ['diff::changedAny({"a": 1}, {"a": 2}, a)', true],
  'diff::changedOnly': ['diff::changedOnly({"a": 1, "b": 1}, {"a": 2, "b": 1}, a)', true],
  'documents::get': [
    '*[_id == "a"]{"to": documents::get(link).name, "c": documents::get("c")._id}',
    [{to: 'B', c: 'c'}],
  ],
  'documents::incomingRefCount': [
    '*[_id in ["a", "b"]]{"n": documents::incomingRefCount()}.n',
    [0, 2],
  ],
  'geo::contains': [`geo::contains(${square}, geo::latLng(0.5, 0.5))`, true],
  'geo::distance': ['round(geo::distance(geo::latLng(0, 0), geo::latLng(0, 90)))', 10_018_754],
  'geo::intersects': [`geo::intersects(geo(${square}), geo::latLng(2, 0.5))`, false],
  'geo::latLng': ['geo::latLng(1, 2)', {type: 'Point', coordinates: [2, 1]}],
  'math::avg': ['math::avg([1, 2])', 1.5],
  'math::max': ['math::max([1, 2])', 2],
  'math::min': ['math::min([1, 2])', 1],
  'math::sum': ['math::sum([1, 2])', 3],
  'pt::text': ['pt::text({"_type": "block", "children": [{"_type": "span", "text": "x"}]})', 'x'],
  'releases::all': ['releases::all()[]._id', ['_.releases.r1']],
  'sanity::dataset': ['sanity::dataset()', 'dataset'],
  'sanity::partOfRelease': ['*[sanity::partOfRelease("r1")]._id', ['versions.r1.b']],
  'sanity::projectId': ['sanity::projectId()', 'project'],
  'sanity::versionOf': ['*[sanity::versionOf("b")]._id', ['b', 'versions.r1.b']],
  'string::lower': ['string::lower("AB")', 'ab'],
  'string::split': ['string::split("a-b", "-")', ['a', 'b']],
  'string::startsWith': ['string::startsWith("ab", "a")', true],
  'string::upper': ['string::upper("ab")', 'AB'],
  'text::query': ['*[name match text::query("in b")]._id', ['versions.r1.b']],
}

test('there is an example for every function in the table', () => {
  const names = Object.entries(supportedFunctions).flatMap(([namespace, functions]) =>
    functions.map((name) => functionName(namespace, name)),
  )
  expect(Object.keys(examples).sort()).toEqual(names.sort())
})

test.each(Object.entries(examples))('%s', async (_name, [query, result]) => {
  expect(await ask(query)).toEqual(result)
})

test.each(missingFunctions)('%s is refused by name', async (name) => {
  const description = `the function ${name}() is not available in this lake`
  const query = `*[true]{"x": ${name}(${name === 'media::aspect' ? 'a, b' : 'a'})}`
  await expect(ask(query)).rejects.toMatchObject({name: 'QueryParseError', query, description})
})

test('functions declared in the query are evaluated', async () => {
  expect(await ask('fn my::card($d) = $d{_id, name}; *[_id == "b"]{"card": my::card(@)}')).toEqual([
    {card: {_id: 'b', name: 'B'}},
  ])
})
