import {publishedId} from './document.ts'
import {child, children, isNode, type Node} from './groq.ts'

/**
 * What a query's result depends on: documents of a type, one document in any of its versions, or
 * anything at all. A change of a document touches the dependencies that `touchedBy` names.
 */
export type Dependency = '*' | `type:${string}` | `id:${string}`

/** With more dependencies than this, the result depends on everything. */
const MAXIMUM_DEPENDENCIES = 100

/** Documents that a query looks at: those of some types or ids, or all. */
export type DatasetUse = 'all' | {field: '_type' | '_id'; values: readonly Node[]}

/** Finds every place where a query reads the dataset, other than by following a reference. */
export function datasetUses(tree: Node): DatasetUse[] {
  const uses: DatasetUse[] = []
  collect(tree, null, uses)
  return uses
}

/**
 * @param followed - the ids that were dereferenced, whether or not there was a document
 * @returns ascending
 */
export function dependenciesOf(
  uses: readonly DatasetUse[],
  params: Readonly<Record<string, unknown>>,
  followed: Iterable<string>,
): Dependency[] {
  const found = new Set<Dependency>()
  for (const use of uses) {
    if (use === 'all') return ['*']
    for (const node of use.values) {
      const value = node.type === 'Parameter' ? params[String(node['name'])] : node['value']
      for (const each of Array.isArray(value) ? (value as unknown[]) : [value]) {
        if (typeof each === 'string') found.add(dependency(use.field, each))
      }
    }
  }
  for (const id of followed) found.add(dependency('_id', id))
  return found.size > MAXIMUM_DEPENDENCIES ? ['*'] : [...found].sort()
}

/** The dependencies that a change of a document touches. */
export function touchedBy(change: {
  id: string
  before: {_type: string} | null
  after: {_type: string} | null
}): Dependency[] {
  const types = [change.before, change.after].flatMap((each) => (each ? [each._type] : []))
  return [
    '*',
    dependency('_id', change.id),
    ...new Set(types.map((type) => dependency('_type', type))),
  ]
}

const dependency = (field: '_type' | '_id', value: string): Dependency =>
  field === '_type' ? `type:${value}` : `id:${publishedId(value)}`

/** Functions that read the dataset without naming it. */
const READERS = new Set(['documents::get', 'documents::incomingRefCount'])

/** @param condition - what the filters around this node have in common */
function collect(node: Node, condition: DatasetUse | null, uses: DatasetUse[]): void {
  switch (node.type) {
    case 'Value':
      return
    case 'Everything':
      uses.push(condition ?? 'all')
      return
    case 'Filter': {
      const own = constraintOf(child(node, 'expr'))
      collect(child(node, 'base'), own ?? condition, uses)
      collect(child(node, 'expr'), null, uses)
      return
    }
    case 'FuncCall': {
      const name = `${String(node['namespace'])}::${String(node['name'])}`
      if (READERS.has(name)) uses.push('all')
      if (name === 'releases::all') {
        uses.push({field: '_type', values: [{type: 'Value', value: 'system.release'}]})
      }
      break
    }
    default:
  }
  for (const value of Object.values(node)) {
    for (const each of Array.isArray(value) ? value : [value]) {
      if (isNode(each)) collect(each, null, uses)
    }
  }
}

/** Types or ids one of which a document must have to pass; `null` when that cannot be told. */
function constraintOf(condition: Node): DatasetUse | null {
  switch (condition.type) {
    case 'Group':
      return constraintOf(child(condition, 'base'))
    case 'And': {
      const [left, right] = sides(condition)
      if (left && right) return isOfIds(right) ? right : left
      return left ?? right
    }
    case 'Or': {
      const [left, right] = sides(condition)
      if (!left || !right || left === 'all' || right === 'all') return null
      if (left.field !== right.field) return null
      return {field: left.field, values: [...left.values, ...right.values]}
    }
    case 'OpCall':
      return comparison(condition)
    default:
      return null
  }
}

const sides = (node: Node): [DatasetUse | null, DatasetUse | null] => [
  constraintOf(child(node, 'left')),
  constraintOf(child(node, 'right')),
]

const isOfIds = (use: DatasetUse): boolean => use !== 'all' && use.field === '_id'

function comparison(node: Node): DatasetUse | null {
  const [left, right] = [child(node, 'left'), child(node, 'right')]
  const pairs = node['op'] === '==' ? [[left, right] as const, [right, left] as const] : []
  if (node['op'] === 'in') pairs.push([left, right])
  for (const [attribute, value] of pairs) {
    const field = attribute['name']
    if (attribute.type !== 'AccessAttribute' || isNode(attribute['base'])) continue
    if (field !== '_type' && field !== '_id') continue
    const values = constants(value)
    if (values) return {field, values}
  }
  return null
}

function constants(node: Node): readonly Node[] | null {
  if (node.type === 'Group') return constants(child(node, 'base'))
  if (node.type === 'Value' || node.type === 'Parameter') return [node]
  if (node.type !== 'Array') return null
  const elements = children(node, 'elements')
  if (elements.some((element) => element['isSplat'] === true)) return null
  const values = elements.map((element) => constants(child(element, 'value')))
  return values.every((each) => each !== null) ? values.flat() : null
}
