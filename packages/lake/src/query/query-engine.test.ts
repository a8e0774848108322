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
  engine.apply([{id: 'c', after: {_id: 'c', _type: 't'}}])
  const first = ask('*[]._id')
  engine.apply([
    {id: 'a', after: null},
    {id: 'b', after: {_id: 'b', _type: 't', n: 3}},
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
  engine.apply([{id: 'c', after: {_id: 'c', _type: 't'}}])
  const [before, stopped, after] = await settled
  expect(before).toEqual({status: 'fulfilled', value: 2})
  expect(stopped).toEqual({
    status: 'rejected',
    reason: new QueryBudgetError('the query was stopped after 0.3 s'),
  })
  expect(after.status).toBe('fulfilled')
  expect(await ask('count(*)')).toBe(3)
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
  await expect(ask('*[] | order(geo::distance(a, b))')).rejects.toMatchObject({
    start: 12,
    end: 25,
    description: 'the function geo::distance() is not available in this lake',
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
