import {performance} from 'node:perf_hooks'

import {expect, test} from 'vitest'

import type {SanityDocument} from './document.ts'
import {Evaluator} from './evaluator.ts'
import {compileFilter} from './filter.ts'
import {LinearPath} from './linear-path.ts'

const poison = JSON.parse(`[
  {"_id": "p1", "_type": "t", "hasOwnProperty": 1, "__proto__": {"name": "inherited"}},
  {"_id": "p2", "_type": "t", "then": {"hasOwnProperty": [{"__proto__": 2}]}, "constructor": 3},
  {"_id": "p3", "_type": "t", "toJSON": 4, "toString": 5, "valueOf": null, "isArray": true, "next": 1}
]`) as SanityDocument[]
const good: SanityDocument[] = [
  {_id: 'a', _type: 't', name: 'one', ref: {_ref: 'p2'}},
  {_id: 'z', _type: 't', name: 'two', ref: {_ref: 'a'}},
]

async function ask(
  documents: SanityDocument[],
  query: string,
  params: Record<string, unknown> = {},
): Promise<unknown> {
  const evaluator = new Evaluator()
  evaluator.load(documents)
  const result = await evaluator.query({
    query,
    params,
    perspective: 'raw',
    projectId: 'p',
    dataset: 'd',
  })
  return JSON.parse(JSON.stringify(result ?? null))
}

test('documents with keys of Object.prototype come back whole and leave others alone', async () => {
  const viewed = [...good.slice(0, 1), ...poison, ...good.slice(1)].map((document) =>
    JSON.stringify(document),
  )
  const all = (await ask([...poison, ...good], '*')) as SanityDocument[]
  expect(
    all.map((document) => {
      const {_originalId, ...rest} = document
      expect(_originalId).toBe(document._id)
      return JSON.stringify(rest)
    }),
  ).toEqual(viewed)
  expect(await ask([...poison, ...good], '*[defined(name)]{_id, "r": ref->_id}')).toEqual([
    {_id: 'a', r: 'p2'},
    {_id: 'z', r: 'a'},
  ])
  const spread = await ask(
    poison,
    '*[_id == "p1"][0]{..., "got": hasOwnProperty, "p": __proto__.name}',
  )
  expect(JSON.stringify(spread)).toBe(
    '{"_id":"p1","_type":"t","hasOwnProperty":1,"__proto__":{"name":"inherited"},"_originalId":"p1","got":1,"p":"inherited"}',
  )
  expect(await ask(poison, '*[_id == "p2"][0].then.hasOwnProperty[0]["__proto__"]')).toBe(2)
})

test('parameters and projections may use such names as well', async () => {
  const params = JSON.parse(
    '{"hasOwnProperty": "a", "constructor": {"__proto__": {"then": 1}}, "__proto__": "z"}',
  ) as Record<string, unknown>
  expect(await ask(good, '*[_id in [$hasOwnProperty, $__proto__]]._id', params)).toEqual(['a', 'z'])
  expect(JSON.stringify(await ask(good, '{"__proto__": $constructor, "then": 2}', params))).toBe(
    '{"__proto__":{"__proto__":{"then":1}},"then":2}',
  )
  await expect(ask(good, '*[_id == $toString]')).rejects.toThrow('param $toString')
})

test.each([
  'constructor::assign(1)',
  'global::valueOf()',
  '* | constructor(1)',
  'hasOwnProperty()',
])('%s is an undefined function', async (query) => {
  await expect(ask(good, query)).rejects.toMatchObject({
    name: 'QueryParseError',
    description: expect.stringMatching(/^undefined function (constructor|valueOf|hasOwn)/),
  })
})

test('a document nested thousands of levels deep is left out', async () => {
  const deep = JSON.parse(`{"_id":"deep","_type":"t","x":${'['.repeat(3000)}${']'.repeat(3000)}}`)
  expect(await ask([...good, deep as SanityDocument], '*[]._id')).toEqual(['a', 'z'])
})

const within = async (milliseconds: number, run: () => unknown): Promise<void> => {
  const start = performance.now()
  await run()
  expect(performance.now() - start).toBeLessThan(milliseconds)
}

test('patterns full of stars take linear time', async () => {
  const documents = [{_id: 'a', _type: 't', name: 'a'.repeat(5000), dots: `${'.'.repeat(50_000)}!`}]
  const pattern = `${'*a'.repeat(400)}*b`
  await within(1000, async () => {
    expect(await ask(documents, '*[name match $pattern]', {pattern})).toEqual([])
    expect(await ask(documents, '*[dots match "x"]')).toEqual([])
    expect(await ask(documents, '* | score(name match $pattern)', {pattern})).toHaveLength(1)
  })
})

test('paths full of stars take linear time, and their dots are dots', async () => {
  await within(1000, () => {
    expect(new LinearPath('**.'.repeat(40) + 'x').matches('a.'.repeat(60))).toBe(false)
  })
  const matches = (pattern: string, text: string): boolean => new LinearPath(pattern).matches(text)
  expect([
    matches('drafts.**', 'drafts.a.b'),
    matches('drafts.**', 'draftsXa'),
    matches('*', 'a'),
    matches('*', 'a.b'),
    matches('**', 'a.b'),
    matches('a.*.c', 'a.b.c'),
    matches('a.**.c', 'a.b.b.c'),
    matches('a.*', 'a.'),
  ]).toEqual([true, false, true, false, true, true, true, false])
})

test('subqueries nested ten levels deep are each computed once', async () => {
  const documents = Array.from({length: 200}, (_, n) => ({_id: `d${n}`, _type: 't'}))
  const nest = (levels: number): string =>
    levels === 0 ? '*[true]._id' : `*[_id in ${nest(levels - 1)}]._id`
  await within(400, async () => {
    expect(await ask(documents, `count(${nest(10)})`)).toBe(200)
  })
})

test('a list of many ids is looked up, not searched', async () => {
  const documents = Array.from({length: 20_000}, (_, n) => ({_id: `d${n}`, _type: 't'}))
  const ids = documents.map(({_id}) => _id)
  await within(3000, async () => {
    expect(await ask(documents, 'count(*[_id in $ids && !(_type in $ids)])', {ids})).toBe(20_000)
  })
})

test('a listener filter with loops in loops is stopped', () => {
  const zeros = `[${'0,'.repeat(1200)}0]`
  const filter = `*[count(${zeros}[count(${zeros}[count(${zeros}[@ > 1]) > 1]) > 1]) > 1]`
  const passes = compileFilter(filter, {}, {projectId: 'p', dataset: 'd'})
  expect(() => passes({_id: 'a', _type: 't'})).toThrow('the filter was stopped after 250 ms')
  const harmless = compileFilter(
    '*[count(a[b[c == 1][0].c == 1]) > 0]',
    {},
    {projectId: 'p', dataset: 'd'},
  )
  expect(harmless({_id: 'a', _type: 't', a: [{b: [{c: 1}]}]})).toBe(true)
})
