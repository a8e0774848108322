import {isNode, type Node} from './groq.ts'

/** Functions that look at the current document without naming it. */
const IMPLICIT = new Set(['references', 'versionOf', 'partOfRelease', 'incomingRefCount'])

/** Parts of other nodes that are not expressions and so have no value of their own. */
const PARTS = new Set([
  'ArrayElement',
  'Asc',
  'Desc',
  'ObjectAttributeValue',
  'ObjectConditionalSplat',
  'ObjectSplat',
  'SelectAlternative',
])

/**
 * Whether a node reads the dataset but nothing of the scope it stands in, so that it has the same
 * value for every document a filter or projection is applied to. Says no when in doubt.
 */
export function isClosedSubquery(node: Node): boolean {
  return !PARTS.has(node.type) && containsDataset(node) && isClosed(node, false)
}

function containsDataset(node: Node): boolean {
  return node.type === 'Everything' || childrenOf(node).some(([, each]) => containsDataset(each))
}

/** `isInside` tells whether `@` is bound by something within the subquery. */
function isClosed(node: Node, isInside: boolean): boolean {
  switch (node.type) {
    case 'This':
      return isInside
    case 'AccessAttribute':
      if (!isNode(node['base'])) return isInside
      break
    case 'FuncCall':
      if (node['namespace'] === 'diff') return false
      if (IMPLICIT.has(String(node['name'])) && !isInside) return false
      break
    case 'Parent':
    case 'Context':
    case 'SelectorFuncCall':
      return false
    default:
  }
  const binds = ['Filter', 'Projection', 'Map', 'FlatMap', 'PipeFuncCall'].includes(node.type)
  return childrenOf(node).every(([property, each]) =>
    isClosed(each, isInside || (binds && property !== 'base')),
  )
}

function childrenOf(node: Node): [property: string, child: Node][] {
  if (node.type === 'Value') return []
  return Object.entries(node).flatMap(([property, value]) =>
    (Array.isArray(value) ? value : [value])
      .filter(isNode)
      .map((each): [string, Node] => [property, each]),
  )
}
