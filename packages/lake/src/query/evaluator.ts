import {isRecord, type SanityDocument} from './document.ts'
import {Dataset, type Change} from './dataset.ts'
import {escapeKeys, unescapeKeys} from './escape-keys.ts'
import {compileReadable} from './filter.ts'
import {evaluate, evaluateSync, walk, type EvaluateOptions, type Node} from './groq.ts'
import {checkParameters, parseQuery, type ParsedQuery} from './parse-query.ts'
import {layersOf, type Perspective} from './perspective.ts'
import {rewrite} from './rewrite.ts'
import {View} from './view.ts'

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
  now?: Date
}

interface PreparedQuery extends ParsedQuery {
  tree: Node
  isAsync: boolean
  hasHazards: boolean
}

const MAXIMUM_PREPARED = 500

/** Evaluates queries over a dataset in memory, in the calling thread. */
export class Evaluator {
  readonly #dataset = new Dataset()
  readonly #prepared = new Map<string, PreparedQuery>()
  #view = new View()

  load(documents: Iterable<SanityDocument>): void {
    this.#dataset.load(documents)
  }

  apply(changes: readonly Change[]): void {
    this.#dataset.apply(changes)
  }

  /** One at a time: the next query must not begin before this one has settled. */
  async query(request: QueryRequest): Promise<unknown> {
    const prepared = this.#prepare(request)
    checkParameters(request.query, prepared.parameters, request.params)
    this.#view = this.#viewFor(request)
    const params = escapeKeys(request.params)
    const options: EvaluateOptions = {
      dataset: this.#view.documents,
      params: isRecord(params) ? params : {},
      timestamp: request.now ?? new Date(),
      identity: request.identity ?? '<anonymous>',
      sanity: {projectId: request.projectId, dataset: request.dataset},
      dereference: ({_ref}) => this.#view.get(_ref),
    }
    const result = prepared.isAsync
      ? await evaluate(prepared.tree, options)
      : evaluateSync(prepared.tree, options)
    const mayHaveHazards =
      this.#dataset.hasEscapedKeys || prepared.hasHazards || params !== request.params
    return mayHaveHazards ? unescapeKeys(result) : result
  }

  #viewFor({perspective, readable, anonymous, ...request}: QueryRequest): View {
    const mayRead = compileReadable(readable, request)
    const identity = readable?.some(({filter}) => filter.includes('identity'))
      ? request.identity
      : undefined
    const key = JSON.stringify([readable, anonymous === true, identity])
    return this.#dataset.view(
      layersOf(perspective),
      key,
      (document) => !(anonymous && document._id.includes('.')) && mayRead(document),
    )
  }

  #prepare({query, params}: QueryRequest): PreparedQuery {
    const plain = this.#prepared.get(query)
    if (plain && Object.keys(plain.constants).length === 0) return plain
    const key = plain && constantsKey(query, plain.constants, params)
    const known = key === undefined ? undefined : this.#prepared.get(key)
    if (known) return known
    const parsed = parseQuery(query, params)
    const tree = rewrite(parsed.tree, {view: () => this.#view, plan: true})
    const prepared = {
      ...parsed,
      tree,
      isAsync: [...walk(tree)].some((node) => node['namespace'] === 'diff'),
      hasHazards: /__proto__|hasOwnProperty|then/.test(query),
    }
    if (this.#prepared.size >= MAXIMUM_PREPARED) this.#prepared.clear()
    this.#prepared.set(query, prepared)
    if (Object.keys(parsed.constants).length > 0) {
      this.#prepared.set(constantsKey(query, parsed.constants, params), prepared)
    }
    return prepared
  }
}

function constantsKey(
  query: string,
  constants: Readonly<Record<string, unknown>>,
  params: Readonly<Record<string, unknown>>,
): string {
  return JSON.stringify([query, Object.keys(constants).map((name) => [name, params[name]])])
}
