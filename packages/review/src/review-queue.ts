import {dueAfter} from './review-dates.ts'
import {inOrder, recordedAt, type ReviewEvent} from './review-event.ts'
import type {Person} from './review-rules.ts'
import {reviewStatus, type ReviewStatus} from './review-status.ts'

type Fields = Readonly<Record<string, unknown>> & {_id: string; _type: string}

/** Why a document is listed. */
export type QueueReason = 'in-review' | 'changes-requested' | 'approved' | 'overdue' | 'emergency'

/** A document that somebody has to do something about. */
export interface QueueItem {
  /** Published id. */
  id: string
  type: string
  title: string
  /** At least one, the most pressing first. */
  reasons: QueueReason[]
  /** It waits for this person, or this person submitted it. */
  isMine: boolean
  /** Since when it waits: ISO 8601 time of the step, or the day on which the review was due. */
  since: string
  /** The step that put it here; `undefined` for one that is overdue only. */
  step: ReviewEvent | undefined
  status: ReviewStatus
}

/**
 * Everything that waits for somebody: submitted texts, texts that were sent back or approved and are
 * not public yet, pages whose next review is overdue, and pages that were published in an emergency
 * and that no reviewer has approved since. What has waited longest comes first.
 *
 * @param documents - published documents and drafts, in any order
 * @param events - the steps of all of them, in any order
 * @param options.today - `YYYY-MM-DD`
 * @param options.person - whose list it is
 */
export function reviewQueue(
  documents: readonly Fields[],
  events: readonly ReviewEvent[],
  {today, person}: {today: string; person: Person},
): QueueItem[] {
  const stored = new Map(documents.map((document) => [document._id, document]))
  const steps = Map.groupBy(events, ({subject}) => subject)
  const ids = new Set(documents.map(({_id}) => _id.replace(/^drafts\./u, '')))
  return [...ids]
    .filter((id) => !id.startsWith('versions.'))
    .flatMap((id): QueueItem[] => {
      const [draft, published] = [stored.get(`drafts.${id}`) ?? null, stored.get(id) ?? null]
      const document = draft ?? published
      if (!document) return []
      const own = steps.get(id) ?? []
      const status = reviewStatus({draft, published, events: own, today})
      const reasons = reasonsOf(status)
      if (reasons.length === 0) return []
      const step = reasons[0] === 'overdue' ? undefined : (status.emergency ?? status.decision)
      return [
        {
          id,
          type: document._type,
          title: titleOf(document, id),
          reasons,
          isMine: isFor(person, reasons, status, own),
          since: step ? recordedAt(step) : (status.dates.nextReviewDue ?? ''),
          step,
          status,
        },
      ]
    })
    .toSorted((left, right) => (left.since < right.since ? -1 : left.since > right.since ? 1 : 0))
}

function reasonsOf({state, emergency, dates}: ReviewStatus): QueueReason[] {
  const isWaiting = state === 'in-review' || state === 'changes-requested' || state === 'approved'
  return [
    ...(emergency ? (['emergency'] as const) : []),
    ...(isWaiting ? [state] : []),
    ...(dates.isOverdue ? (['overdue'] as const) : []),
  ]
}

function isFor(
  person: Person,
  reasons: readonly QueueReason[],
  {emergency, decision}: ReviewStatus,
  events: readonly ReviewEvent[],
): boolean {
  const submission = inOrder(events).findLast(({action}) => action === 'submit')
  const isWriter = submission?.by === person.id
  const isReviewer = person.roles.includes('reviewer')
  return reasons.some((reason) => {
    switch (reason) {
      case 'in-review':
        return isReviewer || isWriter
      case 'changes-requested':
        return isWriter
      case 'approved':
        return isWriter || decision?.by === person.id
      case 'emergency':
        return isReviewer && emergency?.by !== person.id
      case 'overdue':
        return isReviewer
      default:
        return reason satisfies never
    }
  })
}

function titleOf(document: Fields, id: string): string {
  const title = document['name'] ?? document['title']
  return typeof title === 'string' && title !== '' ? title : id
}

/**
 * Which documents can be in the queue, judged by a few of their fields and without their texts, so
 * that an editor need not load every document there is.
 *
 * @param documents - with `_id`, `_type`, `nextReviewDue` and `reviewRisk`
 * @param today - `YYYY-MM-DD`
 * @returns published ids
 */
export function queueCandidates(
  documents: readonly Fields[],
  events: readonly ReviewEvent[],
  today: string,
): string[] {
  const steps = Map.groupBy(events, ({subject}) => subject)
  const drafts = new Set(documents.map(({_id}) => _id))
  const candidates = documents.filter((document) => {
    const {_id} = document
    if (/^(?:drafts|versions)\./u.test(_id)) return steps.has(_id.replace(/^drafts\./u, ''))
    const own = steps.get(_id) ?? []
    if (drafts.has(`drafts.${_id}`) && own.length > 0) return true
    return own.some(({action}) => action === 'emergency') || mayBeOverdue(document, own, today)
  })
  return [...new Set(candidates.map(({_id}) => _id.replace(/^drafts\./u, '')))]
}

/** Whichever approval is the one of the public text, the oldest is the earliest it can be. */
function mayBeOverdue(document: Fields, events: readonly ReviewEvent[], today: string): boolean {
  const approvals = inOrder(events).filter(({action}) => action === 'approve')
  const named = document['nextReviewDue']
  if (typeof named === 'string' && named < today) return true
  const oldest = approvals[0]
  if (!oldest) return false
  return document._type !== 'citation' && dueAfter(document, recordedAt(oldest)) < today
}
