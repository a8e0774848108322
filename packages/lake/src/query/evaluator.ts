import {isRecord, type SanityDocument} from './document.ts'
import {Dataset, type Change} from './dataset.ts'
import {type DatasetUse, datasetUses, dependenciesOf, type Dependency} from './dependencies.ts'
import {escapeKeys, unescapeKeys} from './escape-keys.ts'
import {compileReadable} from './filter.ts'
import {
  evaluate,
  evaluateData,
  evaluateSync,
  walk,
  type EvaluateOptions,
  type Node,
} from './groq.ts'
import {
  checkParameters,
  constantParameters,
  parseQuery,
  type ConstantParameters,
  type ParsedQuery,
} from './parse-query.ts'
import {layersOf, type Perspective} from './perspective.ts'
import {rewrite} from './rewrite.ts'
import {type Selection, takeApart} from './selection.ts'
import {readTraces, type SourceMap, type Traced} from './source-map.ts'
import {traceSources} from './trace-sources.ts'
import type {View} from './view.ts'

export interface QueryRequest {
  query: string
  params: Record<string, unknown>
  perspective: Perspective
  /** A document must pass one of these to be seen; without the list every document is. */
  readable?: {filter: string; params?: Record<string, unknown>}[]
  /** Hides documents whose id contains a dot. */
  anonymous?: boolean
  identity?: string
  projectId: string
  dataset: string
  /** What `now()` is: a date, or its ISO form. */
  now?: Date | string
  /** Tells where each part of the result came from; elements of lists by index or by `_key`. */
  resultSourceMap?: 'index' | 'key'
  /** The result is a `Selection`: which documents a mutation with this query is about. */
  select?: true
}

interface PreparedQuery extends ParsedQuery {
  uses: readonly DatasetUse[]
  isAsync: boolean
  mayHaveHazards: boolean
}

/** One evaluation: what it sees, and the closed subqueries it has computed so far. */
interface Evaluation {
  view: View
  options: EvaluateOptions
  computed: Map<Node, unknown>
  uses: readonly DatasetUse[]
  /** Ids that were dereferenced. */
  followed: Set<string>
  params: Readonly<Record<string, unknown>>
  sourceMap: SourceMap | null
}

const MAXIMUM_PREPARED = 500

/** Up to so many documents in so many layers, a view is made in a moment. */
const QUICK_VIEW_SIZE = 5_000

/** Evaluates queries over a dataset in memory, in the calling thread. */
export class Evaluator {
  readonly #dataset = new Dataset()
  readonly #prepared = new Map<string, PreparedQuery>()
  readonly #constants = new Map<string, ConstantParameters>()
  #evaluation: Evaluation | null = null

  load(documents: Iterable<SanityDocument>): void {
    this.#dataset.load(documents)
  }

  apply(changes: readonly Change[]): void {
    this.#dataset.apply(changes)
  }

  /** One at a time: the next query must not begin before this one has settled. */
  async query(request: QueryRequest): Promise<unknown> {
    if (request.select) return this.#select(request)
    const {tree, options, isAsync, finish} = this.#begin(request)
    return finish(isAsync ? await evaluate(tree, options) : evaluateSync(tree, options))
  }

  /** The same for the queries that can be evaluated at once, which are most; `null` for others. */
  querySync(request: QueryRequest): {result: unknown} | null {
    if (request.select) return {result: this.#select(request)}
    const {tree, options, isAsync, finish} = this.#begin(request)
    return isAsync ? null : {result: finish(evaluateSync(tree, options))}
  }

  /** What the result of the query that was evaluated last depends on. */
  dependencies(): Dependency[] {
    const {uses, params, followed} = this.#current()
    return dependenciesOf(uses, params, followed)
  }

  /** Of the query that was evaluated last; `null` when it was not asked for. */
  sourceMap(): SourceMap | null {
    return this.#current().sourceMap
  }

  /** Whether the view a request needs is there, or does not take long to make. */
  hasView(request: QueryRequest): boolean {
    const {perspective} = request
    const layers = typeof perspective === 'string' ? 0 : perspective.length
    if (layers * this.#dataset.size < QUICK_VIEW_SIZE) {
      this.#viewFor(request)
      return true
    }
    return this.#dataset.hasView(layersOf(request.perspective), readerKey(request))
  }

  #select(request: QueryRequest): Selection {
    const {query, params} = request
    const parsed = parseQuery(query, params)
    const {filter, slice} = takeApart(query, parsed.tree)
    const {options} = this.#begin(request, {
      ...parsed,
      uses: [],
      isAsync: false,
      mayHaveHazards: true,
    })
    const documents = evaluateSync(this.#rewrite(filter), options)
    if (!Array.isArray(documents)) throw new TypeError('a filter must give a list of documents')
    return {ids: documents.map(({_id}: SanityDocument) => _id), slice}
  }

  #rewrite(tree: Node): Node {
    return rewrite(tree, {
      view: () => this.#current().view,
      subquery: (subquery) => this.#subquery(subquery),
      plan: true,
    })
  }

  #begin(request: QueryRequest, prepared = this.#prepare(request)) {
    checkParameters(request.query, prepared.parameters, request.params)
    const view = this.#viewFor(request)
    const params = escapeKeys(request.params)
    const followed = new Set<string>()
    const options: EvaluateOptions = {
      dataset: view.documents,
      params: isRecord(params) ? params : {},
      timestamp: request.now === undefined ? new Date() : new Date(request.now),
      identity: request.identity ?? '<anonymous>',
      sanity: {projectId: request.projectId, dataset: request.dataset},
      dereference: ({_ref}) => {
        followed.add(_ref)
        return view.get(_ref)
      },
    }
    const {uses} = prepared
    const evaluation: Evaluation = {
      view,
      options,
      computed: new Map(),
      uses,
      followed,
      params: request.params,
      sourceMap: null,
    }
    this.#evaluation = evaluation
    const mayHaveEscapedKeys =
      prepared.mayHaveHazards || this.#dataset.hasEscapedKeys || params !== request.params
    return {
      tree: prepared.tree,
      options,
      isAsync: prepared.isAsync,
      finish: (evaluated: unknown) => {
        let result = evaluated
        if (request.resultSourceMap !== undefined) {
          const byKey = request.resultSourceMap === 'key'
          const read = readTraces(evaluated as Traced, view, {byKey})
          evaluation.sourceMap = read.sourceMap
          result = read.result
        }
        return mayHaveEscapedKeys ? unescapeKeys(result) : result
      },
    }
  }

  #current(): Evaluation {
    if (!this.#evaluation) throw new TypeError('no query is being evaluated')
    return this.#evaluation
  }

  #subquery(tree: Node): unknown {
    const {computed, options} = this.#current()
    if (!computed.has(tree)) computed.set(tree, evaluateData(tree, options))
    return computed.get(tree)
  }

  #viewFor(request: QueryRequest): View {
    const {perspective, readable, anonymous} = request
    return this.#dataset.view(layersOf(perspective), readerKey(request), () => {
      const mayRead = compileReadable(readable, request)
      return (document) => !(anonymous && document._id.includes('.')) && mayRead(document)
    })
  }

  #prepare({query, params, resultSourceMap}: QueryRequest): PreparedQuery {
    const isTraced = resultSourceMap !== undefined
    const usage = this.#constants.get(query)
    const known = usage && this.#prepared.get(preparedKey(query, usage, params, isTraced))
    if (known) return known
    const parsed = parseQuery(query, params)
    const prepared = {
      ...parsed,
      tree: this.#rewrite(isTraced ? traceSources(parsed.tree) : parsed.tree),
      uses: datasetUses(parsed.tree),
      isAsync: [...walk(parsed.tree)].some((node) => node['namespace'] === 'diff'),
      mayHaveHazards: /\b(?:__proto__|hasOwnProperty|then)\b/.test(query),
    }
    if (this.#prepared.size >= MAXIMUM_PREPARED) {
      this.#prepared.clear()
      this.#constants.clear()
    }
    this.#constants.set(query, parsed.constants)
    this.#prepared.set(preparedKey(query, parsed.constants, params, isTraced), prepared)
    return prepared
  }
}

/** Readers with the same key see the same documents. */
function readerKey({readable, anonymous, identity}: QueryRequest): string {
  const namesReader = readable?.some(({filter}) => filter.includes('identity')) ?? false
  return JSON.stringify([readable, anonymous === true, namesReader && identity])
}

function preparedKey(
  query: string,
  constants: ConstantParameters,
  params: Readonly<Record<string, unknown>>,
  isTraced: boolean,
): string {
  if (constants === 'none' && !isTraced) return query
  const used = constants === 'none' ? {} : constantParameters(query, constants, params)
  return JSON.stringify([query, used, isTraced])
}
