import {isClosedSubquery} from './closed-subquery.ts'
import {child, children, constant, isNode, mapChildren, self, type Node} from './groq.ts'
import {nativeCall} from './native-call.ts'
import {textQuery} from './native-functions.ts'
import {isTextQuery, ungrouped} from './parse-query.ts'
import {unionById} from './sorted-documents.ts'
import type {SanityDocument} from './document.ts'
import type {IndexName, View} from './view.ts'

/**
 * Puts an index lookup in front of a filter over the whole dataset. The filter itself stays, so
 * the lookup only has to return every document that may pass, in the dataset's order.
 */
export function planFilter(condition: Node, {view, allowParent, prepare}: PlanOptions): Node {
  const args: Node[] = []
  const plan = planCondition(condition, args, allowParent)
  if (!plan) return {type: 'Everything'}
  return nativeCall((values) => run(plan, values, view()) ?? view().documents, args.map(prepare))
}

export interface PlanOptions {
  view: () => View
  /** Whether `^` may be moved in front of the filter. */
  allowParent: boolean
  /** Applied to the expressions that compute the keys. */
  prepare: (node: Node) => Node
}

/** `argument` is a position in the list of evaluated arguments. */
type Plan =
  | {kind: 'lookup'; index: IndexName; argument: number; accepts: 'string' | 'array' | 'either'}
  | {kind: 'text'; argument: number}
  | {kind: 'any' | 'all'; plans: readonly Plan[]}

function planCondition(condition: Node, args: Node[], allowParent: boolean): Plan | null {
  const again = (node: Node): Plan | null => planCondition(node, args, allowParent)
  switch (condition.type) {
    case 'Group':
      return again(child(condition, 'base'))
    case 'And': {
      const plans = [child(condition, 'left'), child(condition, 'right')]
        .map(again)
        .filter((plan) => plan !== null)
      return plans.length > 1 ? {kind: 'all', plans} : (plans[0] ?? null)
    }
    case 'Or': {
      const left = again(child(condition, 'left'))
      const right = left && again(child(condition, 'right'))
      return left && right ? {kind: 'any', plans: [left, right]} : null
    }
    case 'OpCall':
      return condition['op'] === 'match'
        ? planTextMatch(condition, args, allowParent)
        : planComparison(condition, args, allowParent)
    case 'FuncCall': {
      if (condition['namespace'] !== 'global' || condition['name'] !== 'references') return null
      const keys = children(condition, 'args').map((node) => outside(node, allowParent))
      if (!keys.every((key) => key !== null)) return null
      const plans = keys.map((key): Plan => ({
        kind: 'lookup',
        index: 'references',
        argument: args.push(key) - 1,
        accepts: 'either',
      }))
      return {kind: 'any', plans}
    }
    default:
      return null
  }
}

function planComparison(condition: Node, args: Node[], allowParent: boolean): Plan | null {
  const left = child(condition, 'left')
  const right = child(condition, 'right')
  const pairs: [Node, Node][] = [[left, right]]
  if (condition['op'] === '==') pairs.push([right, left])
  else if (condition['op'] !== 'in') return null
  for (const [field, value] of pairs) {
    const index = indexOf(field)
    const key = index && outside(value, allowParent)
    if (!index || !key) continue
    const accepts = condition['op'] === 'in' ? 'array' : 'string'
    return {kind: 'lookup', index, argument: args.push(key) - 1, accepts}
  }
  return null
}

/** Only `text::query` on what the index of words was made from: a whole document or a field of it. */
function planTextMatch(condition: Node, args: Node[], allowParent: boolean): Plan | null {
  const right = ungrouped(child(condition, 'right'))
  if (!isTextQuery(right) || !isIndexedText(child(condition, 'left'))) return null
  const [text] = children(right, 'args')
  const key = text && outside(text, allowParent)
  return key ? {kind: 'text', argument: args.push(key) - 1} : null
}

function isIndexedText(node: Node): boolean {
  switch (node.type) {
    case 'This':
      return true
    case 'Group':
      return isIndexedText(child(node, 'base'))
    case 'AccessAttribute': {
      const name = String(node['name'])
      // The list `children` is read in another way inside of an object than by itself.
      const isRead = name === '_id' || (!name.startsWith('_') && name !== 'children')
      return !isNode(node['base']) && isRead
    }
    case 'Array':
      return children(node, 'elements').every(
        (element) => element['isSplat'] !== true && isIndexedText(child(element, 'value')),
      )
    default:
      return false
  }
}

function indexOf(node: Node): IndexName | null {
  if (node.type !== 'AccessAttribute') return null
  const base = node['base']
  if (!isNode(base)) {
    return node['name'] === '_id' || node['name'] === '_type' ? node['name'] : null
  }
  const isSlug = base.type === 'AccessAttribute' && base['name'] === 'slug' && !base['base']
  return isSlug && node['name'] === 'current' ? 'slug.current' : null
}

/**
 * Rewrites an expression that stands inside a filter so that it means the same when it stands in
 * front of it: `^` becomes `@`, `^.^` becomes `^`. `null` when it depends on the filtered document.
 */
function outside(node: Node, allowParent: boolean): Node | null {
  if (isClosedSubquery(node)) return node
  switch (node.type) {
    case 'Value':
    case 'Parameter':
      return node
    case 'Parent':
      if (!allowParent) return null
      return node['n'] === 1 ? self : {...node, n: Number(node['n']) - 1}
    case 'AccessAttribute':
    case 'Group':
    case 'ArrayCoerce':
    case 'Array':
    case 'ArrayElement':
    case 'Deref':
    case 'AccessElement': {
      if (node.type === 'AccessAttribute' && !isNode(node['base'])) return null
      let depends = false
      const moved = mapChildren(node, (each) => {
        const result = outside(each, allowParent)
        depends ||= result === null
        return result ?? constant(null)
      })
      return depends ? null : moved
    }
    default:
      return null
  }
}

/** `null` when the plan cannot tell, and every document has to be looked at. */
function run(plan: Plan, values: readonly unknown[], view: View): readonly SanityDocument[] | null {
  switch (plan.kind) {
    case 'lookup': {
      const keys = keysOf(values[plan.argument], plan.accepts)
      return keys && unionById([...new Set(keys)].map((key) => view.lookup(plan.index, key)))
    }
    case 'text': {
      const text = values[plan.argument]
      return typeof text === 'string' ? view.lookupText(textQuery(text)) : null
    }
    case 'any': {
      const lists: (readonly SanityDocument[])[] = []
      for (const each of plan.plans) {
        const list = run(each, values, view)
        if (!list) return null
        lists.push(list)
      }
      return unionById(lists)
    }
    case 'all': {
      let shortest: readonly SanityDocument[] | null = null
      for (const each of plan.plans) {
        const list = run(each, values, view)
        if (list && (!shortest || list.length < shortest.length)) shortest = list
      }
      return shortest
    }
    default:
      return plan satisfies never
  }
}

/** Indexes hold strings only, so any other key (a document may lack the field) tells nothing. */
function keysOf(value: unknown, accepts: 'string' | 'array' | 'either'): string[] | null {
  if (typeof value === 'string') return accepts === 'array' ? null : [value]
  if (!Array.isArray(value) || accepts === 'string') return null
  const keys = value.filter((item): item is string => typeof item === 'string')
  return keys.length === value.length ? keys : null
}
