import {QueryParseError} from './errors.ts'
import {child, type Node} from './groq.ts'

/** What a mutation's `query` selects: the documents that pass a filter, and a part of them. */
export interface Selection {
  /** Ascending. */
  ids: string[]
  /** From and, unless it is open, before which position. */
  slice: [start: number, end: number | null]
}

/**
 * Takes a selection apart. Anything that would change the choice in another way than a filter and a
 * slice after it, such as an order, is refused rather than ignored.
 *
 * @throws {QueryParseError}
 */
export function takeApart(query: string, tree: Node): {filter: Node; slice: Selection['slice']} {
  let node = withoutProjection(tree)
  let slice: Selection['slice'] = [0, null]
  if (node.type === 'Slice') {
    const [left, right] = [Number(node['left']), Number(node['right'])]
    if (left < 0 || right < 0) throw refusal(query, 'the slice must have bounds from 0 up')
    slice = [left, node['isInclusive'] === true ? right + 1 : right]
    node = withoutProjection(child(node, 'base'))
  } else if (node.type === 'AccessElement') {
    const index = Number(node['index'])
    if (index < 0) throw refusal(query, 'the index must be 0 or more')
    slice = [index, index + 1]
    node = withoutProjection(child(node, 'base'))
  }
  const filter = node
  while (node.type === 'Filter') node = child(node, 'base')
  if (node.type === 'Everything') return {filter, slice}
  throw refusal(
    query,
    'a mutation selects documents by a filter and at most a slice, such as *[_type == "x"][0...10]',
  )
}

function withoutProjection(node: Node): Node {
  return node.type === 'Map' || node.type === 'Projection' ? child(node, 'base') : node
}

const refusal = (query: string, description: string): QueryParseError =>
  new QueryParseError(query, 0, query.length, description)
