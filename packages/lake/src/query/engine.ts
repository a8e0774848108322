import type {SanityDocument} from './document.ts'
import {QueryParseError} from './errors.ts'
import type {QueryRequest} from './evaluator.ts'
import {layersOf} from './perspective.ts'
import {DeferredError, QueryThread} from './query-thread.ts'
import type {Selection} from './selection.ts'
import {SlowLane} from './slow-lane.ts'
import {isSystemGroup} from './system-groups.ts'
import type {Answer} from './worker.ts'

export type {SanityDocument} from './document.ts'
export {QueryBudgetError, QueryParseError} from './errors.ts'
export type {QueryRequest} from './evaluator.ts'
export type {Answer} from './worker.ts'
export type {Selection} from './selection.ts'
export type {Perspective} from './perspective.ts'

/** What became of a document, as JSON text; `null` when it is gone. */
export interface ChangedText {
  id: string
  text: string | null
}

/**
 * Evaluates GROQ over the documents it was given, in threads of its own: one answers what is quick,
 * and hands what is not to another, so that a slow query holds up slow queries only.
 */
export interface QueryEngine {
  /** Replaces all documents. */
  load(documents: Iterable<SanityDocument>): void
  /** To be called after each commit, in commit order. */
  apply(changes: readonly ChangedText[]): void
  /**
   * Sees every change applied before the call.
   *
   * @throws {QueryParseError} when the query is malformed, lacks a parameter or uses a function
   *   that the lake does not have
   * @throws {QueryBudgetError} when it was stopped for taking too long or too much
   * @throws {RangeError} when the perspective combines `raw` with other layers
   */
  query(request: QueryRequest): Promise<unknown>
  /** The same result as JSON text in UTF-8, for callers that only pass it on, and what it rests on. */
  answer(request: QueryRequest): Promise<Answer>
  /**
   * The documents that a mutation's query is about: a filter, and possibly a slice after it.
   *
   * @throws {QueryParseError} also when the query is more than that
   */
  select(request: QueryRequest): Promise<Selection>
  /** Every stored document as JSON text, ascending by id, as it is now whatever happens later. */
  snapshot(): string[]
  close(): Promise<void>
}

const parse = ({json}: Answer): unknown => JSON.parse(new TextDecoder().decode(json))

export interface QueryEngineOptions {
  /** How long one query may run, in milliseconds of wall time. Default 10 000. */
  timeBudgetMs?: number
  /** How long a query may compute before it counts as slow, in milliseconds. Default 50. */
  quickMs?: number
  /** Heap of each query thread, in megabytes; documents count too. Default 2 048. */
  memoryBudgetMb?: number
  /** Longest query text, in UTF-16 units; parsing time grows with its square. Default 65 536. */
  maximumQueryLength?: number
  /** Longest result, in UTF-16 units of JSON text. Default 67 108 864. */
  maximumResultLength?: number
}

/** A quick query that does not even let itself be interrupted is stopped after this time. */
const UNINTERRUPTED_MS = 2_000

const MAXIMUM_REMEMBERED = 500

export function createQueryEngine(options: QueryEngineOptions = {}): QueryEngine {
  const maximumQueryLength = options.maximumQueryLength ?? 65_536
  const budget = {
    timeBudgetMs: options.timeBudgetMs ?? 10_000,
    memoryBudgetMb: options.memoryBudgetMb ?? 2_048,
    maximumResultLength: options.maximumResultLength ?? 67_108_864,
  }
  const documents = new Map<string, string>()
  const quick = new QueryThread(documents, {
    ...budget,
    timeBudgetMs: UNINTERRUPTED_MS,
    quickMs: options.quickMs ?? 50,
  })
  const slowThread = new QueryThread(documents, budget)
  const slow = new SlowLane(slowThread)
  const knownSlow = new Set<string>()
  quick.start()

  async function answer(request: QueryRequest): Promise<Answer> {
    const {query, perspective, identity = ''} = request
    layersOf(perspective)
    if (query.length > maximumQueryLength) {
      const description = `the query has ${query.length} characters, and ${maximumQueryLength} are allowed; send long lists as parameters`
      throw new QueryParseError(query, maximumQueryLength, query.length, description)
    }
    const text = JSON.stringify(request)
    const key = request.select ? `select ${query}` : query
    if (knownSlow.has(key)) return slow.query(identity, text)
    try {
      return await quick.query(text)
    } catch (error) {
      if (!(error instanceof DeferredError)) throw error
      if (knownSlow.size >= MAXIMUM_REMEMBERED) knownSlow.clear()
      knownSlow.add(key)
      return slow.query(identity, text)
    }
  }

  return {
    load: (given) => {
      documents.clear()
      for (const document of given) documents.set(document._id, JSON.stringify(document))
      quick.reload()
      slowThread.reload()
    },
    apply: (changes) => {
      for (const {id, text} of changes) {
        if (text === null) documents.delete(id)
        else documents.set(id, text)
      }
      const ids = changes.map(({id}) => id)
      quick.apply(ids)
      slowThread.apply(ids)
    },
    query: async (request) => parse(await answer(request)),
    answer,
    select: async (request) => parse(await answer({...request, select: true})) as Selection,
    snapshot: () =>
      [...documents]
        .filter(([_id]) => !isSystemGroup({_id}))
        .sort(([a], [b]) => (a < b ? -1 : 1))
        .map(([, document]) => document),
    close: async () => {
      await Promise.all([quick.close(), slow.close()])
    },
  }
}
