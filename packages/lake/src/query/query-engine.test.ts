import {afterEach, expect, test} from 'vitest'

import {
  createQueryEngine,
  QueryBudgetError,
  QueryParseError,
  type QueryEngine,
  type QueryEngineOptions,
} from './engine.ts'

const engines: QueryEngine[] = []

afterEach(async () => {
  await Promise.all(engines.splice(0).map((engine) => engine.close()))
})

function start(options?: QueryEngineOptions): {
  engine: QueryEngine
  ask: (query: string, params?: Record<string, unknown>) => Promise<unknown>
} {
  const engine = createQueryEngine(options)
  engines.push(engine)
  engine.load([
    {_id: 'a', _type: 't', n: 1},
    {_id: 'b', _type: 't', n: 2},
  ])
  const request = {perspective: 'raw', projectId: 'p', dataset: 'd'} as const
  return {engine, ask: (query, params = {}) => engine.query({...request, query, params})}
}

const zeros = `[${'0,'.repeat(1500)}0]`
const endless = `count(${zeros}[count(${zeros}[count(${zeros}[@ > 1]) > 1]) > 1])`

test('a query sees every change applied before it, also those of the same turn', async () => {
  const {engine, ask} = start()
  engine.apply([{id: 'c', text: JSON.stringify({_id: 'c', _type: 't'})}])
  const first = ask('*[]._id')
  engine.apply([
    {id: 'a', text: null},
    {id: 'b', text: JSON.stringify({_id: 'b', _type: 't', n: 3})},
  ])
  expect(await first).toEqual(['a', 'b', 'c'])
  expect(await ask('*[]{_id, n}')).toEqual([
    {_id: 'b', n: 3},
    {_id: 'c', n: null},
  ])
  engine.load([])
  expect(await ask('*')).toEqual([])
})

test('a query that takes too long is stopped, and the others get their answers', async () => {
  const {engine, ask} = start({timeBudgetMs: 300})
  const settled = Promise.allSettled([ask('count(*)'), ask(endless), ask('count(*)')])
  engine.apply([{id: 'c', text: JSON.stringify({_id: 'c', _type: 't'})}])
  const [before, stopped, after] = await settled
  expect(before).toEqual({status: 'fulfilled', value: 2})
  expect(stopped).toEqual({
    status: 'rejected',
    reason: new QueryBudgetError('the query was stopped after 0.3 s'),
  })
  expect(after.status).toBe('fulfilled')
  expect(await ask('count(*)')).toBe(3)
})

test('a slow query holds up slow queries only', {timeout: 30_000}, async () => {
  const {engine, ask} = start({timeBudgetMs: 2_000})
  const order: string[] = []
  const note = async (name: string, answer: Promise<unknown>) => {
    await answer.catch(() => undefined)
    order.push(name)
  }
  const slow = note('slow', ask(endless))
  await note('quick', ask('count(*)'))
  engine.apply([{id: 'c', text: JSON.stringify({_id: 'c', _type: 't'})}])
  const somewhatSlow = `count([${'0,'.repeat(400)}0][count([${'0,'.repeat(400)}0][count([${'0,'.repeat(40)}0]) > 1]) > 1])`
  const after = note('somewhat slow', ask(somewhatSlow))
  await note('quick, with the change', expect(ask('count(*)')).resolves.toBe(3))
  await Promise.all([slow, after])
  expect(order).toEqual(['quick', 'quick, with the change', 'slow', 'somewhat slow'])
})

test('callers take turns with slow queries', {timeout: 30_000}, async () => {
  const {engine} = start({timeBudgetMs: 100})
  const order: string[] = []
  const as = async (identity: string) => {
    const request = {perspective: 'raw', projectId: 'p', dataset: 'd', params: {}} as const
    const asked = engine.query({...request, identity, query: endless})
    await expect(asked).rejects.toThrow('the query was stopped after 0.1 s')
    order.push(identity)
  }
  await as('ada')
  await Promise.all([as('ada'), as('ada'), as('bob'), as('bob')])
  expect(order).toEqual(['ada', 'ada', 'bob', 'ada', 'bob'])
})

test('slow queries of one caller cannot pile up', async () => {
  const {engine, ask} = start({timeBudgetMs: 60_000, quickMs: 1})
  const asked = Array.from({length: 22}, async () => ask(endless))
  const outcomes = Promise.allSettled(asked)
  await expect(asked[21]).rejects.toThrow('20 slow queries of this caller are waiting already')
  await engine.close()
  const reasons = (await outcomes).map(
    (outcome) => outcome.status === 'rejected' && String(outcome.reason),
  )
  expect(new Set(reasons.slice(0, 21))).toEqual(new Set(['Error: the query engine is closed']))
})

test('a large result is passed on as it is', async () => {
  const {engine, ask} = start()
  const text = 'x'.repeat(800_000)
  engine.apply([
    {id: 'c', text: JSON.stringify({_id: 'c', _type: 'large', text})},
    {id: 'd', text: JSON.stringify({_id: 'd', _type: 'large', text})},
  ])
  expect(await ask('*[_type == "large"].text')).toEqual([text, text])
})

test('a snapshot stays as it was', () => {
  const {engine} = start()
  const before = engine.snapshot()
  engine.apply([{id: 'a', text: null}])
  expect(before).toEqual(['{"_id":"a","_type":"t","n":1}', '{"_id":"b","_type":"t","n":2}'])
  expect(engine.snapshot()).toEqual(['{"_id":"b","_type":"t","n":2}'])
})

test('a query that takes too much memory is stopped, and the others get their answers', async () => {
  const {ask} = start({memoryBudgetMb: 64, timeBudgetMs: 60_000})
  const list = `[${'{"a":1},'.repeat(400)}]`
  const greedy = `*[]{"x": ${list}[]{"y": ${list}[]{"z": ${list}[]{a, "b": [a, a, a]}}}}`
  const [stopped, after] = await Promise.allSettled([ask(greedy), ask('*[_id == "b"][0].n')])
  expect(stopped).toEqual({
    status: 'rejected',
    reason: new QueryBudgetError('the query was stopped because it used too much memory'),
  })
  expect(after).toEqual({status: 'fulfilled', value: 2})
}, 60_000)

test('a result that is too long is refused', async () => {
  const {ask} = start({maximumResultLength: 100})
  await expect(ask(`[${'"some text",'.repeat(20)}]`)).rejects.toThrow(QueryBudgetError)
  expect(await ask('1 + 1')).toBe(2)
})

test('a malformed query is described in the words and positions of the service', async () => {
  const {ask} = start()
  await expect(ask('*[_type == ')).rejects.toMatchObject({
    name: 'QueryParseError',
    query: '*[_type == ',
    start: 11,
    end: 11,
    description: 'unexpected end-of-file, expected expression',
  })
  await expect(ask('*[_id == $id]')).rejects.toMatchObject({
    start: 9,
    end: 12,
    description: 'param $id referenced, but not provided',
  })
  await expect(ask('*[] | order(text::tokens(a, b))')).rejects.toMatchObject({
    start: 12,
    end: 24,
    description: 'the function text::tokens() is not available in this lake',
  })
  await expect(ask('*[0..$n]', {n: 'x'})).rejects.toThrow('slicing must use constant numbers')
})

test('an over-long query is refused without being parsed', async () => {
  const {ask} = start({maximumQueryLength: 1000})
  await expect(ask(`*[${'_id == "a" && '.repeat(100)}true]`)).rejects.toThrow(QueryParseError)
})

test('parameters that become part of the parsed query are not mixed up', async () => {
  const {ask} = start()
  expect(await ask('*[0...$n]._id', {n: 1})).toEqual(['a'])
  expect(await ask('*[0...$n]._id', {n: 2})).toEqual(['a', 'b'])
  expect(await ask('*[0][$key]', {key: null})).toBeNull()
  expect(await ask('*[0][$key]', {key: 'n'})).toBe(1)
  expect(await ask('*[0][$key]', {key: '_id'})).toBe('a')
})

test('a closed engine refuses queries and rejects those under way', async () => {
  const {engine, ask} = start()
  const underWay = expect(ask(endless)).rejects.toThrow('the query engine is closed')
  await engine.close()
  await underWay
  await expect(ask('*')).rejects.toThrow('the query engine is closed')
})
