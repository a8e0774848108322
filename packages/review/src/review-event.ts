/**
 * The steps of a review. `withdraw` takes a published document away from the public; `emergency` is
 * an administrator's decision to publish without a second person.
 */
export type ReviewAction = (typeof reviewActions)[number]

export const reviewActions = [
  'submit',
  'approve',
  'requestChanges',
  'withdraw',
  'emergency',
] as const

/** One step of a review, stored as a document that nobody can change afterwards. */
export interface ReviewEvent {
  _id: string
  _type: 'reviewEvent'
  /** When the store took it in. What decides about order, not {@link ReviewEvent.at}. */
  _createdAt?: string
  /** Published id of the document under review, without `drafts.`. */
  subject: string
  subjectType: string
  action: ReviewAction
  /** {@link contentDigest} of the text that this step speaks of. */
  digest: string
  /** What has to change, why it is withdrawn, or why it cannot wait for a second person. */
  comment?: string
  /**
   * For an approval: the text was public already, and was read again. Without it, the approval is
   * for a draft.
   */
  asPublished?: boolean
  /** User id and display name of the person. */
  by: string
  byName?: string
  /** ISO 8601 date and time on the person's own clock. */
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
  step: Omit<ReviewEvent, '_id' | '_type' | '_createdAt'>,
  unique: string,
): ReviewEvent {
  return {_id: `${reviewEventPrefix(step.action)}${unique}`, _type: 'reviewEvent', ...step}
}

/** How the id of a review step has to begin. */
export function reviewEventPrefix(action: ReviewAction): 'approval-' | 'review.' {
  return action === 'approve' ? 'approval-' : 'review.'
}

/** A stored document as a review step, or `undefined` when it is none or is malformed. */
export function readReviewEvent(
  document: Readonly<Record<string, unknown>>,
): ReviewEvent | undefined {
  const texts = ['_id', 'subject', 'subjectType', 'digest', 'by', 'at']
  const optionalTexts = ['comment', 'byName', '_createdAt']
  const isWell =
    document['_type'] === 'reviewEvent' &&
    texts.every((field) => typeof document[field] === 'string') &&
    optionalTexts.every((field) => ['string', 'undefined'].includes(typeof document[field])) &&
    ['boolean', 'undefined'].includes(typeof document['asPublished']) &&
    reviewActions.some((action) => action === document['action'])
  return isWell ? (document as unknown as ReviewEvent) : undefined
}

/** When a step was recorded: the time of the store where it is known. */
export const recordedAt = ({_createdAt, at}: ReviewEvent): string => _createdAt ?? at

/** Steps from the oldest to the newest. */
export function inOrder(events: readonly ReviewEvent[]): ReviewEvent[] {
  return events.toSorted((left, right) =>
    recordedAt(left) === recordedAt(right) ? 0 : recordedAt(left) < recordedAt(right) ? -1 : 1,
  )
}
