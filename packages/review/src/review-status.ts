import {contentDigest} from './content-digest.ts'
import {type ReviewDates, reviewDates} from './review-dates.ts'
import {inOrder, recordedAt, type ReviewEvent} from './review-event.ts'
import type {ReviewFacts} from './review-facts.ts'
import {isDecision, latestDecision} from './review-rules.ts'

type Fields = Readonly<Record<string, unknown>>

/** Where a document stands, as a writer or reviewer would say it. */
export type ReviewState =
  | 'draft'
  | 'in-review'
  | 'changes-requested'
  | 'approved'
  | 'published'
  | 'review-due'
  | 'withdrawn'

/** The state of a document and the step that put it there. */
export interface ReviewStatus {
  state: ReviewState
  /** Digest of the text that comes next: of the draft, or of what is published. */
  digest: string | undefined
  /** Digest of the text that is public. */
  published: string | undefined
  /**
   * The newest step that counts for this text: it speaks of exactly this text, or asks for the
   * changes that a writer is making.
   */
  decision: ReviewEvent | undefined
  /** The newest step of the document, whatever it speaks of. */
  latest: ReviewEvent | undefined
  /** The steps since the text last became public, oldest first. */
  steps: ReviewEvent[]
  /** The text was changed after somebody submitted or approved it. */
  isChangedSince: boolean
  /** There is a draft, and it says what is public already. */
  isDraftNeedless: boolean
  /** The decision to publish without a second person, until a reviewer approves that text. */
  emergency: ReviewEvent | undefined
  dates: ReviewDates
}

/**
 * Works out where a document stands from the steps recorded about it.
 *
 * @param document.draft - the draft as stored, or `null`
 * @param document.published - the published document, or `null`
 * @param document.events - every step recorded for the document, in any order
 * @param document.today - `YYYY-MM-DD`
 * @param document.facts - what the history tells. Without it, steps count from the time of the
 *   published document, and any change of the draft voids its approval, even one that changes nothing
 */
export function reviewStatus(document: {
  draft: Fields | null
  published: Fields | null
  events: readonly ReviewEvent[]
  today: string
  facts?: Pick<ReviewFacts, 'begun' | 'voided'> | undefined
}): ReviewStatus {
  const {draft, published, today, facts} = document
  const events = inOrder(document.events)
  const since = facts ? facts.begun : publishedAt(published, events)
  const steps = events.filter((event) => recordedAt(event) > since)
  const digests = {
    draft: draft ? contentDigest(draft) : undefined,
    published: published ? contentDigest(published) : undefined,
  }
  const digest = digests.draft ?? digests.published
  const latest = events.at(-1)
  const isVoid = (step: ReviewEvent) =>
    step.action === 'approve' && (facts ? facts.voided.has(step._id) : isBefore(step, draft))
  const hasNews = digests.draft !== undefined && digests.draft !== digests.published
  const lastDecision = steps.findLast(isDecision)
  const ofText = digest === undefined ? undefined : latestDecision(digest, steps)
  const standing = hasNews && ofText && isVoid(ofText) ? undefined : ofText
  const decision = standing ?? (digest && !ofText ? requestStillOpen(lastDecision) : undefined)
  const dates = published
    ? reviewDates(published, events, today)
    : {lastReviewed: undefined, reviewedBy: undefined, nextReviewDue: undefined, isOverdue: false}
  return {
    state: hasNews
      ? stateOfDraft(decision, latest, digests)
      : stateOfPublished(digests.published, latest, dates),
    digest,
    published: digests.published,
    decision,
    latest,
    steps,
    isChangedSince: hasNews && decision === undefined && lastDecision !== undefined,
    isDraftNeedless: digests.draft !== undefined && digests.draft === digests.published,
    emergency: openEmergency(digests.published, events),
    dates,
  }
}

/** A request for changes stays in sight while a writer works on them. */
function requestStillOpen(last: ReviewEvent | undefined): ReviewEvent | undefined {
  return last?.action === 'requestChanges' ? last : undefined
}

function stateOfDraft(
  decision: ReviewEvent | undefined,
  latest: ReviewEvent | undefined,
  digests: {draft: string | undefined; published: string | undefined},
): ReviewState {
  switch (decision?.action) {
    case 'submit':
      return 'in-review'
    case 'approve':
      return 'approved'
    case 'requestChanges':
      return 'changes-requested'
    default: {
      const isWithdrawn =
        digests.published === undefined &&
        latest?.action === 'withdraw' &&
        latest.digest === digests.draft
      return isWithdrawn ? 'withdrawn' : 'draft'
    }
  }
}

function stateOfPublished(
  published: string | undefined,
  latest: ReviewEvent | undefined,
  {isOverdue}: ReviewDates,
): ReviewState {
  if (published === undefined) return latest?.action === 'withdraw' ? 'withdrawn' : 'draft'
  return isOverdue ? 'review-due' : 'published'
}

/** An approval from before the last change of a draft. */
function isBefore(step: ReviewEvent, draft: Fields | null): boolean {
  const edited = draft?.['_updatedAt']
  return typeof edited === 'string' && recordedAt(step) < edited
}

/** A text that was withdrawn was public until then; nothing from before counts for it. */
function publishedAt(published: Fields | null, events: readonly ReviewEvent[]): string {
  const updated = published?.['_updatedAt']
  if (typeof updated === 'string') return updated
  const withdrawal = events.findLast(({action}) => action === 'withdraw')
  return withdrawal ? recordedAt(withdrawal) : ''
}

/**
 * The emergency decision under which a text is public, while no reviewer has approved that text.
 *
 * @param published - digest of the text that is public
 * @param events - every step recorded for the document
 */
export function openEmergency(
  published: string | undefined,
  events: readonly ReviewEvent[],
): ReviewEvent | undefined {
  const ofText = inOrder(events).filter(
    ({action, digest}) => digest === published && (action === 'emergency' || action === 'approve'),
  )
  const last = ofText.at(-1)
  return last?.action === 'emergency' ? last : undefined
}
