import {neededFor} from '../auth/access.ts'
import type {Caller} from '../auth/caller.ts'
import type {Dataset} from '../dataset.ts'
import {LakeError} from '../errors.ts'
import type {Change} from '../store/records.ts'
import type {CommitGuard} from './guard.ts'
import {isFormOf} from './ids.ts'
import type {PendingState} from './pending-state.ts'
import {type Reference, referencesOf} from './references.ts'

export interface LocatedError {
  index: number
  error: LakeError
}

/** Strong references of changed documents must lead somewhere, and nothing deleted may be strongly referenced. */
export function checkReferences(
  dataset: Dataset,
  state: PendingState,
  changes: readonly Change[],
): LocatedError[] {
  const problems: LocatedError[] = []
  const referencesById = new Map(changes.map(({id, after}) => [id, referencesOf(after)]))
  const changedReferrers = strongReferrers(referencesById)
  for (const {id, before, after} of changes) {
    const index = state.indexOf(id)
    const typeChanged = before !== null && after !== null && before._type !== after._type
    if (after === null || typeChanged) {
      const referencingIDs = referrers(dataset, state, changedReferrers, id)
      if (referencingIDs.length > 0) {
        const what = typeChanged ? 'cannot change its type' : 'cannot be deleted'
        const message = `Document "${id}" ${what} as there are references to it from "${referencingIDs.join('", "')}"`
        problems.push({
          index,
          error: new LakeError('documentHasExistingReferencesError', message, {
            status: 409,
            fields: {id, referencingIDs},
          }),
        })
      }
    }
    for (const {target, weak} of referencesById.get(id) ?? []) {
      if (weak || state.get(target)) continue
      const message = `Document "${id}" references non-existent document "${target}"`
      problems.push({
        index,
        error: new LakeError('documentReferenceDoesNotExistError', message, {
          status: 409,
          fields: {id, referenceID: target},
        }),
      })
    }
  }
  return problems
}

/** Ids of documents by what they strongly refer to. */
function strongReferrers(
  referencesById: ReadonlyMap<string, readonly Reference[]>,
): ReadonlyMap<string, readonly string[]> {
  const sources = new Map<string, string[]>()
  for (const [id, references] of referencesById) {
    for (const {target, weak} of references) {
      if (weak) continue
      const known = sources.get(target)
      if (known) known.push(id)
      else sources.set(target, [id])
    }
  }
  return sources
}

function referrers(
  dataset: Dataset,
  state: PendingState,
  changedReferrers: ReadonlyMap<string, readonly string[]>,
  id: string,
): string[] {
  const stored = dataset.store.strongReferrers(id).filter((source) => !state.isTouched(source))
  const changed = changedReferrers.get(id) ?? []
  return [...new Set([...stored, ...changed])].filter((source) => source !== id).sort()
}

export function checkPermissions(
  dataset: Dataset,
  caller: Caller,
  state: PendingState,
  changes: readonly Change[],
): LocatedError[] {
  const access = caller.access(dataset.name)
  return changes.flatMap(({id, before, after}) => {
    const {permission, documents} = neededFor(before, after)
    if (documents.every((document) => access.can(permission, document))) return []
    const message = `Insufficient permissions; permission "${permission}" required on document "${id}"`
    return [{index: state.indexOf(id), error: refusal(id, message, [permission])}]
  })
}

export function checkGuard(
  guard: CommitGuard | undefined,
  dataset: Dataset,
  caller: Caller,
  state: PendingState,
  changes: readonly Change[],
): LocatedError[] {
  if (!guard) return []
  const problems = guard({
    dataset: dataset.name,
    transactionId: state.transactionId,
    timestamp: state.timestamp,
    identity: {id: caller.id, roles: caller.roles},
    changes: changes.map(({id, before, after}) => ({id, before, after})),
    get: (id) => state.get(id),
    ofType: (type) => state.ofType(type),
    history: (id) =>
      dataset.store.revisionsOf(id).map(({transactionId, author, timestamp, before, after}) => ({
        transactionId,
        author,
        timestamp,
        before,
        after,
      })),
    formsOf: (publishedId) => {
      const changed = changes.filter(({id}) => isFormOf(id, publishedId)).map(({id}) => id)
      return [...new Set([...dataset.store.formsEver(publishedId), ...changed])].sort()
    },
  })
  return problems.map(({documentId, message}) => ({
    index: state.indexOf(documentId),
    error: refusal(documentId, message, []),
  }))
}

function refusal(id: string, message: string, permissions: string[]): LakeError {
  return new LakeError('insufficientPermissionsError', message, {
    status: 403,
    fields: {id, permissions, reasons: [message]},
  })
}
