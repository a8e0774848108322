import {contentDigest} from './content-digest.ts'
import type {ReviewEvent} from './review-event.ts'

/** Where a document stands, as a writer or reviewer would say it. */
export type ReviewState =
  | 'nothing-to-review'
  | 'draft'
  | 'in-review'
  | 'changes-requested'
  | 'approved'
  | 'changed-since-submitted'

/** The state of a document's draft and the step that put it there. */
export interface ReviewStatus {
  state: ReviewState
  /** Digest of the draft as it stands; `undefined` without a draft. */
  digest: string | undefined
  /** The newest step of this review, if there is one. */
  latest: ReviewEvent | undefined
}

/**
 * Works out where a draft stands from the steps recorded about it.
 *
 * @param draft - the draft as stored, or `null`
 * @param published - the published document, or `null`
 * @param events - every step recorded for the document, in any order
 */
export function reviewStatus(
  draft: Readonly<Record<string, unknown>> | null,
  published: Readonly<Record<string, unknown>> | null,
  events: readonly ReviewEvent[],
): ReviewStatus {
  const latest = [...events].sort((left, right) => (left.at < right.at ? 1 : -1))[0]
  if (!draft) return {state: 'nothing-to-review', digest: undefined, latest}
  const digest = contentDigest(draft)
  if (published && contentDigest(published) === digest) {
    return {state: 'nothing-to-review', digest, latest}
  }
  const isCurrent = latest?.digest === digest
  if (!latest) return {state: 'draft', digest, latest}
  switch (latest.action) {
    case 'submit':
      return {state: isCurrent ? 'in-review' : 'changed-since-submitted', digest, latest}
    case 'approve':
      return {state: isCurrent ? 'approved' : 'draft', digest, latest}
    case 'requestChanges':
      return {state: isCurrent ? 'changes-requested' : 'draft', digest, latest}
    case 'withdraw':
      return {state: 'draft', digest, latest}
    default:
      return latest.action satisfies never
  }
}
