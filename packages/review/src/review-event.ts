/** The steps of a review. `withdraw` takes a submission back. */
export type ReviewAction = 'submit' | 'approve' | 'requestChanges' | 'withdraw'

/** One step of a review, stored as a document that nobody can change afterwards. */
export interface ReviewEvent {
  _id: string
  _type: 'reviewEvent'
  /** Published id of the document under review, without `drafts.`. */
  subject: string
  subjectType: string
  action: ReviewAction
  /** {@link contentDigest} of the draft that this step speaks of. */
  digest: string
  comment?: string
  /** User id and display name of the person. */
  by: string
  byName?: string
  /** ISO 8601 date and time. */
  at: string
}

/**
 * Makes the document for one step of a review.
 *
 * Approvals have an id without a dot, so that a public site may read the date of the last review.
 * Everything else has a dotted id, which anonymous readers never see: comments are for colleagues.
 *
 * @param unique - a random part for the id
 */
export function createReviewEvent(
  step: Omit<ReviewEvent, '_id' | '_type'>,
  unique: string,
): ReviewEvent {
  return {_id: `${reviewEventPrefix(step.action)}${unique}`, _type: 'reviewEvent', ...step}
}

/** How the id of a review step has to begin. */
export function reviewEventPrefix(action: ReviewAction): 'approval-' | 'review.' {
  return action === 'approve' ? 'approval-' : 'review.'
}
