import {expect, test} from 'vitest'

import {touchedBy} from './dependencies.ts'
import {Evaluator} from './evaluator.ts'

const documents = [
  {_id: 'a', _type: 'therapy', name: 'A', class: {_ref: 'c'}},
  {_id: 'c', _type: 'class', title: 'C'},
  {_id: 'drafts.a', _type: 'therapy', name: 'A, changed'},
]

async function dependencies(query: string, params: Record<string, unknown> = {}) {
  const evaluator = new Evaluator()
  evaluator.load(documents)
  await evaluator.query({query, params, perspective: 'published', projectId: 'p', dataset: 'd'})
  return evaluator.dependencies()
}

test.each([
  ['*', ['*']],
  ['count(*)', ['*']],
  ['1 + 1', []],
  ['*[_type == "therapy"]', ['type:therapy']],
  ['*["therapy" == _type && name match "A"] | order(name) [0..5] {name}', ['type:therapy']],
  ['*[_type == "therapy"][_type == $type]', ['type:therapy']],
  ['*[name == "A"][_type == $type]', ['type:class']],
  ['*[_type in ["therapy", $type]]', ['type:class', 'type:therapy']],
  ['*[_type in $types]', ['type:class', 'type:therapy']],
  ['*[(_type == "therapy") || _type == "class"]', ['type:class', 'type:therapy']],
  ['*[_type == "therapy" || name == "A"]', ['*']],
  ['*[_type == "therapy" || _id == "c"]', ['*']],
  ['*[!(_type == "therapy")]', ['*']],
  ['*[_type == "therapy" && _id == $id][0]', ['id:a']],
  ['*[_id in ["drafts.a", "versions.r1.b"]]', ['id:a', 'id:b']],
  ['*[_id in path("drafts.**")]', ['*']],
  ['*[_type == name]', ['*']],
  ['*[_type == "therapy"]{name}[_type == "class"]', ['type:therapy']],
  ['*{name}[_type == "class"]', ['*']],
  ['*[_type == "therapy"]{"class": class->title}', ['id:c', 'type:therapy']],
  ['*[_id == "a"]{"gone": *[_type == "x"][0].link->, "same": @->}', ['id:a', 'type:x']],
  [
    '*[_id == "c"]{"used": count(*[_type == "therapy" && references(^._id)])}',
    ['id:c', 'type:therapy'],
  ],
  ['*[_id == "c"]{"used": documents::incomingRefCount()}', ['*']],
  ['releases::all()', ['type:system.release']],
  ['{"a": *[_type == "a"], "b": [*[_type == "b"]]}', ['type:a', 'type:b']],
  ['*[_type == "therapy"]{"x": select(name == "A" => *[0])}', ['*']],
  ['fn x::of($it) = $it{"same": *[_type == ^.name]}; *[_id == "a"]{"x": x::of(@)}', ['*']],
])('%s depends on %j', async (query, expected) => {
  const params = {type: 'class', types: ['therapy', 'class'], id: 'a'}
  expect(await dependencies(query, params)).toEqual(expected)
})

test('a reference is followed to a document that is not there yet', async () => {
  const evaluator = new Evaluator()
  evaluator.load([{_id: 'a', _type: 'therapy', class: {_ref: 'later'}}])
  const query = '*[_id == "a"]{"class": class->title}'
  await evaluator.query({query, params: {}, perspective: 'raw', projectId: 'p', dataset: 'd'})
  expect(evaluator.dependencies()).toEqual(['id:a', 'id:later'])
})

test('a result that depends on too much depends on everything', async () => {
  const ids = Array.from({length: 101}, (_, index) => `id-${index}`)
  expect(await dependencies('*[_id in $ids]', {ids})).toEqual(['*'])
})

test('a change touches the document and both of its types', () => {
  const before = {_type: 'therapy'}
  const after = {_type: 'page'}
  expect(touchedBy({id: 'versions.r1.a', before, after})).toEqual([
    '*',
    'id:a',
    'type:therapy',
    'type:page',
  ])
  expect(touchedBy({id: 'a', before: null, after})).toEqual(['*', 'id:a', 'type:page'])
})
