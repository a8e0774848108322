import {isRecord, type SanityDocument} from '../document.ts'
import {invalid, LakeError} from '../errors.ts'
import type {PendingState} from '../mutate/pending-state.ts'

const PREFIX = '_.releases.'

export const RELEASE_TYPE = 'system.release'

const RELEASE_TYPES = ['asap', 'scheduled', 'undecided']

/** A release between its requests; the transitional states of the hosted service do not occur. */
export type ReleaseState = 'active' | 'scheduled' | 'published' | 'archived'

export interface ReleaseDocument extends SanityDocument {
  name: string
  state: ReleaseState
}

export function releaseDocumentId(releaseId: string): string {
  return PREFIX + releaseId
}

export function isReleaseDocumentId(id: string): boolean {
  return id.startsWith(PREFIX)
}

/** The release a version belongs to; `undefined` for an id that is no version. */
export function releaseIdOfVersion(id: string): string | undefined {
  return /^versions\.([^.]+)\../.exec(id)?.[1]
}

/** @throws {LakeError} 400 unless it can stand in `versions.<releaseId>.<id>` */
export function requireReleaseId(value: unknown): string {
  if (typeof value === 'string' && /^[a-zA-Z0-9_][a-zA-Z0-9_-]{0,63}$/.test(value)) return value
  throw invalid(
    `releaseId must be 1 to 64 of a-z A-Z 0-9 _ - and not begin with "-"; got ${JSON.stringify(value)}`,
  )
}

/** @throws {LakeError} 404 */
export function requireRelease(state: PendingState, releaseId: string): ReleaseDocument {
  const document = state.require(releaseDocumentId(releaseId))
  if (isRelease(document)) return document
  throw invalid(`"${document._id}" is not a release`, {id: document._id})
}

export function isRelease(document: SanityDocument): document is ReleaseDocument {
  return (
    isReleaseDocumentId(document._id) &&
    document._type === RELEASE_TYPE &&
    typeof document['name'] === 'string' &&
    isReleaseState(document['state'])
  )
}

export function isReleaseState(value: unknown): value is ReleaseState {
  return ['active', 'scheduled', 'published', 'archived'].some((known) => known === value)
}

/** @throws {LakeError} 409 when the release is in none of the states */
export function requireState(
  release: ReleaseDocument,
  allowed: readonly ReleaseState[],
  next: string,
): void {
  if (allowed.includes(release.state)) return
  throw new LakeError(
    'validationError',
    `Release "${release.name}" is not permitted to transition from state ${release.state} to ${next}; it has to be ${allowed.join(' or ')}`,
    {status: 409, fields: {id: release._id, state: release.state}},
  )
}

/** @throws {LakeError} 400 naming what is wrong with it */
export function requireMetadata(value: unknown): Record<string, unknown> {
  const metadata = value ?? {}
  if (!isRecord(metadata)) {
    throw invalid(`metadata must be an object; got ${JSON.stringify(value)}`)
  }
  const releaseType = metadata['releaseType'] ?? 'undecided'
  if (!RELEASE_TYPES.some((known) => known === releaseType)) {
    throw invalid(
      `metadata.releaseType must be ${RELEASE_TYPES.join(', ')}; got ${JSON.stringify(releaseType)}`,
    )
  }
  const intended = metadata['intendedPublishAt']
  if (intended !== undefined && intended !== null) {
    requireTime(intended, 'metadata.intendedPublishAt')
  }
  return {...metadata, releaseType}
}

/** @throws {LakeError} 400 unless it is a time; @returns the time as ISO 8601 in UTC */
export function requireTime(value: unknown, name: string): string {
  if (typeof value === 'string' && /^\d{4}-\d{2}-\d{2}/.test(value)) {
    const time = Date.parse(value)
    if (!Number.isNaN(time)) return new Date(time).toISOString()
  }
  throw invalid(`${name} must be an ISO 8601 time; got ${JSON.stringify(value)}`)
}
