import type {Change} from './dataset.ts'
import type {SanityDocument} from './document.ts'
import {QueryParseError} from './errors.ts'
import type {QueryRequest} from './evaluator.ts'
import {layersOf} from './perspective.ts'
import {QueryThread} from './query-thread.ts'

export type {Change} from './dataset.ts'
export type {SanityDocument} from './document.ts'
export {QueryBudgetError, QueryParseError} from './errors.ts'
export type {QueryRequest} from './evaluator.ts'
export type {Perspective} from './perspective.ts'

/** Evaluates GROQ over the documents it was given, in a thread of its own. */
export interface QueryEngine {
  /** Replaces all documents. */
  load(documents: Iterable<SanityDocument>): void
  /** To be called after each commit, in commit order. */
  apply(changes: readonly Change[]): void
  /**
   * Sees every change applied before the call.
   *
   * @throws {QueryParseError} when the query is malformed, lacks a parameter or uses a function
   *   that the lake does not have
   * @throws {QueryBudgetError} when it was stopped for taking too long or too much
   * @throws {RangeError} when the perspective combines `raw` with other layers
   */
  query(request: QueryRequest): Promise<unknown>
  /** The same result as JSON text, for callers that only pass it on. */
  queryJson(request: QueryRequest): Promise<string>
  close(): Promise<void>
}

export interface QueryEngineOptions {
  /** How long one query may run, in milliseconds of wall time. Default 10 000. */
  timeBudgetMs?: number
  /** Heap of the query thread, in megabytes; documents count too. Default 2 048. */
  memoryBudgetMb?: number
  /** Longest query text, in UTF-16 units; parsing time grows with its square. Default 65 536. */
  maximumQueryLength?: number
  /** Longest result, in UTF-16 units of JSON text. Default 67 108 864. */
  maximumResultLength?: number
}

export function createQueryEngine(options: QueryEngineOptions = {}): QueryEngine {
  const maximumQueryLength = options.maximumQueryLength ?? 65_536
  const thread = new QueryThread({
    timeBudgetMs: options.timeBudgetMs ?? 10_000,
    memoryBudgetMb: options.memoryBudgetMb ?? 2_048,
    maximumResultLength: options.maximumResultLength ?? 67_108_864,
  })

  async function queryJson(request: QueryRequest): Promise<string> {
    const {query, perspective} = request
    layersOf(perspective)
    if (query.length > maximumQueryLength) {
      const description = `the query has ${query.length} characters, and ${maximumQueryLength} are allowed; send long lists as parameters`
      throw new QueryParseError(query, maximumQueryLength, query.length, description)
    }
    return thread.query(request)
  }

  return {
    load: (documents) => thread.load(documents),
    apply: (changes) => thread.apply(changes),
    query: async (request) => JSON.parse(await queryJson(request)) as unknown,
    queryJson,
    close: () => thread.close(),
  }
}
