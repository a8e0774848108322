import {isRecord, type SanityDocument} from './document.ts'
import {QueryParseError} from './errors.ts'
import {escapeKeys} from './escape-keys.ts'
import {child, evaluateData, evaluateSync, isNode, type EvaluateOptions, type Node} from './groq.ts'
import {checkParameters, parseQuery} from './parse-query.ts'
import {rewrite} from './rewrite.ts'
import {withTimeLimit} from './time-limit.ts'
import {View} from './view.ts'

export interface FilterContext {
  identity?: string
  projectId: string
  dataset: string
}

/** The text of filters and conditions is parsed in the calling thread, in quadratic time. */
const MAXIMUM_LENGTH = 16_384

/** How long a filter with loops inside loops may look at one document. */
const TIME_LIMIT_MS = 250

/**
 * Compiles the filter a query begins with, for listeners. Ordering, slices, projections and joins
 * after it are ignored; `*` alone passes every document. `null` (no document) never passes. The
 * function it returns throws a `QueryBudgetError` when the filter loops for too long.
 *
 * @throws {QueryParseError} when the query is malformed or does not begin with `*`
 */
export function compileFilter(
  query: string,
  params: Readonly<Record<string, unknown>>,
  context: FilterContext,
): (document: SanityDocument | null) => boolean {
  const passes = predicate(leadingFilter(query, parsed(query, params)), params, context)
  return (document) => document !== null && passes(document)
}

/**
 * Compiles a bare condition, such as the filter of an access rule.
 *
 * @throws {QueryParseError} when the condition is malformed
 */
export function compileCondition(
  condition: string,
  params: Readonly<Record<string, unknown>> = {},
  context: Partial<FilterContext> = {},
): (document: SanityDocument) => boolean {
  return predicate(conditionFilter(condition, params), params, context)
}

/**
 * Whether a reader with these access rules may see a document; without rules, always. For the
 * documents of a `Dataset`, whose keys are escaped already.
 */
export function compileReadable(
  rules: readonly {filter: string; params?: Record<string, unknown>}[] | undefined,
  context: FilterContext,
): (document: SanityDocument) => boolean {
  if (!rules) return () => true
  const tests = rules.map(({filter, params = {}}) =>
    predicate(conditionFilter(filter, params), params, context, (document) => document),
  )
  return (document) => tests.some((test) => test(document))
}

const conditionFilter = (condition: string, params: Readonly<Record<string, unknown>>): Node => ({
  type: 'Filter',
  base: {type: 'Everything'},
  expr: parsed(condition, params),
})

function parsed(text: string, params: Readonly<Record<string, unknown>>): Node {
  if (text.length > MAXIMUM_LENGTH) {
    const description = `the filter has ${text.length} characters, and ${MAXIMUM_LENGTH} are allowed; send long lists as parameters`
    throw new QueryParseError(text, MAXIMUM_LENGTH, text.length, description)
  }
  const {tree, parameters} = parseQuery(text, params)
  checkParameters(text, parameters, params)
  return tree
}

function leadingFilter(query: string, tree: Node): Node {
  const filters: Node[] = []
  let node = tree
  while (node.type !== 'Everything') {
    if (node.type === 'Filter') filters.push(node)
    else filters.length = 0
    const base = node['base']
    if (!isNode(base)) {
      const description =
        'a listener needs a query that begins with a filter, such as *[_type == "x"]'
      throw new QueryParseError(query, 0, query.length, description)
    }
    node = base
  }
  return filters.reduceRight(
    (base, filter) => ({type: 'Filter', base, expr: child(filter, 'expr')}),
    {type: 'Everything'} as Node,
  )
}

function predicate(
  filter: Node,
  params: Readonly<Record<string, unknown>>,
  context: Partial<FilterContext>,
  prepare = (document: SanityDocument): SanityDocument => escapeKeys(document) as SanityDocument,
): (document: SanityDocument) => boolean {
  const escaped = escapeKeys(params)
  const mayLoop = loopDepth(filter) > 2
  let options: EvaluateOptions | null = null
  let document: SanityDocument | null = null
  const tree = rewrite(filter, {
    view: () => viewOf(document),
    subquery: (subquery) => options && evaluateData(subquery, options),
    plan: false,
  })
  return (given) => {
    const current = prepare(given)
    document = current
    options = {
      dataset: [current],
      params: isRecord(escaped) ? escaped : {},
      identity: context.identity ?? '<anonymous>',
      sanity: {projectId: context.projectId ?? '', dataset: context.dataset ?? ''},
      dereference: ({_ref}) => (_ref === current._id ? current : undefined),
    }
    const evaluated = options
    const result = mayLoop
      ? withTimeLimit('the filter', TIME_LIMIT_MS, () => evaluateSync(tree, evaluated))
      : evaluateSync(tree, evaluated)
    return Array.isArray(result) && result.length > 0
  }
}

const LOOPS = new Set(['Filter', 'Map', 'FlatMap', 'PipeFuncCall', 'SelectorFuncCall'])

/** How deeply loops stand within loops; the filter over the document itself counts as one. */
function loopDepth(node: Node): number {
  let deepest = 0
  if (node.type === 'Value') return deepest
  for (const [property, value] of Object.entries(node)) {
    const own = LOOPS.has(node.type) && property !== 'base' ? 1 : 0
    for (const each of Array.isArray(value) ? value : [value]) {
      if (isNode(each)) deepest = Math.max(deepest, own + loopDepth(each))
    }
  }
  return deepest
}

function viewOf(document: SanityDocument | null): View {
  const view = new View()
  if (document) view.set(document)
  return view
}
