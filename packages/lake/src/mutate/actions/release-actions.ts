import {isDeepStrictEqual} from 'node:util'

import {type DocumentInput, isRecord, type SanityDocument} from '../../document.ts'
import {invalid, LakeError} from '../../errors.ts'
import {
  isReleaseState,
  RELEASE_TYPE,
  releaseDocumentId,
  type ReleaseDocument,
  requireMetadata,
  requireRelease,
  requireReleaseId,
  requireState,
  requireTime,
} from '../../releases/release-document.ts'
import {operationsOf} from '../apply-patch.ts'
import {publishedIdOf} from '../ids.ts'
import type {PendingState} from '../pending-state.ts'
import {requireDocument} from '../validate.ts'
import {publishDocument} from './document-actions.ts'
import {type ActionFields, patchField} from './fields.ts'

export interface ReleaseActionOptions {
  /** @throws {LakeError} 403 when the caller may not make these changes */
  requirePermission: (state: PendingState) => void
}

export function createRelease(state: PendingState, action: ActionFields): void {
  const releaseId = requireReleaseId(action['releaseId'])
  state.create({
    _id: releaseDocumentId(releaseId),
    _type: RELEASE_TYPE,
    name: releaseId,
    state: 'active',
    metadata: requireMetadata(action['metadata']),
    finalDocumentStates: null,
  })
}

/** Changes the metadata; while a release is scheduled only its title and description. */
export function editRelease(state: PendingState, action: ActionFields): void {
  const before = requireRelease(state, requireReleaseId(action['releaseId']))
  requireState(before, ['active', 'scheduled'], 'edited')
  const after = state.patch(before._id, operationsOf(patchField(action)))
  requireMetadata(after['metadata'])
  if (!isDeepStrictEqual(besidesMetadata(before), besidesMetadata(after))) {
    throw invalid('an edit of a release may change its metadata only', {id: before._id})
  }
  if (before.state === 'scheduled' && !isDeepStrictEqual(timing(before), timing(after))) {
    throw new LakeError(
      'validationError',
      `Release "${before.name}" is scheduled; unschedule it to change more than its title and description`,
      {status: 409, fields: {id: before._id}},
    )
  }
}

export function publishRelease(state: PendingState, action: ActionFields): void {
  const release = requireRelease(state, requireReleaseId(action['releaseId']))
  requireState(release, ['active'], 'published')
  publishVersions(state, release)
}

/** What the lake does when the time of a scheduled release has come. */
export function publishScheduledRelease(state: PendingState, releaseId: string): void {
  const release = requireRelease(state, releaseId)
  requireState(release, ['scheduled'], 'published')
  publishVersions(state, release)
}

/** Sets the time to publish; one that has passed publishes at once. */
export function scheduleRelease(
  state: PendingState,
  action: ActionFields,
  {requirePermission}: ReleaseActionOptions,
): void {
  const release = requireRelease(state, requireReleaseId(action['releaseId']))
  requireState(release, ['active'], 'scheduled')
  const publishAt = requireTime(action['publishAt'], 'publishAt')
  if (publishAt <= state.timestamp) {
    publishVersions(state, release, {publishAt})
    return
  }
  // Who may not publish now may not have it published later.
  const rehearsal = state.fork()
  publishVersions(rehearsal, release)
  requirePermission(rehearsal)
  state.patch(release._id, {set: {state: 'scheduled', publishAt}, unset: ['error']})
}

export function unscheduleRelease(state: PendingState, action: ActionFields): void {
  const release = requireRelease(state, requireReleaseId(action['releaseId']))
  requireState(release, ['scheduled'], 'active')
  state.patch(release._id, {set: {state: 'active'}, unset: ['publishAt']})
}

/** Removes the versions; the history keeps them for unarchiving. */
export function archiveRelease(state: PendingState, action: ActionFields): void {
  const release = requireRelease(state, requireReleaseId(action['releaseId']))
  requireState(release, ['active'], 'archived')
  const versions = state.idsInRelease(release.name)
  for (const id of versions) state.delete(id)
  finish(state, release, versions, {state: 'archived'})
}

export function unarchiveRelease(state: PendingState, action: ActionFields): void {
  const release = requireRelease(state, requireReleaseId(action['releaseId']))
  requireState(release, ['archived'], 'active')
  for (const id of finalIds(release)) {
    const version = state.lastStored(id)
    if (!version) {
      throw new LakeError(
        'documentNotFoundError',
        `Release "${release.name}" cannot be unarchived: this lake never had "${id}"; releases archived elsewhere come without their documents`,
        {status: 409, fields: {id}},
      )
    }
    state.create(version)
  }
  state.patch(release._id, {set: {state: 'active', finalDocumentStates: null}, unset: ['error']})
}

export function deleteRelease(state: PendingState, action: ActionFields): void {
  const release = requireRelease(state, requireReleaseId(action['releaseId']))
  requireState(release, ['archived', 'published'], 'deleted')
  for (const id of state.idsInRelease(release.name)) state.delete(id)
  state.delete(release._id)
}

/** Takes over a release from an export, whatever its state. Its versions come as documents. */
export function importRelease(state: PendingState, action: ActionFields): void {
  const releaseId = requireReleaseId(action['releaseId'])
  const name = action['document'] === undefined ? 'attributes' : 'document'
  const input = requireDocument(action[name], name)
  const id = releaseDocumentId(releaseId)
  if (input._type !== RELEASE_TYPE || (input._id !== undefined && input._id !== id)) {
    throw invalid(`${name} must be a ${RELEASE_TYPE} with the id "${id}"`, {id})
  }
  const {ifExists = 'fail'} = action
  if (ifExists !== 'fail' && ifExists !== 'ignore' && ifExists !== 'replace') {
    throw invalid(`ifExists must be fail, ignore or replace; got ${JSON.stringify(ifExists)}`)
  }
  if (ifExists === 'ignore' && state.get(id)) return
  const document = importable({...input, _id: id, name: releaseId}, state.timestamp)
  if (ifExists === 'replace') state.createOrReplace(document, {keepUpdatedAt: true})
  else state.create(document, {keepUpdatedAt: true})
}

function importable(input: DocumentInput & {name: string}, now: string): DocumentInput {
  const metadata = requireMetadata(input['metadata'])
  if (input['state'] !== 'scheduled') {
    // A transition that was under way elsewhere does not go on here.
    const state = isReleaseState(input['state']) ? input['state'] : 'active'
    return {...input, metadata, state}
  }
  const publishAt = requireTime(input['publishAt'], 'publishAt')
  if (publishAt > now) return {...input, metadata, publishAt}
  // Its documents may still be on their way, so publishing at once could publish half of it.
  const {publishAt: _, ...rest} = input
  const message = `It was to be published at ${publishAt}, before it was imported. Publish it or schedule it again.`
  return {...rest, metadata, state: 'active', error: {message}}
}

function publishVersions(
  state: PendingState,
  release: ReleaseDocument,
  fields: Record<string, unknown> = {},
): void {
  const versions = state.idsInRelease(release.name)
  for (const id of versions) {
    const version = state.require(id)
    if (deletes(version)) {
      state.delete(publishedIdOf(id))
      state.delete(id)
    } else {
      publishDocument(state, version, publishedIdOf(id))
    }
  }
  finish(state, release, versions, {...fields, state: 'published', publishedAt: state.timestamp})
}

function finish(
  state: PendingState,
  release: ReleaseDocument,
  versions: readonly string[],
  fields: Record<string, unknown>,
): void {
  const finalDocumentStates = versions.map((id) => ({_key: id, id}))
  state.patch(release._id, {set: {...fields, finalDocumentStates}, unset: ['error']})
}

function finalIds(release: ReleaseDocument): string[] {
  const entries: unknown = release['finalDocumentStates']
  const prefix = `versions.${release.name}.`
  return (Array.isArray(entries) ? entries : [])
    .map((entry: unknown) => (isRecord(entry) ? String(entry['id']) : ''))
    .filter((id) => id.startsWith(prefix))
}

function deletes({_system: system}: SanityDocument): boolean {
  return isRecord(system) && system['delete'] === true
}

function besidesMetadata(release: SanityDocument): Record<string, unknown> {
  const {metadata: _, _rev: __, _updatedAt: ___, ...rest} = release
  return rest
}

function timing({metadata}: SanityDocument): unknown {
  if (!isRecord(metadata)) return metadata
  const {title: _, description: __, ...rest} = metadata
  return rest
}
