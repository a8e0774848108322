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
  /** User id of the person. */
  by: string
  /** The person's name as their client wrote it. Nobody checks it: show the name of `by`. */
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

/** What each field has to be; a step has no others. */
const fieldTypes: Readonly<Record<string, {type: 'string' | 'boolean'; optional?: true}>> = {
  _id: {type: 'string'},
  _type: {type: 'string'},
  _rev: {type: 'string', optional: true},
  _createdAt: {type: 'string', optional: true},
  _updatedAt: {type: 'string', optional: true},
  subject: {type: 'string'},
  subjectType: {type: 'string'},
  action: {type: 'string'},
  digest: {type: 'string'},
  comment: {type: 'string', optional: true},
  asPublished: {type: 'boolean', optional: true},
  by: {type: 'string'},
  byName: {type: 'string', optional: true},
  at: {type: 'string'},
}

/**
 * A stored document as a review step, or `undefined` when it is none or is malformed. What an answer
 * to a query adds to a document (`_originalId`, `_system`) is left out.
 */
export function readReviewEvent(
  stored: Readonly<Record<string, unknown>>,
): ReviewEvent | undefined {
  const {_originalId: _id, _system, ...document} = stored
  return document['_type'] === 'reviewEvent' && whyMalformed(document) === undefined
    ? (document as unknown as ReviewEvent)
    : undefined
}

/** What is wrong with the fields of a review step, in words to act on; `undefined` if nothing is. */
export function whyMalformed(document: Readonly<Record<string, unknown>>): string | undefined {
  const unknown = Object.keys(document).find((field) => !Object.hasOwn(fieldTypes, field))
  if (unknown !== undefined) return `A review step has no field “${unknown}”.`
  for (const [field, {type, optional}] of Object.entries(fieldTypes)) {
    const value = document[field]
    if (value === undefined && optional) continue
    if (typeof value !== type) return `The field “${field}” of a review step has to be a ${type}.`
  }
  return reviewActions.some((action) => action === document['action'])
    ? undefined
    : `There is no review step “${String(document['action'])}”.`
}

/** When a step was recorded: the time of the store where it is known. */
export const recordedAt = ({_createdAt, at}: ReviewEvent): string => _createdAt ?? at

/** Steps from the oldest to the newest. */
export function inOrder(events: readonly ReviewEvent[]): ReviewEvent[] {
  return events.toSorted((left, right) =>
    recordedAt(left) === recordedAt(right) ? 0 : recordedAt(left) < recordedAt(right) ? -1 : 1,
  )
}
