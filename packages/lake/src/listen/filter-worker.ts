import {parentPort, workerData} from 'node:worker_threads'

import {QueryBudgetError, QueryParseError} from '../query/errors.ts'
import {compileFilter} from '../query/filter.ts'
import type {SanityDocument} from '../query/document.ts'
import {withTimeLimit} from '../query/time-limit.ts'

export type ToFilterWorker =
  | {kind: 'add'; listener: number; filter: string}
  | {kind: 'remove'; listener: number}
  /** `documents` is JSON text of a list of `[before, after]`; without `only`, for all listeners. */
  | {kind: 'match'; id: number; documents: string; only?: number}

export type FromFilterWorker =
  | {kind: 'added'; listener: number}
  | {kind: 'refused'; listener: number; refusal: Refusal}
  /** The filter took too long or threw; the listener is removed. */
  | {kind: 'failed'; listener: number; message: string}
  | {kind: 'matched'; id: number; matches: Matches}

/** By listener, one number per changed document: 1 passed before, 2 passes now, 3 both. */
export type Matches = Map<number, Uint8Array>

export interface Refusal {
  query: string
  start: number
  end: number
  description: string
}

export interface FilterRequest {
  query: string
  params: Record<string, unknown>
  identity: string
  projectId: string
  dataset: string
}

/** How long one filter may look at the documents of one transaction, in milliseconds. */
const BASE_LIMIT_MS = 50
const LIMIT_PER_DOCUMENT_MS = 0.5

const COMPILE_LIMIT_MS = 1_000

const port = parentPort
if (!port) throw new TypeError('filter-worker.ts runs in a worker thread only; use FilterThread')

type Pair = [before: SanityDocument | null, after: SanityDocument | null]
type Passes = (document: SanityDocument | null) => boolean
const filters = new Map<number, Passes>()

/** Tells the other side which listener is being looked at, should this thread die of it. */
const current = new Int32Array(workerData as SharedArrayBuffer)

port.on('message', (message: ToFilterWorker) => {
  switch (message.kind) {
    case 'add':
      Atomics.store(current, 0, message.listener)
      add(message.listener, JSON.parse(message.filter) as FilterRequest)
      break
    case 'remove':
      filters.delete(message.listener)
      break
    case 'match':
      reply({kind: 'matched', id: message.id, matches: match(message.documents, message.only)})
      break
    default:
      message satisfies never
  }
  Atomics.store(current, 0, 0)
})

function add(listener: number, {query, params, ...context}: FilterRequest): void {
  try {
    const passes = withTimeLimit('reading the filter', COMPILE_LIMIT_MS, () =>
      compileFilter(query, params, context),
    )
    filters.set(listener, passes)
    reply({kind: 'added', listener})
  } catch (error) {
    if (error instanceof QueryParseError) {
      const {start, end, description} = error
      reply({kind: 'refused', listener, refusal: {query, start, end, description}})
    } else if (error instanceof QueryBudgetError || error instanceof RangeError) {
      const refusal = {query, start: 0, end: query.length, description: error.message}
      reply({kind: 'refused', listener, refusal})
    } else throw error
  }
}

function match(text: string, only: number | undefined): Matches {
  const documents = JSON.parse(text) as Pair[]
  const limit = BASE_LIMIT_MS + LIMIT_PER_DOCUMENT_MS * documents.length
  const looking = [...filters].filter(([listener]) => only === undefined || listener === only)
  try {
    // All at once in the ordinary case, because a time limit costs more than a filter.
    return withTimeLimit('all filters', limit, () => matchAll(looking, documents))
  } catch (error) {
    if (!(error instanceof QueryBudgetError)) throw error
    return matchEach(looking, documents, limit)
  }
}

function matchAll(looking: readonly [number, Passes][], documents: readonly Pair[]): Matches {
  const matches: Matches = new Map()
  const failed = new Map<number, string>()
  for (const [listener, passes] of looking) {
    Atomics.store(current, 0, listener)
    try {
      note(matches, listener, passes, documents)
    } catch (error) {
      failed.set(listener, error instanceof Error ? error.message : String(error))
    }
  }
  for (const [listener, message] of failed) fail(listener, message)
  return matches
}

function matchEach(
  looking: readonly [number, Passes][],
  documents: readonly Pair[],
  limit: number,
): Matches {
  const matches: Matches = new Map()
  for (const [listener, passes] of looking) {
    Atomics.store(current, 0, listener)
    try {
      withTimeLimit('the filter', limit, () => note(matches, listener, passes, documents))
    } catch (error) {
      fail(listener, error instanceof Error ? error.message : String(error))
    }
  }
  return matches
}

function note(
  matches: Matches,
  listener: number,
  passes: Passes,
  documents: readonly Pair[],
): void {
  const found = Uint8Array.from(
    documents,
    ([before, after]) => (passes(before) ? 1 : 0) | (passes(after) ? 2 : 0),
  )
  if (found.some((each) => each !== 0)) matches.set(listener, found)
}

function fail(listener: number, message: string): void {
  filters.delete(listener)
  reply({kind: 'failed', listener, message})
}

function reply(message: FromFilterWorker): void {
  port?.postMessage(message)
}
