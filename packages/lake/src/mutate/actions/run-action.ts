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
import {
  archiveRelease,
  createRelease,
  deleteRelease,
  editRelease,
  importRelease,
  publishRelease,
  type ReleaseActionOptions,
  scheduleRelease,
  unarchiveRelease,
  unscheduleRelease,
} from './release-actions.ts'

type Action = (state: PendingState, action: ActionFields, options: ReleaseActionOptions) => void

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

const releaseActions = new Map<string, Action>([
  ['sanity.action.release.create', createRelease],
  ['sanity.action.release.edit', editRelease],
  ['sanity.action.release.publish', publishRelease],
  ['sanity.action.release.schedule', scheduleRelease],
  ['sanity.action.release.unschedule', unscheduleRelease],
  ['sanity.action.release.archive', archiveRelease],
  ['sanity.action.release.unarchive', unarchiveRelease],
  ['sanity.action.release.delete', deleteRelease],
  ['sanity.action.release.import', importRelease],
])

export interface ActionOptions extends ReleaseActionOptions {
  /** False for API versions before 2025-02-19. */
  allowVersions: boolean
}

/** Whether a request acts on releases; such a request acts on nothing else. */
export function actsOnReleases(actions: readonly unknown[]): boolean {
  return actions.some((action) => releaseActions.has(typeOf(action) ?? ''))
}

/** @throws {LakeError} 400 when actions on releases and on documents are in one request */
export function refuseMixture(actions: readonly unknown[]): void {
  const index = actions.findIndex((action) => !releaseActions.has(typeOf(action) ?? ''))
  if (!actsOnReleases(actions) || index < 0) return
  throw invalid(
    `actions on releases and on documents cannot be in one request; action ${index} is "${typeOf(actions[index])}"`,
  )
}

/**
 * Applies one entry of a request's `actions` to the state under construction.
 *
 * @throws {LakeError} when the action is unknown, malformed or not possible
 */
export function runAction(state: PendingState, action: unknown, options: ActionOptions): void {
  const type = typeOf(action)
  if (!isRecord(action) || type === undefined) {
    throw invalid('an action must be an object with an "actionType"')
  }
  const run = documentActions.get(type)
  if (run) {
    run(state, action, options)
    return
  }
  const runLater = versionActions.get(type) ?? releaseActions.get(type)
  if (!runLater) {
    throw new LakeError(
      'unsupportedActionError',
      `the action "${type}" is not supported by this lake`,
      {status: 400},
    )
  }
  if (!options.allowVersions) {
    throw new LakeError(
      'unsupportedActionError',
      `action index ${state.index}: not supported for this API version; use 2025-02-19 or later`,
      {status: 400},
    )
  }
  runLater(state, action, options)
}

function typeOf(action: unknown): string | undefined {
  const type = isRecord(action) ? action['actionType'] : undefined
  return typeof type === 'string' ? type : undefined
}
