import {contentDigest} from './content-digest.ts'
import {type ReviewDates, reviewDates} from './review-dates.ts'
import {inOrder, recordedAt, type ReviewEvent} from './review-event.ts'
import {latestDecision} from './review-rules.ts'

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
  /** The newest step that speaks of exactly this text. */
  decision: ReviewEvent | undefined
  /** The newest step of the document, whatever it speaks of. */
  latest: ReviewEvent | undefined
  /** The steps since the text last became public, oldest first. */
  steps: ReviewEvent[]
  /** The text was changed after somebody submitted or approved it. */
  isChangedSince: boolean
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
 * @param document.lastPublished - ISO 8601 time at which the text last became public, where it is
 *   known from the history; otherwise the time of the published document counts
 */
export function reviewStatus(document: {
  draft: Fields | null
  published: Fields | null
  events: readonly ReviewEvent[]
  today: string
  lastPublished?: string | undefined
}): ReviewStatus {
  const {draft, published, today} = document
  const events = inOrder(document.events)
  const since = document.lastPublished ?? publishedAt(published, events)
  const steps = events.filter((event) => recordedAt(event) > since)
  const digests = {
    draft: draft ? contentDigest(draft) : undefined,
    published: published ? contentDigest(published) : undefined,
  }
  const digest = digests.draft ?? digests.published
  const latest = events.at(-1)
  const decision = digest === undefined ? undefined : latestDecision(digest, steps)
  const dates = published
    ? reviewDates(published, events, today)
    : {lastReviewed: undefined, nextReviewDue: undefined, isOverdue: false}
  const lastStep = steps.findLast(({action}) => action === 'submit' || action === 'approve')
  const hasNews = digests.draft !== undefined && digests.draft !== digests.published
  return {
    state: hasNews
      ? stateOfDraft(decision, latest, digests)
      : stateOfPublished(digests.published, latest, dates),
    digest,
    published: digests.published,
    decision,
    latest,
    steps,
    isChangedSince: hasNews && decision === undefined && lastStep !== undefined,
    emergency: openEmergency(digests.published, events),
    dates,
  }
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
