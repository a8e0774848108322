import {type DocumentInput, isRecord} from '../../document.ts'
import {invalid} from '../../errors.ts'
import {isDraftId, isSystemId, isVersionId, publishedIdOf, requireId} from '../ids.ts'
import {requireDocument} from '../validate.ts'

export type ActionFields = Readonly<Record<string, unknown>>

/** An id without `drafts.` or `versions.`. */
export function publishedIdField(action: ActionFields): string {
  return requirePublishedId(requireId(action['publishedId'], 'publishedId'), 'publishedId')
}

/** @throws {LakeError} 400 for the id of a draft, a version or a system document */
export function requirePublishedId(id: string, what: string): string {
  if (publishedIdOf(id) === id && !isSystemId(id)) return id
  throw invalid(`${what} must be the id of a published document; got "${id}"`)
}

/** The id of the draft or of a version of `publishedId`. */
export function draftIdField(
  action: ActionFields,
  name: 'draftId' | 'versionId',
  publishedId?: string,
): string {
  const id = requireId(action[name], name)
  return requireDraftOf(id, name, publishedId)
}

export function documentField(
  action: ActionFields,
  names: readonly string[],
  publishedId?: string,
): DocumentInput & {_id: string} {
  const name = names.find((candidate) => action[candidate] !== undefined) ?? names[0] ?? ''
  const document = requireDocument(action[name], name)
  const id = requireDraftOf(requireId(document._id, `${name}._id`), `${name}._id`, publishedId)
  return {...document, _id: id}
}

export function patchField(action: ActionFields): Record<string, unknown> {
  const patch = action['patch']
  if (!isRecord(patch)) throw invalid(`patch must be an object; got ${JSON.stringify(patch)}`)
  return patch
}

function requireDraftOf(id: string, name: string, publishedId: string | undefined): string {
  if (!isDraftId(id) && !isVersionId(id)) {
    throw invalid(`${name} must begin with "drafts." or "versions.<release>."; got "${id}"`)
  }
  if (publishedId !== undefined && publishedIdOf(id) !== publishedId) {
    throw invalid(`${name} must be a draft or version of "${publishedId}"; got "${id}"`)
  }
  return id
}
