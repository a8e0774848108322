import {GroqSyntaxError} from 'groq-js'

import {QueryParseError} from './errors.ts'
import {escapeKey} from './escape-keys.ts'
import {functionName, isSupported, missingFunctions, supportedPipeFunctions} from './functions.ts'
import {geoArguments, withGeoCalls} from './geo/geo-calls.ts'
import {child, children, mapChildren, parse, walk, type Node} from './groq.ts'

export interface ParsedQuery {
  tree: Node
  /** The parameters that the tree reads when it is evaluated. */
  parameters: ReadonlySet<string>
  constants: ConstantParameters
}

/** Which parameters became part of the tree, so that other values need another tree. */
export type ConstantParameters = 'none' | 'numbers' | 'numbers and strings'

/**
 * Parses a query and refuses what cannot be evaluated.
 *
 * groq-js decides while parsing whether `[$x]` is an index, a key or a filter, and wants constants
 * in slices, so it must know those parameters; all others stay parameters in the tree.
 *
 * @throws {QueryParseError}
 */
export function parseQuery(query: string, params: Readonly<Record<string, unknown>>): ParsedQuery {
  let constants: ConstantParameters = 'none'
  let tree = tryParse(query, {})
  if (tree === null) {
    constants = 'numbers'
    tree = tryParse(query, constantParameters(query, constants, params))
  }
  if (tree === null) {
    const [start, end] = rangeOf(query, /\.\.\.?/)
    throw new QueryParseError(query, start, end, 'slicing must use constant numbers')
  }
  if (hasConstantBrackets(tree)) {
    constants = 'numbers and strings'
    tree = tryParse(query, constantParameters(query, constants, params)) ?? tree
  }
  const parameters = new Set<string>()
  const patterns = new Set<Node>()
  for (const node of walk(tree)) {
    if (node.type === 'OpCall' && node['op'] === 'match')
      patterns.add(ungrouped(child(node, 'right')))
    checkFunctions(query, node)
    if (isTextQuery(node) && !patterns.has(node)) throw misplacedTextQuery(query)
    if (node.type === 'Parameter') parameters.add(String(node['name']))
  }
  return {tree: escapeNames(tree), parameters, constants}
}

/** The parameters that a query names and that become part of its tree. */
export function constantParameters(
  query: string,
  constants: ConstantParameters,
  params: Readonly<Record<string, unknown>>,
): Record<string, unknown> {
  const found: Record<string, unknown> = {}
  if (constants === 'none') return found
  for (const name of new Set(query.match(PARAMETER_NAME))) {
    if (!Object.hasOwn(params, name) || escapeKey(name) !== name) continue
    const value = params[name]
    const isText = constants === 'numbers and strings' && typeof value === 'string'
    if (typeof value === 'number' || isText) found[name] = value
  }
  return found
}

const PARAMETER_NAME = /(?<=\$)[A-Za-z_][A-Za-z_0-9]*/g

/** @throws {QueryParseError} naming the first parameter that was not sent */
export function checkParameters(
  query: string,
  parameters: ReadonlySet<string>,
  params: Readonly<Record<string, unknown>>,
): void {
  for (const name of parameters) {
    if (Object.hasOwn(params, name)) continue
    const [start, end] = rangeOf(query, new RegExp(`\\$${name}(?![A-Za-z_0-9])`))
    throw new QueryParseError(query, start, end, `param $${name} referenced, but not provided`)
  }
}

/** `null` when a slice has a parameter that is not among the constants. */
function tryParse(query: string, constants: Record<string, unknown>): Node | null {
  const {text, positionInQuery} = withGeoCalls(query)
  try {
    return parse(text, constants)
  } catch (error) {
    if (error instanceof Error && error.message === 'slicing must use constant numbers') return null
    throw parseError(query, error, positionInQuery)
  }
}

/** Whether some `[…]` would be an index or a key rather than a filter if a parameter were known. */
function hasConstantBrackets(tree: Node): boolean {
  for (const node of walk(tree)) {
    if (node.type === 'Filter' && isConstantWithParameters(child(node, 'expr'))) return true
  }
  return false
}

function isConstantWithParameters(node: Node): boolean {
  let hasParameter = false
  for (const each of walk(node)) {
    if (each.type === 'Parameter') hasParameter = true
    else if (!['Value', 'Group', 'Pos', 'Neg', 'OpCall'].includes(each.type)) return false
  }
  return hasParameter
}

function misplacedTextQuery(query: string): QueryParseError {
  const [start, end] = rangeOf(query, TEXT_QUERY)
  const description = 'text::query() can only stand on the right of match'
  return new QueryParseError(query, start, end, description)
}

const TEXT_QUERY = /text\s*::\s*query/

export const isTextQuery = (node: Node): boolean =>
  node.type === 'FuncCall' && node['namespace'] === 'text' && node['name'] === 'query'

export const ungrouped = (node: Node): Node =>
  node.type === 'Group' ? ungrouped(child(node, 'base')) : node

function checkFunctions(query: string, node: Node): void {
  const isPipe = node.type === 'PipeFuncCall'
  if (!isPipe && node.type !== 'FuncCall') return
  if (isPipe ? supportedPipeFunctions.includes(String(node['name'])) : supports(node)) {
    if (node['namespace'] === 'geo') checkGeoArguments(query, node)
    return
  }
  throw unknownFunction(query, isPipe ? String(node['name']) : nameOf(node))
}

/** groq-js takes any number of them. */
function checkGeoArguments(query: string, node: Node): void {
  const args = children(node, 'args')
  const ofGeo = geoArguments(args)
  const [name, wanted, given] = ofGeo ? ['geo', 1, ofGeo.length] : [nameOf(node), 2, args.length]
  if (given === wanted) return
  const [start, end] = rangeOf(query, patternOf(name))
  const description = `${name}() takes ${wanted === 1 ? 'one argument' : 'two arguments'}, not ${given}`
  throw new QueryParseError(query, start, end, description)
}

const patternOf = (name: string): RegExp => new RegExp(name.split('::').join(String.raw`\s*::\s*`))

const supports = (node: Node): boolean => isSupported(node['namespace'], node['name'])
const nameOf = (node: Node): string => functionName(node['namespace'], node['name'])

function unknownFunction(query: string, name: string): QueryParseError {
  const [start, end] = rangeOf(query, patternOf(name))
  const known = missingFunctions.includes(name)
  const description = known
    ? `the function ${name}() is not available in this lake`
    : `undefined function ${name}()`
  return new QueryParseError(query, start, end, description)
}

/** Turns whatever groq-js threw while parsing into the error that clients understand. */
function parseError(
  query: string,
  error: unknown,
  positionInQuery: (position: number) => number,
): Error {
  if (error instanceof QueryParseError) return error
  if (error instanceof GroqSyntaxError) {
    const position = positionInQuery(error.position)
    const isAtEnd = position >= query.trimEnd().length
    const detail = /^Syntax error in GROQ query at position \d+(?:: (.*))?$/s.exec(error.message)
    if (isAtEnd) {
      const description = 'unexpected end-of-file, expected expression'
      return new QueryParseError(query, query.length, query.length, description)
    }
    const description =
      detail?.[1] === 'Unexpected end of query'
        ? 'unable to parse entire expression'
        : (detail?.[1] ?? error.message).replace(/^./, (first) => first.toLowerCase())
    return new QueryParseError(query, position, query.length, description)
  }
  if (error instanceof RangeError) {
    return new QueryParseError(query, 0, query.length, 'the query is nested too deeply')
  }
  if (error instanceof Error) {
    const name = /^Undefined (?:pipe )?function: (\w+)$/.exec(error.message)?.[1]
    const namespace = /^Undefined namespace: (\w+)$/.exec(error.message)?.[1]
    if (name !== undefined) return unknownFunction(query, qualified(query, name))
    if (namespace !== undefined) {
      const full = new RegExp(String.raw`${namespace}\s*::\s*(\w+)`).exec(query)?.[1]
      return unknownFunction(query, `${namespace}::${full ?? ''}`)
    }
    return new QueryParseError(query, 0, query.length, error.message)
  }
  return new Error('the GROQ parser failed', {cause: error})
}

function qualified(query: string, name: string): string {
  const namespace = new RegExp(String.raw`(\w+)\s*::\s*${name}\s*\(`).exec(query)?.[1]
  return namespace === undefined ? name : `${namespace}::${name}`
}

function rangeOf(query: string, pattern: RegExp): [start: number, end: number] {
  const found = pattern.exec(query)
  return found ? [found.index, found.index + found[0].length] : [0, query.length]
}

const NAMED = new Set(['AccessAttribute', 'ObjectAttributeValue', 'Parameter'])

function escapeNames(node: Node): Node {
  const copy = mapChildren(node, escapeNames)
  return NAMED.has(node.type) ? {...copy, name: escapeKey(String(node['name']))} : copy
}
