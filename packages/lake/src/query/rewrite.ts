import {isClosedSubquery} from './closed-subquery.ts'
import {child, children, constant, isNode, mapChildren, self, type Node} from './groq.ts'
import {nativeCall, type NativeFunction} from './native-call.ts'
import {geoArguments} from './geo/geo-calls.ts'
import {
  geoContains,
  geoDistance,
  geoIntersects,
  isInPath,
  isMember,
  latLng,
  partOfRelease,
  plainCounts,
  plainMatch,
  targetId,
  textCounts,
  textMatch,
  toGeo,
  toPath,
  unique,
} from './native-functions.ts'
import {isTextQuery, ungrouped} from './parse-query.ts'
import {planFilter} from './planner.ts'
import type {View} from './view.ts'

export interface RewriteOptions {
  /** The view of the evaluation that is going on. */
  view: () => View
  /** The value of a closed subquery in that evaluation, computed at most once. */
  subquery: (tree: Node) => unknown
  /** Whether filters over the dataset get an index lookup in front. */
  plan: boolean
}

/** Where a node stands, as far as that decides what may replace it. */
interface Position {
  /** Only `true` or anything else matters: a filter's condition. */
  isCondition: boolean
  /** groq-js computes a score from the node instead of its value. */
  isScored: boolean
  /** Directly inside a mapping such as `a[].b`, where `^` skips a scope. */
  isHidden: boolean
  /** Evaluated once for each of many documents. */
  isRepeated: boolean
}

const ONCE: Position = {isCondition: false, isScored: false, isHidden: false, isRepeated: false}
const REPEATED: Position = {...ONCE, isRepeated: true}

/** Replaces the parts of a tree that groq-js lacks, evaluates in unbounded time, or scans for. */
export function rewrite(tree: Node, options: RewriteOptions): Node {
  const once = new Map<Node, Node>()
  const value = (node: Node, at: Position): Node =>
    go(node, {...at, isCondition: false, isScored: false})
  const condition = (node: Node, at: Position): Node =>
    go(node, {...at, isCondition: true, isScored: false})

  function go(node: Node, at: Position): Node {
    if (at.isRepeated && isClosedSubquery(node)) return computedOnce(node)
    switch (node.type) {
      case 'Filter': {
        const expr = child(node, 'expr')
        const base = child(node, 'base')
        const prepare = (key: Node): Node =>
          isClosedSubquery(key) ? computedOnce(key) : value(key, at)
        const planned =
          options.plan && base.type === 'Everything'
            ? planFilter(expr, {view: options.view, allowParent: !at.isHidden, prepare})
            : value(base, at)
        return {...node, base: planned, expr: condition(expr, REPEATED)}
      }
      case 'Projection':
        return {
          ...node,
          base: value(child(node, 'base'), at),
          expr: value(child(node, 'expr'), REPEATED),
        }
      case 'Map':
      case 'FlatMap':
        return {
          ...node,
          base: value(child(node, 'base'), at),
          expr: value(child(node, 'expr'), {...REPEATED, isHidden: true}),
        }
      case 'PipeFuncCall': {
        const isScored = node['name'] === 'score'
        return {
          ...node,
          base: value(child(node, 'base'), at),
          args: children(node, 'args').map((arg) => go(arg, {...REPEATED, isScored})),
        }
      }
      case 'Select':
      case 'SelectAlternative':
      case 'ObjectConditionalSplat':
        return mapChildren(node, (each, property) =>
          property === 'condition' ? condition(each, at) : value(each, at),
        )
      case 'Group':
        return at.isScored ? go(child(node, 'base'), at) : mapChildren(node, (each) => go(each, at))
      case 'And':
        return at.isCondition ? conjunction(node, at) : mapChildren(node, (each) => go(each, at))
      case 'Or':
        return at.isCondition ? disjunction(node, at) : mapChildren(node, (each) => go(each, at))
      case 'OpCall':
        return operator(node, at)
      case 'FuncCall':
        return functionCall(node, at)
      case 'SelectorFuncCall':
        return mapChildren(node, (each) => value(each, {...REPEATED, isHidden: true}))
      default:
        return mapChildren(node, (each) => value(each, at))
    }
  }

  /** groq-js evaluates both sides of `&&`; here the cheap ones go first and may end it. */
  function conjunction(node: Node, at: Position): Node {
    const parts = flatten(node, 'And').sort((a, b) => cost(a) - cost(b))
    return parts
      .map((part) => condition(part, at))
      .reduceRight((rest, part) => select(part, rest, constant(false)))
  }

  function disjunction(node: Node, at: Position): Node {
    const parts = flatten(node, 'Or')
      .sort((a, b) => cost(a) - cost(b))
      .map((part) => condition(part, at))
    return parts.reduceRight((rest, part) => select(part, constant(true), rest))
  }

  function operator(node: Node, at: Position): Node {
    const left = value(child(node, 'left'), at)
    const right = child(node, 'right')
    if (node['op'] === 'match') {
      const given = ungrouped(right)
      const isText = isTextQuery(given)
      const pattern = value(isText ? (children(given, 'args')[0] ?? self) : right, at)
      const [test, count] = isText ? [textMatch, textCounts] : [plainMatch, plainCounts]
      return at.isScored ? scoredMatch(count, left, pattern) : nativeCall(test, [left, pattern])
    }
    if (node['op'] === 'in') {
      if (right.type === 'FuncCall' && right['name'] === 'path') {
        return nativeCall(isInPath, [left, value(right, at)])
      }
      const list = constantList(right) ?? value(right, at)
      if (list.type === 'Value' || list.type === 'Parameter') {
        return nativeCall(isMember, [left, list])
      }
    }
    return {...node, left, right: value(right, at)}
  }

  function functionCall(node: Node, at: Position): Node {
    const args = children(node, 'args').map((arg) => value(arg, at))
    switch (`${String(node['namespace'])}::${String(node['name'])}`) {
      case 'global::boost': {
        const [scored, weight] = children(node, 'args')
        if (!scored || !weight) return node
        return {...node, args: [go(scored, at), value(weight, at)]}
      }
      case 'global::path':
        return nativeCall(toPath, args)
      case 'array::unique':
        return nativeCall(unique, args)
      case 'sanity::partOfRelease':
        return nativeCall(partOfRelease, [...args, self])
      case 'geo::latLng':
        return geoArguments(args) ? nativeCall(toGeo, args.slice(1)) : nativeCall(latLng, args)
      case 'geo::contains':
        return nativeCall(geoContains, args)
      case 'geo::intersects':
        return nativeCall(geoIntersects, args)
      case 'geo::distance':
        return nativeCall(geoDistance, args)
      case 'documents::get':
        return nativeCall(([target]) => options.view().get(targetId(target) ?? '') ?? null, args)
      case 'documents::incomingRefCount':
        return nativeCall(
          ([target]) => options.view().lookup('references', targetId(target) ?? '').length,
          args.length > 0 ? args : [self],
        )
      default:
        return {...node, args}
    }
  }

  /** groq-js reads the value of a constant each time it evaluates one, so it may be computed late. */
  function computedOnce(node: Node): Node {
    const known = once.get(node)
    if (known) return known
    const subquery = go(node, ONCE)
    const made = {
      type: 'Value',
      get value(): unknown {
        return options.subquery(subquery)
      },
    }
    once.set(node, made)
    return made
  }

  return go(tree, ONCE)
}

function flatten(node: Node, type: 'And' | 'Or'): Node[] {
  const parts: Node[] = []
  let rest = node
  while (rest.type === type || rest.type === 'Group') {
    if (rest.type === 'Group') {
      rest = child(rest, 'base')
      continue
    }
    parts.unshift(child(rest, 'right'))
    rest = child(rest, 'left')
  }
  parts.unshift(rest)
  return parts
}

const select = (condition: Node, value: Node, fallback: Node): Node => ({
  type: 'Select',
  alternatives: [{type: 'SelectAlternative', condition, value}],
  fallback,
})

/** A rough order of how long a node takes: fields, then text, then other documents. */
function cost(node: Node): number {
  let own = 0
  if (node.type === 'Everything') own = 4
  else if (node.type === 'Deref') own = 3
  else if (node.type === 'FuncCall') own = node['name'] === 'references' ? 2 : 1
  else if (node.type === 'OpCall' && node['op'] === 'match') own = 2
  if (node.type === 'Value') return own
  for (const value of Object.values(node)) {
    for (const each of Array.isArray(value) ? value : [value]) {
      if (isNode(each)) own = Math.max(own, cost(each))
    }
  }
  return own
}

/**
 * groq-js scores `a match b` by how often each word of `b` occurs in `a`. It is handed made-up
 * words with the same counts, because it would search the real ones by regular expression.
 */
function scoredMatch(count: NativeFunction, left: Node, right: Node): Node {
  const asCounts = (values: readonly unknown[]): readonly number[] => {
    const counts = count(values)
    return Array.isArray(counts) ? counts.filter((each) => typeof each === 'number') : []
  }
  return {
    type: 'OpCall',
    op: 'match',
    left: nativeCall(
      (values) =>
        asCounts(values).flatMap((each, index) => Array.from({length: each}, () => `w${index}`)),
      [left, right],
    ),
    right: nativeCall((values) => asCounts(values).map((_, index) => `w${index}`), [left, right]),
  }
}

function constantList(node: Node): Node | null {
  if (node.type === 'Parameter' || node.type === 'Value') return node
  if (node.type !== 'Array') return null
  const elements = children(node, 'elements')
  const isConstant = elements.every(
    (element) => element['isSplat'] !== true && child(element, 'value').type === 'Value',
  )
  return isConstant ? constant(elements.map((element) => child(element, 'value')['value'])) : null
}
