import type {Caller} from '../auth/caller.ts'
import type {Dataset} from '../dataset.ts'
import {isRecord} from '../document.ts'
import {invalid, LakeError} from '../errors.ts'
import {type PatchOperations, operationsOf} from './apply-patch.ts'
import {withArrayKeys} from './array-keys.ts'
import {isSystemId, requireId} from './ids.ts'
import type {PendingState} from './pending-state.ts'
import {selectedWithin, type Selections, selectorOf} from './select-by-query.ts'
import {requireDocument} from './validate.ts'

export interface MutationOptions {
  dataset: Dataset
  caller: Caller
  autoGenerateArrayKeys: boolean
  /** What the queries of the request selected. */
  selections: Selections
}

/**
 * Applies one entry of a request's `mutations` to the state under construction.
 *
 * @throws {LakeError} when the mutation is malformed or its conditions are not met
 */
export function runMutation(
  state: PendingState,
  mutation: unknown,
  options: MutationOptions,
): void {
  if (!isRecord(mutation))
    throw invalid(`a mutation must be an object; got ${JSON.stringify(mutation)}`)
  const [name, ...others] = Object.keys(mutation)
  if (name === undefined || others.length > 0) {
    throw invalid(
      `a mutation must have exactly one operation; got ${JSON.stringify(Object.keys(mutation))}`,
    )
  }
  const value = mutation[name]
  switch (name) {
    case 'create':
    case 'createIfNotExists':
    case 'createOrReplace': {
      const keyed = options.autoGenerateArrayKeys ? withArrayKeys(value) : value
      const input = requireDocument(keyed, name)
      if (name !== 'create') requireId(input._id, `_id of ${name}`)
      refuseSystemId(input._id)
      state[name](input, {keepUpdatedAt: true})
      return
    }
    case 'createSquashed': {
      const squashed = isRecord(value) ? value['document'] : undefined
      const input = requireDocument(squashed, 'document of createSquashed')
      refuseSystemId(input._id)
      state.create(input, {keepUpdatedAt: true})
      return
    }
    case 'delete':
      for (const id of selectedIds(state, value, options)) {
        refuseSystemId(id)
        state.delete(id)
      }
      return
    case 'patch':
      patch(state, value, options)
      return
    default:
      throw invalid(
        `"${name}" is no mutation; use create, createIfNotExists, createOrReplace, patch or delete`,
      )
  }
}

function patch(state: PendingState, value: unknown, options: MutationOptions): void {
  const ids = selectedIds(state, value, options)
  if (!isRecord(value)) return
  const operations = operationsOf(value)
  const keyed = options.autoGenerateArrayKeys ? keyOperations(operations) : operations
  for (const id of ids) {
    refuseSystemId(id)
    const expected = value['ifRevisionID']
    if (expected !== undefined) requireRevision(state, id, expected)
    state.patch(id, keyed)
  }
}

/** @throws {LakeError} 409 unless the document has the revision the writer last saw */
export function requireRevision(state: PendingState, id: string, expected: unknown): void {
  const {_rev: current} = state.require(id)
  if (current === expected) return
  throw new LakeError(
    'documentRevisionIDDoesNotMatchError',
    `Document "${id}" has unexpected revision ID (${current}), expected (${String(expected)})`,
    {status: 409, fields: {id, currentRevisionID: current, expectedRevisionID: expected}},
  )
}

function selectedIds(state: PendingState, value: unknown, options: MutationOptions): string[] {
  if (!isRecord(value)) throw invalid(`a selection must be an object; got ${JSON.stringify(value)}`)
  const {id} = value
  const selector = selectorOf(value)
  if (selector) {
    const selected = options.selections.get(value)
    if (!selected) throw new TypeError('the query of a mutation must be evaluated beforehand')
    return selectedWithin(state, selected, selector, options)
  }
  if (Array.isArray(id)) return id.map((one) => requireId(one, 'id'))
  return [requireId(id, 'id')]
}

function keyOperations(operations: PatchOperations): PatchOperations {
  const {insert} = operations
  return {
    ...operations,
    ...(operations.set === undefined ? {} : {set: withArrayKeys(operations.set)}),
    ...(operations.setIfMissing === undefined
      ? {}
      : {setIfMissing: withArrayKeys(operations.setIfMissing)}),
    ...(isRecord(insert) ? {insert: {...insert, items: withArrayKeys(insert['items'])}} : {}),
  }
}

/** Releases are written by actions, which keep to the order of their states. */
function refuseSystemId(id: unknown): void {
  if (typeof id === 'string' && isSystemId(id)) {
    throw invalid(`"${id}" is a system document and cannot be written by mutations`, {id})
  }
}
