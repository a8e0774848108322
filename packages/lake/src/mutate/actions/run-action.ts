import {isRecord} from '../../document.ts'
import {invalid, LakeError} from '../../errors.ts'
import type {PendingState} from '../pending-state.ts'
import {
  createDraft,
  createVersion,
  deleteDocument,
  discard,
  editDraft,
  publish,
  replaceDraft,
  replaceVersion,
  unpublish,
  unpublishVersion,
} from './document-actions.ts'
import type {ActionFields} from './fields.ts'

type Action = (state: PendingState, action: ActionFields) => void

const documentActions = new Map<string, Action>([
  ['sanity.action.document.create', createDraft],
  ['sanity.action.document.edit', editDraft],
  ['sanity.action.document.publish', publish],
  ['sanity.action.document.unpublish', unpublish],
  ['sanity.action.document.discard', discard],
  ['sanity.action.document.replaceDraft', replaceDraft],
  ['sanity.action.document.delete', deleteDocument],
])

const versionActions = new Map<string, Action>([
  ['sanity.action.document.version.create', createVersion],
  ['sanity.action.document.version.discard', discard],
  ['sanity.action.document.version.replace', replaceVersion],
  ['sanity.action.document.version.unpublish', unpublishVersion],
])

/**
 * Applies one entry of a request's `actions` to the state under construction.
 *
 * @param options.allowVersions - false for API versions before 2025-02-19
 * @throws {LakeError} when the action is unknown, malformed or not possible
 */
export function runAction(
  state: PendingState,
  action: unknown,
  options: {allowVersions: boolean},
): void {
  const type = isRecord(action) ? action['actionType'] : undefined
  if (!isRecord(action) || typeof type !== 'string') {
    throw invalid('an action must be an object with an "actionType"')
  }
  const run = documentActions.get(type)
  if (run) {
    run(state, action)
    return
  }
  const runVersion = versionActions.get(type)
  if (!runVersion) {
    throw new LakeError(
      'unsupportedActionError',
      `the action "${type}" is not supported by this lake`,
      {
        status: 400,
      },
    )
  }
  if (!options.allowVersions) {
    throw new LakeError(
      'unsupportedActionError',
      `action index ${state.index}: not supported for this API version; use 2025-02-19 or later`,
      {status: 400},
    )
  }
  runVersion(state, action)
}
