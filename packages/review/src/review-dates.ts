import {contentDigest} from './content-digest.ts'
import {inOrder, recordedAt, type ReviewEvent} from './review-event.ts'

type Fields = Readonly<Record<string, unknown>>

/** How much harm a text can do when it is out of date. */
export type ReviewRisk = 'high' | 'medium' | 'low'

/**
 * Months after which a text is read again, by risk. The longest is three years, the cycle after
 * which publishers of patient information in the NHS look at a page again; treatments and their
 * approvals change faster, so they come round each year.
 */
export const reviewIntervalMonths: Readonly<Record<ReviewRisk, number>> = {
  high: 12,
  medium: 24,
  low: 36,
}

/** When a published text was last read by a second person, and when that has to be done again. */
export interface ReviewDates {
  /** ISO 8601 time; `undefined` when nobody approved the text as it is public. */
  lastReviewed: string | undefined
  /** User id of the person who approved it then. */
  reviewedBy: string | undefined
  /** `YYYY-MM-DD`; `undefined` when there is neither a review nor a day in the document. */
  nextReviewDue: string | undefined
  isOverdue: boolean
}

/**
 * The day of the next review is the interval after the last one, or the day that the document names
 * in `nextReviewDue` where that is earlier and was not met by a review since. A document without a
 * risk (`reviewRisk`) has nobody's judgment yet and counts as high. Sources (`citation`) have no next
 * review: what they say does not age, and whether they still stand is looked up elsewhere.
 *
 * @param events - every step recorded for the document, in any order
 * @param today - `YYYY-MM-DD`
 * @throws {RangeError} when `today` is no day
 */
export function reviewDates(
  published: Fields,
  events: readonly ReviewEvent[],
  today: string,
): ReviewDates {
  if (!/^\d{4}-\d\d-\d\d$/u.test(today)) {
    throw new RangeError(`today must be a day as YYYY-MM-DD; got ${JSON.stringify(today)}`)
  }
  const digest = contentDigest(published)
  const approval = inOrder(events).findLast(
    (event) => event.action === 'approve' && event.digest === digest,
  )
  const lastReviewed = approval && recordedAt(approval)
  const reviewedBy = approval?.by
  if (published['_type'] === 'citation') {
    return {lastReviewed, reviewedBy, nextReviewDue: undefined, isOverdue: false}
  }
  const named = published['nextReviewDue']
  const days = [
    ...(lastReviewed ? [dueAfter(published, lastReviewed)] : []),
    ...(typeof named === 'string' && !(lastReviewed && named <= lastReviewed.slice(0, 10))
      ? [named.slice(0, 10)]
      : []),
  ]
  const nextReviewDue = days.toSorted()[0]
  return {
    lastReviewed,
    reviewedBy,
    nextReviewDue,
    isOverdue: nextReviewDue !== undefined && nextReviewDue < today,
  }
}

/** The day by which a text is read again after a review, as `YYYY-MM-DD`. */
export function dueAfter(document: Fields, reviewed: string): string {
  return addMonths(reviewed.slice(0, 10), intervalOf(document))
}

/** A published document whose next review should have been done. */
export interface OverdueDocument {
  id: string
  type: string
  lastReviewed: string | undefined
  nextReviewDue: string
}

/**
 * The published documents that should have been read again before today, longest overdue first.
 *
 * @param documents - drafts and versions among them are left out
 * @param events - the review steps of all of them
 * @param today - `YYYY-MM-DD`
 */
export function overdueDocuments(
  documents: readonly (Fields & {_id: string; _type: string})[],
  events: readonly ReviewEvent[],
  today: string,
): OverdueDocument[] {
  const bySubject = Map.groupBy(events, ({subject}) => subject)
  return documents
    .filter(({_id}) => !/^(?:drafts|versions)\./u.test(_id))
    .flatMap((document) => {
      const dates = reviewDates(document, bySubject.get(document._id) ?? [], today)
      const {lastReviewed, nextReviewDue, isOverdue} = dates
      return isOverdue && nextReviewDue !== undefined
        ? [{id: document._id, type: document._type, lastReviewed, nextReviewDue}]
        : []
    })
    .toSorted((left, right) => (left.nextReviewDue < right.nextReviewDue ? -1 : 1))
}

function intervalOf(document: Fields): number {
  const risk = document['reviewRisk']
  return risk === 'medium' || risk === 'low'
    ? reviewIntervalMonths[risk]
    : reviewIntervalMonths.high
}

/** The same day of a later month, or its last day where it has no such day. */
function addMonths(day: string, months: number): string {
  const [year = 0, month = 1, date = 1] = day.split('-').map(Number)
  const lastOfMonth = new Date(Date.UTC(year, month - 1 + months + 1, 0)).getUTCDate()
  const moved = new Date(Date.UTC(year, month - 1 + months, Math.min(date, lastOfMonth)))
  return moved.toISOString().slice(0, 10)
}
