import {isRecord, type SanityDocument} from '../../document.ts'
import {invalid, LakeError} from '../../errors.ts'
import {operationsOf} from '../apply-patch.ts'
import type {PendingState} from '../pending-state.ts'
import {strengthenReferences} from '../references.ts'
import {requireRevision} from '../run-mutation.ts'
import {
  type ActionFields,
  documentField,
  draftIdField,
  patchField,
  publishedIdField,
  requirePublishedId,
} from './fields.ts'

/** Creates a draft or version; the document must not be published yet. */
export function createDraft(state: PendingState, action: ActionFields): void {
  const publishedId = publishedIdField(action)
  const attributes = documentField(action, ['attributes'], publishedId)
  if (action['ifExists'] === 'ignore' && state.get(attributes._id)) return
  if (attributes._id.startsWith('drafts.') && state.get(publishedId)) {
    throw new LakeError(
      'documentAlreadyExistsError',
      `Document by ID "${publishedId}" already exists`,
      {status: 409, fields: {id: publishedId}},
    )
  }
  state.create(attributes)
}

/** Patches a draft or version, which begins as a copy of the published document if need be. */
export function editDraft(state: PendingState, action: ActionFields): void {
  const publishedId = publishedIdField(action)
  const draftId = draftIdField(action, 'draftId', publishedId)
  if (!state.get(draftId)) {
    const published = state.get(publishedId)
    if (!published) state.require(draftId)
    else state.create({...published, _id: draftId})
  }
  state.patch(draftId, operationsOf(patchField(action)))
}

/** Makes the draft or version the published document and removes it. */
export function publish(state: PendingState, action: ActionFields): void {
  const publishedId = publishedIdField(action)
  const name = action['draftId'] === undefined ? 'versionId' : 'draftId'
  const draftId = draftIdField(action, name, publishedId)
  const draft = state.require(draftId)
  if (typeof action['ifDraftRevisionId'] === 'string') {
    requireRevision(state, draftId, action['ifDraftRevisionId'])
  }
  if (typeof action['ifPublishedRevisionId'] === 'string') {
    requireRevision(state, publishedId, action['ifPublishedRevisionId'])
  }
  publishDocument(state, draft, publishedId)
}

/** Replaces the published document by a draft or version of it, which goes. */
export function publishDocument(
  state: PendingState,
  draft: SanityDocument,
  publishedId: string,
): void {
  requirePublishedId(publishedId, '_id')
  const {_system: _, ...content} = draft
  const createdAt = state.get(publishedId)?._createdAt ?? draft._createdAt
  state.createOrReplace({
    ...(strengthenReferences(content) as SanityDocument),
    _id: publishedId,
    _createdAt: createdAt,
  })
  state.delete(draft._id)
}

export function unpublish(state: PendingState, action: ActionFields): void {
  const publishedId = publishedIdField(action)
  const draftId = draftIdField(action, 'draftId', publishedId)
  const published = state.require(publishedId)
  state.createIfNotExists({...published, _id: draftId})
  state.delete(publishedId)
}

export function discard(state: PendingState, action: ActionFields): void {
  const name = action['versionId'] === undefined ? 'draftId' : 'versionId'
  state.delete(state.require(draftIdField(action, name))._id)
}

export function replaceDraft(state: PendingState, action: ActionFields): void {
  const publishedId = publishedIdField(action)
  const attributes = documentField(action, ['attributes'], publishedId)
  if (!state.get(attributes._id) && !state.get(publishedId)) state.require(publishedId)
  state.createOrReplace(attributes)
}

/** Deletes the published document with the drafts and versions listed, which must be all there are. */
export function deleteDocument(state: PendingState, action: ActionFields): void {
  const publishedId = publishedIdField(action)
  const listed: unknown = action['includeDrafts'] ?? action['includeVersions'] ?? []
  if (!Array.isArray(listed)) throw invalid('includeDrafts must be a list of ids')
  const included = listed.map((id: unknown) => draftIdField({draftId: id}, 'draftId', publishedId))
  const group = state.idsInGroup(publishedId)
  const unlisted = group.filter((id) => id !== publishedId && !included.includes(id))
  if (unlisted.length > 0) {
    throw new LakeError(
      'validationError',
      `Document "${publishedId}" has drafts or versions that are not listed in includeDrafts: "${unlisted.join('", "')}"`,
      {status: 409, fields: {id: publishedId, unlisted}},
    )
  }
  if (group.length === 0) state.require(publishedId)
  for (const id of group) state.delete(id)
}

/** From a whole document, or as a copy of another version of the same document. */
export function createVersion(state: PendingState, action: ActionFields): void {
  const publishedId = publishedIdField(action)
  if (action['document'] !== undefined || action['attributes'] !== undefined) {
    state.create(documentField(action, ['document', 'attributes'], publishedId))
    return
  }
  const versionId = draftIdField(action, 'versionId', publishedId)
  const {baseId} = action
  if (typeof baseId !== 'string')
    throw invalid('version.create needs "document", or "baseId" and "versionId"')
  const base = state.require(baseId)
  if (typeof action['ifBaseRevisionId'] === 'string') {
    requireRevision(state, baseId, action['ifBaseRevisionId'])
  }
  state.create({...base, _id: versionId})
}

export function replaceVersion(state: PendingState, action: ActionFields): void {
  state.createOrReplace(documentField(action, ['document', 'attributes']))
}

/** Marks a version so that publishing its release removes the document. */
export function unpublishVersion(state: PendingState, action: ActionFields): void {
  const publishedId = publishedIdField(action)
  const versionId = draftIdField(action, 'versionId', publishedId)
  const existing = state.get(versionId)
  const base = existing ?? state.require(publishedId)
  const system = isRecord(base['_system']) ? base['_system'] : {}
  if (!existing) state.create({...base, _id: versionId})
  state.patch(versionId, {set: {_system: {...system, delete: true}}})
}
