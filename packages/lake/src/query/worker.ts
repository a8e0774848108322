import {parentPort} from 'node:worker_threads'

import type {Change} from './dataset.ts'
import type {Dependency} from './dependencies.ts'
import {QueryBudgetError, QueryParseError} from './errors.ts'
import {Evaluator, type QueryRequest} from './evaluator.ts'
import {isLarger} from './result-size.ts'
import {withTimeLimit} from './time-limit.ts'

/** Documents and requests travel as JSON text, which is copied faster than objects. */
export type ToWorker =
  | {kind: 'clear'}
  | {kind: 'apply'; changes: string}
  | {kind: 'query'; id: number; request: string; limits: QueryLimits}

export interface QueryLimits {
  /** With this, a query that computes for longer is given back as `deferred`. */
  quickMs?: number
  /** UTF-16 units of JSON text. */
  maximumResultLength: number
}

export type FromWorker =
  | {kind: 'started'; id: number}
  | ({kind: 'result'; id: number} & Answer)
  | {kind: 'deferred'; id: number}
  | {kind: 'failure'; id: number; failure: Failure}

export interface Answer {
  /** The result as JSON text in UTF-8. */
  json: Uint8Array<ArrayBuffer>
  /** Empty for a selection. */
  dependencies: readonly Dependency[]
  /** JSON text, when it was asked for. */
  sourceMap?: string
}

export type Failure =
  | {type: 'parse'; query: string; start: number; end: number; description: string}
  | {type: 'budget'; message: string}
  | {type: 'other'; message: string; stack?: string | undefined}

/** Printing a result cannot be interrupted, so a quick query may not have a larger one. */
const QUICK_RESULT_SIZE = 1_000_000

const port = parentPort
if (!port) throw new TypeError('worker.ts runs in a worker thread only; use createQueryEngine()')

const encoder = new TextEncoder()
const evaluator = new Evaluator()
let previous: Promise<void> = Promise.resolve()

port.on('message', (message: ToWorker) => {
  previous = previous.then(() => handle(message))
})

async function handle(message: ToWorker): Promise<void> {
  switch (message.kind) {
    case 'clear':
      return evaluator.load([])
    case 'apply':
      return evaluator.apply(JSON.parse(message.changes) as Change[])
    case 'query':
      return reply(await answer(message))
  }
}

async function answer(message: ToWorker & {kind: 'query'}): Promise<FromWorker> {
  const {id, limits} = message
  reply({kind: 'started', id})
  try {
    const request = JSON.parse(message.request) as QueryRequest
    const outcome =
      limits.quickMs === undefined
        ? {result: await evaluator.query(request)}
        : quickly(limits.quickMs, request)
    if (outcome === 'deferred') return {kind: 'deferred', id}
    const json = JSON.stringify(outcome.result ?? null)
    if (json.length > limits.maximumResultLength) {
      const limit = `the result has ${json.length} characters of JSON, and ${limits.maximumResultLength}`
      throw new QueryBudgetError(`${limit} are allowed; ask for fewer documents or attributes`)
    }
    const dependencies = request.select ? [] : evaluator.dependencies()
    const sourceMap = request.resultSourceMap && JSON.stringify(evaluator.sourceMap())
    if (sourceMap && sourceMap.length > limits.maximumResultLength) {
      throw new QueryBudgetError('the source map is too large; ask for fewer documents')
    }
    return {
      kind: 'result',
      id,
      json: encoder.encode(json),
      dependencies,
      ...(sourceMap ? {sourceMap} : {}),
    }
  } catch (error) {
    return {kind: 'failure', id, failure: failureOf(error)}
  }
}

function quickly(milliseconds: number, request: QueryRequest): {result: unknown} | 'deferred' {
  try {
    if (!evaluator.hasView(request)) return 'deferred'
    return withTimeLimit('the query', milliseconds, () => {
      const outcome = evaluator.querySync(request)
      return outcome === null || isLarger(outcome.result, QUICK_RESULT_SIZE) ? 'deferred' : outcome
    })
  } catch (error) {
    if (error instanceof QueryBudgetError) return 'deferred'
    throw error
  }
}

function failureOf(error: unknown): Failure {
  if (error instanceof QueryParseError) {
    const {query, start, end, description} = error
    return {type: 'parse', query, start, end, description}
  }
  if (error instanceof QueryBudgetError) return {type: 'budget', message: error.message}
  if (
    error instanceof RangeError &&
    /call stack|string length|array length|nested/i.test(error.message)
  ) {
    return {type: 'budget', message: `the query is nested too deeply or its result is too large`}
  }
  if (error instanceof Error) return {type: 'other', message: error.message, stack: error.stack}
  return {type: 'other', message: String(error)}
}

function reply(message: FromWorker): void {
  port?.postMessage(message, message.kind === 'result' ? [message.json.buffer] : [])
}
