import {randomUUID} from 'node:crypto'

import {child, children, constant, isNode, mapChildren, self, type Node} from './groq.ts'

/**
 * Where a value of a result came from, written down while the query runs:
 *
 * - `b`, `k`: the attribute or element `k` of `b`, which is an object or list of a document or of
 *   another step of the query
 * - `l`: something that stands in the query
 * - `c`: one of these, the first that has the value
 * - `e`: a list, one for each element; `f`: the same, with lists among the values laid flat
 * - `n`, `r`: the attribute `n` of an object comes from `r`; `s`: all its others from this object
 * - `d`: what an object was made from
 */
export interface Trace {
  b?: unknown
  k?: string | number
  l?: true
  c?: readonly (Trace | null)[]
  e?: readonly (Trace | null)[]
  f?: readonly (Trace | null)[]
  n?: string
  r?: Trace | null
  s?: unknown
  d?: unknown
}

/** Attributes of this name hold the traces of an object; no document can know it. */
const HIDDEN = `\u{F8FE}${randomUUID()}`

export const isHidden = (key: string): boolean => key.startsWith(HIDDEN)

/**
 * Rewrites a query so that its result is `{value, trace}`, in which every object that the query
 * makes carries traces of its attributes in hidden ones. Objects and lists taken from documents as
 * they are stay the very same, so that they need no trace.
 */
export function traceSources(tree: Node): Node {
  let count = 0

  function go(node: Node): Node {
    const copy = mapChildren(node, go)
    if (node.type !== 'Object') return copy
    const traces = children(node, 'attributes').flatMap((attribute) => {
      if (attribute.type === 'ObjectAttributeValue') {
        const trace = traceOf(child(attribute, 'value'))
        const name = constant(String(attribute['name']))
        return trace ? [object({n: name, r: trace})] : []
      }
      return attribute.type === 'ObjectSplat' ? [object({s: go(child(attribute, 'value'))})] : []
    })
    count += 1
    const hidden = attributeNode(`${HIDDEN}${count}`, list([...traces, object({d: self})]))
    return {...copy, attributes: [...children(copy, 'attributes'), hidden]}
  }

  function traceOf(node: Node): Node | null {
    switch (node.type) {
      case 'AccessAttribute': {
        const base = node['base']
        return object({
          b: isNode(base) ? go(base) : self,
          k: constant(String(node['name'])),
        })
      }
      case 'AccessElement':
        return object({b: go(child(node, 'base')), k: constant(node['index'])})
      case 'Group':
      case 'ArrayCoerce':
        return traceOf(child(node, 'base'))
      case 'Value':
      case 'Parameter':
        return object({l: constant(true)})
      case 'Select':
        return selected(node)
      case 'FuncCall': {
        if (node['namespace'] !== 'global' || node['name'] !== 'coalesce') return null
        return object({c: list(children(node, 'args').map((arg) => traceOf(arg) ?? NOTHING))})
      }
      case 'Map':
      case 'FlatMap': {
        const expr = traceOf(child(node, 'expr'))
        if (!expr) return null
        const traces = {...node, type: 'Map', base: go(child(node, 'base')), expr}
        return object(node.type === 'Map' ? {e: traces} : {f: traces})
      }
      case 'Array': {
        const elements = children(node, 'elements')
        if (elements.some((element) => element['isSplat'] === true)) return null
        return object({e: list(elements.map((each) => traceOf(child(each, 'value')) ?? NOTHING))})
      }
      default:
        return null
    }
  }

  function selected(node: Node): Node {
    const fallback = node['fallback']
    return {
      ...node,
      alternatives: children(node, 'alternatives').map((alternative) => ({
        ...alternative,
        condition: go(child(alternative, 'condition')),
        value: traceOf(child(alternative, 'value')) ?? NOTHING,
      })),
      ...(isNode(fallback) ? {fallback: traceOf(fallback) ?? NOTHING} : {}),
    }
  }

  return object({value: go(tree), trace: traceOf(tree) ?? NOTHING})
}

const NOTHING = constant(null)

const attributeNode = (name: string, value: Node): Node => ({
  type: 'ObjectAttributeValue',
  name,
  value,
})

const object = (attributes: Record<string, Node>): Node => ({
  type: 'Object',
  attributes: Object.entries(attributes).map(([name, value]) => attributeNode(name, value)),
})

const list = (values: readonly Node[]): Node => ({
  type: 'Array',
  elements: values.map((value) => ({type: 'ArrayElement', value, isSplat: false})),
})
