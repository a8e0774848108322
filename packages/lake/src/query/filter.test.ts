import {expect, test} from 'vitest'

import {compileCondition, compileFilter} from './filter.ts'
import {QueryParseError} from './errors.ts'

const context = {identity: 'user-1', projectId: 'p', dataset: 'd'}

/** Which of these documents a listener with the query hears about. */
const heard = (query: string, params: Record<string, unknown> = {}): string[] => {
  const passes = compileFilter(query, params, context)
  return documents.filter(passes).map(({_id}) => _id)
}

const documents = [
  {_id: 'a', _type: 'drug', body: [{_type: 'block', refs: [{_ref: 'b'}]}]},
  {_id: 'drafts.a', _type: 'drug', title: 'two words', _system: {group: {_ref: 'a'}}},
  {_id: 'versions.r1.a', _type: 'drug', link: {_ref: 'a'}, _system: {group: {_ref: 'g'}}},
  {_id: '_.releases.r1', _type: 'system.release', state: 'active'},
  {_id: '_.groups.x', _type: 'system.group'},
]
const all = documents.map(({_id}) => _id)
const group = ['a', 'drafts.a', 'versions.r1.a']

test('the filters that the Studio listens with', () => {
  expect(heard('*')).toEqual(all)
  expect(heard('*[_id in $ids]', {ids: ['a', 'drafts.a', 'x']})).toEqual(['a', 'drafts.a'])
  expect(heard('*[_type == $type]', {type: 'drug'})).toEqual(group)
  expect(heard('*[sanity::versionOf($publishedId)]', {publishedId: 'a'})).toEqual(group)
  expect(
    heard(
      '*[_type=="system.release" && _id in path("_.releases.*")]{..., "x": count(*)} | order(name asc)',
    ),
  ).toEqual(['_.releases.r1'])
  expect(heard('*[(sanity::partOfRelease("r1") || sanity::partOfRelease("r2"))]')).toEqual([
    'versions.r1.a',
  ])
  expect(
    heard('*[references($documentId) && _system.group._ref != $documentId]', {documentId: 'a'}),
  ).toEqual(['versions.r1.a'])
  expect(heard('*[references("b")]')).toEqual(['a'])
  expect(heard('*[!(_id in path("_.**"))]')).toEqual(group)
})

test('what follows the filter is ignored', () => {
  const rest = [
    '{_id}',
    '[0]',
    '[0...10]',
    ' | order(_id)',
    '._id',
    '.link->',
    '{"x": *[_type == "q"]}',
  ]
  for (const each of rest) expect(heard(`*[_type == "drug"]${each}`)).toEqual(group)
  expect(heard('*[0]')).toEqual(all)
  expect(heard('*[_type == "drug"][defined(link)] | order(_id) [0..1] {a}')).toEqual([
    'versions.r1.a',
  ])
  expect(heard('*[_type == "drug"]{title}[title == "x"]')).toEqual(group)
})

test('no document passes no filter', () => {
  expect(compileFilter('*', {}, context)(null)).toBe(false)
})

test('text searches and slices with parameters work in listeners', () => {
  const query = '*[([@, _id] match text::query($q) || references($id))] | order(_id) [0...$n]'
  expect(heard(query, {q: 'wor*', id: 'b', n: 3})).toEqual(['a', 'drafts.a'])
})

test('a malformed query, a missing parameter and a query without a filter are refused', () => {
  for (const query of ['*[', '*[_id == $id]', '{"a": *}', 'count(*)', '*[foo::bar()]', '']) {
    expect(() => compileFilter(query, {}, context)).toThrow(QueryParseError)
  }
  expect(() => compileFilter(`*[${'a && '.repeat(5000)}b]`, {}, context)).toThrow(QueryParseError)
})

test('a condition of an access rule is tested on the stored document', () => {
  const passing = (condition: string, params?: Record<string, unknown>): string[] =>
    documents.filter(compileCondition(condition, params, context)).map(({_id}) => _id)
  expect(passing('_id in path("**")')).toEqual(all)
  expect(passing('_id in path("*")')).toEqual(['a'])
  expect(passing('_id in path("drafts.**") && _type == $type', {type: 'drug'})).toEqual([
    'drafts.a',
  ])
  expect(passing('identity() == "user-1" && defined(title)')).toEqual(['drafts.a'])
  expect(passing('null')).toEqual([])
  expect(() => compileCondition('true] | order(_id) | [true')).toThrow(QueryParseError)
})
