import {expect, test} from 'vitest'

import {Evaluator} from './evaluator.ts'
import {matchesTextQuery, parseTextQuery} from './text-query.ts'

const matches = (text: string, value: unknown): boolean =>
  matchesTextQuery(value, parseTextQuery(text))

test('all words must occur, in any order and case', () => {
  expect(matches('TUMOR slow', 'A slow neuroendocrine tumor')).toBe(true)
  expect(matches('tumor fast', 'A slow neuroendocrine tumor')).toBe(false)
  expect(matches('tum', 'tumor')).toBe(false)
})

test('a trailing star matches longer words', () => {
  expect(matches('tum*', 'tumors')).toBe(true)
  expect(matches('um*', 'tumors')).toBe(false)
})

test('a phrase must occur word by word within one text', () => {
  expect(matches('"slow tumor"', 'a slow tumor')).toBe(true)
  expect(matches('"slow tumor"', 'a tumor, slow')).toBe(false)
  expect(matches('"slow tumor"', ['slow', 'tumor'])).toBe(false)
  expect(matches('"slow tum"*', 'slow tumors')).toBe(true)
})

test('a minus excludes a word or phrase', () => {
  expect(matches('tumor -fast', 'slow tumor')).toBe(true)
  expect(matches('tumor -slow', 'slow tumor')).toBe(false)
  expect(matches('-"fast tumor"', 'fast growing tumor')).toBe(true)
  expect(matches('-fast', 'slow')).toBe(true)
})

test('nothing and a lone star match every value, but not a missing one', () => {
  for (const query of ['', '  ', '*', '**', '""']) {
    expect([matches(query, 'x'), matches(query, {}), matches(query, null)]).toEqual([
      true,
      true,
      false,
    ])
  }
})

test('words join across the spans of a Portable Text block, and fields outside it are read', () => {
  const block = {
    _type: 'block',
    _key: 'k1',
    style: 'normal',
    children: [
      {_type: 'span', _key: 's1', text: 'The slow thera', marks: []},
      {_type: 'span', _key: 's2', text: 'py works', marks: ['strong']},
    ],
    markDefs: [{_type: 'link', _key: 'm1', href: 'https://example.org/page'}],
  }
  const document = {_id: 'page-1', _type: 'page', body: [block], deep: {list: [['nested word']]}}
  const found = ['"slow therapy works"', 'nested', 'example*', 'page'].map((q) =>
    matches(q, document),
  )
  expect(found).toEqual([true, true, true, true])
  expect(['k1', 'span', 'therapys'].map((q) => matches(q, document))).toEqual([false, false, false])
})

const documents = [
  {_id: 'a', _type: 'drug', title: 'examplinib examplinib', note: 'carcinoid'},
  {_id: 'b', _type: 'drug', title: 'other', note: 'examplinib and carcinoid'},
  {_id: 'drafts.c', _type: 'page', title: 'about examplinib', link: {_ref: 'b'}},
  {_id: 'd', _type: 'page', title: 'about nothing'},
]

async function ask(query: string, params: Record<string, unknown>): Promise<unknown> {
  const evaluator = new Evaluator()
  evaluator.load(documents)
  return evaluator.query({query, params, perspective: 'drafts', projectId: 'p', dataset: 'd'})
}

/** The texts below have the form that Studio 6.16 builds for its search strategy "groq2024". */
const base = '([@, _id] match text::query($__query) || references($__rawQuery))'
const rest = '{_type, _id, _originalId, "orderings": [_updatedAt]} | order(orderings[0] desc)'
const list = `// findability-mvi:5\n*[_type in $__types && ${base}] ${rest} [0...$__limit]`
const typed = (query: string): Record<string, unknown> => ({
  __types: ['drug', 'page'],
  __limit: 101,
  __query: query === '' ? '*' : `${query}*`,
  __rawQuery: query,
})
const ids = (result: unknown): string[] => (result as {_id: string}[]).map(({_id}) => _id)

test('a document list of the Studio with an empty search box lists everything', async () => {
  expect(ids(await ask(list, typed('')))).toEqual(['a', 'b', 'c', 'd'])
})

test('a document list of the Studio finds words, ids and references', async () => {
  expect(ids(await ask(list, typed('exampl')))).toEqual(['a', 'b', 'c'])
  expect(ids(await ask(list, typed('b')))).toEqual(['b', 'c'])
  expect(ids(await ask(list, {...typed('exampl'), __limit: 1}))).toEqual(['a'])
})

test('the global search of the Studio ranks by weight and leaves out what does not match', async () => {
  const boost = 'boost(_type in ["drug"] && title match text::query($__query), 10)'
  const search = `// findability-mvi:5
*[_type in $__types] | score(${boost}, boost(references($__refIds), 5), ${base}) [_score > 0] {_type, _id, _originalId, "orderings": [_score]} | order(orderings[0] desc) [0...$__limit]`
  const found = await ask(search, {...typed('exampl'), __refIds: ['b']})
  expect(ids(found)).toEqual(['a', 'c', 'b'])
  expect(found).toHaveProperty('0._originalId', 'a')
  expect(found).toHaveProperty('1._originalId', 'drafts.c')
})

test('the reference lookup of the Studio resolves ids', async () => {
  const lookup =
    '*[(_type == "drug" && title match text::query($__query)) || (_type == "page" && pt::text(body) match text::query($__query))][0...1000]._id'
  expect(await ask(lookup, {__query: 'exam*'})).toEqual(['a'])
})

test('text::query on its own, or with something else than text, matches nothing or is refused', async () => {
  expect(await ask('*[title match text::query($q)]', {q: null})).toEqual([])
  await expect(ask('*[text::query("a")]', {})).rejects.toThrow('text::query()')
})
