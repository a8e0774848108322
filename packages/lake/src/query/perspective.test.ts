import {expect, test} from 'vitest'

import type {SanityDocument} from './document.ts'
import {Evaluator, type QueryRequest} from './evaluator.ts'
import type {Perspective} from './perspective.ts'

const stored: SanityDocument[] = [
  {_id: 'drug', _type: 'drug', name: 'examplinib', class: {_ref: 'class'}},
  {_id: 'drafts.drug', _type: 'drug', name: 'examplinib draft', class: {_ref: 'class'}},
  {_id: 'versions.r1.drug', _type: 'drug', name: 'examplinib r1', class: {_ref: 'other'}},
  {_id: 'class', _type: 'class', name: 'Class'},
  {_id: 'drafts.class', _type: 'class', name: 'Class draft'},
  {_id: 'drafts.new', _type: 'drug', name: 'draft only'},
  {_id: 'other', _type: 'class', name: 'Other'},
  {_id: 'versions.r1.other', _type: 'class', name: 'gone', _system: {delete: true}},
]

function asker(documents: SanityDocument[]): {
  evaluator: Evaluator
  ask: (perspective: Perspective, query: string, more?: Partial<QueryRequest>) => Promise<unknown>
} {
  const evaluator = new Evaluator()
  evaluator.load(documents)
  return {
    evaluator,
    ask: (perspective, query, more) =>
      evaluator.query({query, params: {}, perspective, projectId: 'p', dataset: 'd', ...more}),
  }
}

const names = '*[_type == "drug"]{_id, _originalId, name, "class": class->name}'

test('published sees only documents without a prefix', async () => {
  const {ask} = asker(stored)
  expect(await ask('published', names)).toEqual([
    {_id: 'drug', _originalId: 'drug', name: 'examplinib', class: 'Class'},
  ])
  expect(await ask('published', 'count(*)')).toBe(3)
})

test('drafts win over published documents and appear under the published id', async () => {
  const {ask} = asker(stored)
  expect(await ask('drafts', names)).toEqual([
    {_id: 'drug', _originalId: 'drafts.drug', name: 'examplinib draft', class: 'Class draft'},
    {_id: 'new', _originalId: 'drafts.new', name: 'draft only', class: null},
  ])
  expect(await ask('drafts', '*[_id == "drug"][0].name')).toBe('examplinib draft')
  expect(await ask('drafts', '*[_id == "drafts.drug"]')).toEqual([])
  expect(await ask('drafts', 'count(*)')).toBe(4)
  expect(await ask('drafts', '*[references("class")]._originalId')).toEqual(['drafts.drug'])
})

test('in a stack the first layer wins and a deleting version hides the document', async () => {
  const {ask} = asker(stored)
  expect(await ask(['r1', 'drafts'], names)).toEqual([
    {_id: 'drug', _originalId: 'versions.r1.drug', name: 'examplinib r1', class: null},
    {_id: 'new', _originalId: 'drafts.new', name: 'draft only', class: null},
  ])
  expect(await ask(['r1', 'drafts'], '*[_id == "other"]')).toEqual([])
  expect(await ask(['r2'], '*[_id == "other"][0].name')).toBe('Other')
  expect(await ask(['r1'], '*[sanity::partOfRelease("r1")]._originalId')).toEqual([
    'versions.r1.drug',
  ])
})

test('raw sees every stored document as it is', async () => {
  const {ask} = asker(stored)
  expect(await ask('raw', '*[]{_id, "same": _id == _originalId}')).toEqual(
    stored.map(({_id}) => ({_id, same: true})).sort((a, b) => (a._id < b._id ? -1 : 1)),
  )
  expect(await ask('raw', '*[sanity::versionOf("drug")]._id')).toEqual([
    'drafts.drug',
    'drug',
    'versions.r1.drug',
  ])
})

test('raw in a stack is refused', async () => {
  const {ask} = asker(stored)
  await expect(ask(['raw', 'drafts'], '*')).rejects.toThrow(RangeError)
})

test('every view follows changes', async () => {
  const {ask, evaluator} = asker(stored)
  const perspectives: Perspective[] = ['raw', 'published', 'drafts', ['r1', 'drafts']]
  const query = '*[_type == "drug" && name != "x"]._originalId'
  for (const perspective of perspectives) await ask(perspective, query)
  const after = {_id: 'drafts.added', _type: 'drug', name: 'added'}
  evaluator.apply([
    {id: 'drafts.drug', after: null},
    {id: 'versions.r1.drug', after: null},
    {id: 'drug', after: {_id: 'drug', _type: 'note', name: 'retyped'}},
    {id: 'drafts.added', after},
  ])
  const results: unknown[] = []
  for (const perspective of perspectives) results.push(await ask(perspective, query))
  expect(results).toEqual([
    ['drafts.added', 'drafts.new'],
    [],
    ['drafts.added', 'drafts.new'],
    ['drafts.added', 'drafts.new'],
  ])
  expect(await ask('drafts', '*[references("class")]')).toEqual([])
  expect(await ask('drafts', '*[_id == "drug"]._type')).toEqual(['note'])
})

test('a reader without rights to drafts sees the published documents instead', async () => {
  const {ask} = asker(stored)
  const readable = [
    {filter: '!(_id in path("drafts.**")) && _type in $types', params: {types: ['drug']}},
  ]
  expect(await ask('drafts', '*[].name', {readable})).toEqual(['examplinib'])
  expect(await ask('drafts', '*[]{"c": class->name}', {readable})).toEqual([{c: null}])
  expect(await ask('raw', '*[]._id', {readable: []})).toEqual([])
})

test('an anonymous reader sees no id that contains a dot', async () => {
  const {ask} = asker(stored)
  expect(await ask('raw', '*[]._id', {anonymous: true})).toEqual(['class', 'drug', 'other'])
  expect(await ask('drafts', '*[_id == "drug"][0].name', {anonymous: true})).toBe('examplinib')
})

test('access rules that name the reader are kept apart for each reader', async () => {
  const own = [1, 2].map((n) => ({_id: `note-${n}`, _type: 'note', owner: `user-${n}`}))
  const {ask} = asker(own)
  const readable = [{filter: 'owner == identity()'}]
  for (const identity of ['user-1', 'user-2', 'user-1']) {
    const expected = [identity.replace('user', 'note')]
    expect(await ask('raw', '*[]._id', {readable, identity})).toEqual(expected)
  }
})

test('results without an order come in ascending order of id', async () => {
  const {ask, evaluator} = asker(['c', 'a', 'B', 'b'].map((_id) => ({_id, _type: 't'})))
  evaluator.apply([{id: 'aa', after: {_id: 'aa', _type: 't'}}])
  expect(await ask('raw', '*[_type == "t"]._id')).toEqual(['B', 'a', 'aa', 'b', 'c'])
  expect(await ask('raw', '*[_id in ["c", "a", "c"]]._id')).toEqual(['a', 'c'])
})
