import {parse} from 'groq-js'

import type {SanityDocument} from '../document.ts'
import {invalid, LakeError} from '../errors.ts'
import {compileFilter} from '../query/filter.ts'
import {QueryParseError} from '../query/engine.ts'

interface SelectionContext {
  identity: string
  projectId: string
  dataset: string
}

/**
 * The documents a mutation's `query` selects: a filter, and possibly a slice with constant bounds
 * after it. Anything that would change the choice in another way, such as an order, is refused
 * rather than ignored.
 *
 * @throws {LakeError} 400 when the query is malformed or is more than a filter and a slice
 */
export function selectByQuery(
  documents: readonly SanityDocument[],
  query: string,
  params: Record<string, unknown>,
  context: SelectionContext,
): SanityDocument[] {
  try {
    const passes = compileFilter(query, params, context)
    const [start, end] = sliceOf(query, params)
    return documents.filter(passes).slice(start, end)
  } catch (error) {
    if (!(error instanceof QueryParseError)) throw error
    throw new LakeError('validationError', `The query "${query}" is malformed: ${error.message}`, {
      status: 400,
      fields: {query, start: error.start, end: error.end},
      cause: error,
    })
  }
}

function sliceOf(query: string, params: Record<string, unknown>): [number, number | undefined] {
  let node = parse(query, {params})
  let slice: [number, number | undefined] = [0, undefined]
  if (node.type === 'Map') node = node.base
  if (node.type === 'Slice') {
    const {left, right, isInclusive} = node
    if (left < 0 || right < 0) throw invalid(`the slice of "${query}" must have bounds from 0 up`)
    slice = [left, isInclusive ? right + 1 : right]
    node = node.base
  } else if (node.type === 'AccessElement') {
    if (node.index < 0) throw invalid(`the index of "${query}" must be 0 or more`)
    slice = [node.index, node.index + 1]
    node = node.base
  }
  if (node.type === 'Map') node = node.base
  while (node.type === 'Filter') node = node.base
  if (node.type !== 'Everything') {
    throw invalid(
      `a mutation selects documents by a filter and at most a slice, such as *[_type == "x"][0...10]; got "${query}"`,
    )
  }
  return slice
}
