import {
  DateTime,
  evaluate as groqEvaluate,
  evaluateSync as groqEvaluateSync,
  parse as groqParse,
  toJS as groqToJS,
} from 'groq-js'

/** One node of a groq-js syntax tree. Which further properties it has depends on `type`. */
export interface Node {
  readonly type: string
  readonly [property: string]: unknown
}

export interface EvaluateOptions {
  dataset: unknown
  params: Record<string, unknown>
  root?: unknown
  timestamp?: Date
  identity: string
  sanity: {projectId: string; dataset: string}
  dereference: (reference: {_ref: string}) => unknown
}

export function parse(query: string, params: Record<string, unknown>): Node {
  const tree: unknown = groqParse(query, {params})
  if (!isNode(tree)) throw new TypeError('groq-js returned something that is not a syntax tree')
  return tree
}

export function evaluateSync(tree: Node, options: EvaluateOptions): unknown {
  return groqToJS(groqEvaluateSync(tree, options))
}

/** The value as groq-js keeps it, in which dates and paths are objects of its own. */
export function evaluateData(tree: Node, options: EvaluateOptions): unknown {
  const value: {data: unknown} = groqEvaluateSync(tree, options)
  return value.data
}

/** For the few functions that groq-js has in asynchronous form only. */
export async function evaluate(tree: Node, options: EvaluateOptions): Promise<unknown> {
  const value = await groqEvaluate(tree, options)
  return groqToJS(await value.asStatic())
}

interface DateTimeValue {
  equals(other: unknown): boolean
  toString(): string
}

/** What groq-js makes of `dateTime("…")`. */
export const isDateTime = (value: unknown): value is DateTimeValue => value instanceof DateTime

export function isNode(value: unknown): value is Node {
  return typeof value === 'object' && value !== null && 'type' in value
}

/** A child that the grammar says is always there. */
export function child(node: Node, property: string): Node {
  const value = node[property]
  if (!isNode(value)) throw new TypeError(`a ${node.type} node has no ${property}`)
  return value
}

export function children(node: Node, property: string): readonly Node[] {
  const value = node[property]
  if (!Array.isArray(value)) throw new TypeError(`a ${node.type} node has no list of ${property}`)
  return value.filter(isNode)
}

/** Rebuilds a node with every child node replaced by `change(child, property)`. */
export function mapChildren(node: Node, change: (child: Node, property: string) => Node): Node {
  if (node.type === 'Value') return node
  const copy: Record<string, unknown> = {}
  for (const [property, value] of Object.entries(node)) {
    if (Array.isArray(value)) {
      copy[property] = value.map((item: unknown) => (isNode(item) ? change(item, property) : item))
    } else {
      copy[property] = isNode(value) ? change(value, property) : value
    }
  }
  return {...copy, type: node.type}
}

/** Every node of the tree, parents first. */
export function* walk(node: Node): Generator<Node> {
  yield node
  if (node.type === 'Value') return
  for (const value of Object.values(node)) {
    if (Array.isArray(value)) {
      for (const item of value) if (isNode(item)) yield* walk(item)
    } else if (isNode(value)) {
      yield* walk(value)
    }
  }
}

export const constant = (value: unknown): Node => ({type: 'Value', value})
export const attribute = (name: string): Node => ({type: 'AccessAttribute', name})
export const self: Node = {type: 'This'}
