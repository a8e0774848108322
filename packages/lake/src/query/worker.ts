import {parentPort} from 'node:worker_threads'

import type {Change} from './dataset.ts'
import type {SanityDocument} from './document.ts'
import {QueryBudgetError, QueryParseError} from './errors.ts'
import {Evaluator, type QueryRequest} from './evaluator.ts'

/** Documents, requests and results travel as JSON text, which is copied faster than objects. */
export type ToWorker =
  | {kind: 'load'; documents: string}
  | {kind: 'apply'; changes: string}
  | {kind: 'query'; id: number; request: string; maximumResultLength: number}

export type FromWorker =
  | {kind: 'started'; id: number}
  | {kind: 'result'; id: number; json: string}
  | {kind: 'failure'; id: number; failure: Failure}

export type Failure =
  | {type: 'parse'; query: string; start: number; end: number; description: string}
  | {type: 'budget'; message: string}
  | {type: 'other'; message: string; stack?: string | undefined}

const port = parentPort
if (!port) throw new TypeError('worker.ts runs in a worker thread only; use createQueryEngine()')

const evaluator = new Evaluator()
let previous: Promise<void> = Promise.resolve()

port.on('message', (message: ToWorker) => {
  previous = previous.then(() => handle(message))
})

async function handle(message: ToWorker): Promise<void> {
  switch (message.kind) {
    case 'load':
      return evaluator.load(JSON.parse(message.documents) as SanityDocument[])
    case 'apply':
      return evaluator.apply(JSON.parse(message.changes) as Change[])
    case 'query':
      return reply(await answer(message))
  }
}

async function answer(message: ToWorker & {kind: 'query'}): Promise<FromWorker> {
  const {id, request, maximumResultLength} = message
  reply({kind: 'started', id})
  try {
    const result = await evaluator.query(JSON.parse(request) as QueryRequest)
    const json = JSON.stringify(result ?? null)
    if (json.length > maximumResultLength) {
      const limit = `the result has ${json.length} characters of JSON, and ${maximumResultLength}`
      throw new QueryBudgetError(`${limit} are allowed; ask for fewer documents or attributes`)
    }
    return {kind: 'result', id, json}
  } catch (error) {
    return {kind: 'failure', id, failure: failureOf(error)}
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
  port?.postMessage(message)
}
