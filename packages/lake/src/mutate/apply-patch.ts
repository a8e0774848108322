import {Mutation} from '@sanity/mutator'

import {isRecord, type SanityDocument} from '../document.ts'
import {invalid, LakeError} from '../errors.ts'
import {expandWildcards} from './expand-wildcards.ts'

/** In the order in which they are applied, which is the Studio's. */
const OPERATIONS = [
  'setIfMissing',
  'set',
  'unset',
  'diffMatchPatch',
  'inc',
  'dec',
  'insert',
] as const

type Operation = (typeof OPERATIONS)[number]

/** Patch operators without selection and conditions, such as `{set: {title: 'x'}}`. */
export type PatchOperations = Partial<Record<Operation, unknown>>

export interface AppliedPatch {
  document: SanityDocument
  /** What a listener has to apply to get the same result; wildcards are gone. */
  patches: PatchOperations[]
}

/**
 * Applies the operators of one patch with the mutator the Studio uses, so that both agree.
 *
 * @throws {LakeError} 400 when an operator or path is malformed, or `_id` or `_type` would change
 */
export function applyOperations(
  document: SanityDocument,
  operations: PatchOperations,
): AppliedPatch {
  let current = document
  const patches: PatchOperations[] = []
  for (const step of separate(checkOperations(document._id, operations))) {
    for (const patch of expand(step, current)) {
      current = run(current, patch)
      patches.push(patch)
    }
  }
  for (const attribute of ['_id', '_type'] as const) {
    if (current[attribute] !== document[attribute]) {
      throw new LakeError(
        'cannotModifyImmutableAttributeError',
        `Cannot modify immutable attribute "${attribute}"`,
        {status: 400, fields: {id: document._id, attribute}},
      )
    }
  }
  return {document: current, patches}
}

/** Picks the operators out of a patch and refuses what is none. */
export function operationsOf(patch: Record<string, unknown>): PatchOperations {
  const selection = new Set(['id', 'query', 'params', 'ifRevisionID'])
  const operations: PatchOperations = {}
  for (const [name, value] of Object.entries(patch)) {
    if (selection.has(name)) continue
    const operation = OPERATIONS.find((known) => known === name)
    if (!operation) throw invalid(`"${name}" is no patch operator; use ${OPERATIONS.join(', ')}`)
    operations[operation] = value
  }
  return operations
}

function checkOperations(id: string, operations: PatchOperations): PatchOperations {
  for (const [name, value] of Object.entries(operations)) {
    for (const path of pathsOf(name as Operation, value)) requireClosedPath(id, path)
    if (name === 'unset') {
      if (!Array.isArray(value) || !value.every((path) => typeof path === 'string')) {
        throw invalid(`"unset" must be a list of paths; got ${JSON.stringify(value)}`, {id})
      }
    } else if (!isRecord(value)) {
      throw invalid(`"${name}" must be an object; got ${JSON.stringify(value)}`, {id})
    } else if (name === 'insert') {
      insertPlace(value)
    } else if (name === 'inc' || name === 'dec') {
      const wrong = Object.entries(value).find(([, amount]) => !Number.isFinite(amount))
      if (wrong)
        throw invalid(
          `"${name}" of ${wrong[0]} must be a number; got ${JSON.stringify(wrong[1])}`,
          {id},
        )
    }
  }
  return operations
}

/** A patch with a wildcard is split, since each operator sees what the one before it left. */
function separate(operations: PatchOperations): PatchOperations[] {
  if (!OPERATIONS.some((name) => pathsOf(name, operations[name]).some(mayHaveWildcard))) {
    return [operations]
  }
  return OPERATIONS.filter((name) => operations[name] !== undefined).map((name) => ({
    [name]: operations[name],
  }))
}

function expand(step: PatchOperations, document: SanityDocument): PatchOperations[] {
  const [name, ...others] = OPERATIONS.filter((known) => step[known] !== undefined)
  if (!name || others.length > 0) return [step]
  const value = step[name]
  const paths = pathsOf(name, value)
  if (!paths.some(mayHaveWildcard)) return [step]
  try {
    if (name === 'insert' && isRecord(value)) {
      const {place, path} = insertPlace(value)
      return expandWildcards(path, document).map((concrete) => ({
        insert: {...value, [place]: concrete},
      }))
    }
    if (name === 'unset') {
      return [{unset: paths.flatMap((path) => expandWildcards(path, document))}]
    }
    const entries = paths.flatMap((path) =>
      expandWildcards(path, document).map((concrete) => [
        concrete,
        isRecord(value) ? value[path] : undefined,
      ]),
    )
    return [{[name]: Object.fromEntries(entries) as unknown}]
  } catch (error) {
    throw malformed(document._id, error)
  }
}

function mayHaveWildcard(path: string): boolean {
  return path.includes('*') || /\[\s*\]/.test(path)
}

function pathsOf(name: Operation, value: unknown): string[] {
  if (name === 'unset') return Array.isArray(value) ? value.map(String) : []
  if (!isRecord(value)) return []
  return name === 'insert' ? [insertPlace(value).path] : Object.keys(value)
}

const MAXIMUM_PATH = 1_024

/** The mutator takes a path with an open bracket or quote for one that matches nothing. */
function requireClosedPath(id: string, path: string): void {
  if (path.length > MAXIMUM_PATH) {
    throw invalid(`a path may have ${MAXIMUM_PATH} characters; one has ${path.length}`, {id})
  }
  const outside = path.replaceAll(/"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'/g, '')
  const opening = outside.split('[').length
  if (path === '' || /["']/.test(outside) || opening !== outside.split(']').length) {
    throw invalid(`"${path}" is no path; it is empty or has an open bracket or quote`, {id, path})
  }
}

function insertPlace(insert: Record<string, unknown>): {place: string; path: string} {
  const places = ['before', 'after', 'replace'].filter((name) => name in insert)
  const [place] = places
  const path = place === undefined ? undefined : insert[place]
  if (place === undefined || places.length > 1 || typeof path !== 'string') {
    throw invalid('"insert" needs a path in exactly one of "before", "after" and "replace"')
  }
  if (!Array.isArray(insert['items'])) throw invalid('"insert" needs a list of "items"')
  return {place, path}
}

function run(document: SanityDocument, patch: PatchOperations): SanityDocument {
  try {
    const mutation = new Mutation({
      mutations: [{patch: {id: document._id, ...patch} as never}],
    })
    // The mutator shares what it does not change and never writes into what it was given.
    return mutation.apply(document) as SanityDocument
  } catch (error) {
    throw malformed(document._id, error)
  }
}

function malformed(id: string, error: unknown): LakeError {
  const reason = error instanceof Error ? error.message : String(error)
  return new LakeError('validationError', `The patch of ${id} cannot be applied: ${reason}`, {
    status: 400,
    fields: {id},
    cause: error,
  })
}
