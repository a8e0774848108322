import {neededFor} from '../auth/access.ts'
import type {Caller} from '../auth/caller.ts'
import type {Dataset} from '../dataset.ts'
import {LakeError} from '../errors.ts'
import type {LocatedError} from '../mutate/check-changes.ts'
import {publishedIdOf} from '../mutate/ids.ts'
import type {PendingState} from '../mutate/pending-state.ts'
import type {Change} from '../store/records.ts'
import {isRelease, releaseDocumentId, releaseIdOfVersion} from './release-document.ts'

/**
 * What was scheduled stays as it is until it is published: versions of a release that is not active
 * change by the actions on that release only. A mutation may still write them, as an import has to,
 * if its author may also publish them.
 */
export function checkReleaseLocks(
  kind: 'mutation' | 'action',
  dataset: Dataset,
  caller: Caller,
  state: PendingState,
  changes: readonly Change[],
): LocatedError[] {
  const access = caller.access(dataset.name)
  return changes.flatMap(({id, after}) => {
    const releaseId = releaseIdOfVersion(id)
    if (releaseId === undefined) return []
    const releaseDocument = releaseDocumentId(releaseId)
    const release = state.get(releaseDocument)
    if (!release || !isRelease(release) || release.state === 'active') return []
    if (state.isTouched(releaseDocument)) return []
    const {permission, documents} = neededFor(
      state.get(publishedIdOf(id)),
      after && {...after, _id: publishedIdOf(id)},
    )
    const mayPublish = documents.every((document) => access.can(permission, document))
    if (kind === 'mutation' && mayPublish && access.can('update', release)) return []
    const message = `Document "${id}" cannot be changed: the release "${releaseId}" is ${release.state}`
    return [
      {
        index: state.indexOf(id),
        error: new LakeError('validationError', message, {status: 409, fields: {id}}),
      },
    ]
  })
}
