import {authorshipOf, type DocumentHistory} from './authorship.ts'
import {contentDigest} from './content-digest.ts'
import {inOrder, recordedAt, type ReviewEvent} from './review-event.ts'
import type {HistoryEntry, StoredDocument} from './pending-transaction.ts'

/** Why a published document is on record as it is. */
export interface AuditRow {
  /** Published id. */
  id: string
  type: string
  title: string
  /** SHA-256 of the text that is public; see `contentDigest`. */
  digest: string
  /** ISO 8601 time at which this text became public; empty where the history does not tell. */
  publishedAt: string
  /** User id of the person whose transaction made it public; empty where the history does not tell. */
  publishedBy: string
  /** User ids of those whose edits led to this text. */
  wroteBy: string[]
  /** Approvals of exactly this text from before it became public, oldest first. */
  approvals: Decision[]
  /** Approvals of exactly this text after it became public, oldest first. */
  reviews: Decision[]
  /** Under what it was published without an approval. */
  emergency: (Decision & {reason: string}) | undefined
  problems: AuditProblem[]
}

/** A decision of one person. */
export interface Decision {
  by: string
  /** ISO 8601. */
  at: string
}

/** Something in the record that the rule of two persons does not allow. */
export interface AuditProblem {
  code:
    | 'never-approved'
    | 'approved-by-author'
    | 'emergency-not-reviewed'
    | 'step-altered'
    | 'step-of-another'
    | 'history-incomplete'
  message: string
}

/**
 * Judges a published document by the record alone, without trusting whatever let it become public:
 * who wrote the text, who approved exactly this text before it became public, and whether the steps
 * are as their authors wrote them.
 *
 * @param document.events - every step recorded for it
 * @param document.historyOf - the states of a review step
 */
export function auditDocument(document: {
  published: StoredDocument
  events: readonly ReviewEvent[]
  history: DocumentHistory
  historyOf: (eventId: string) => readonly HistoryEntry[]
}): AuditRow {
  const {published, history, historyOf} = document
  const {_id: id, _type: type} = published
  const digest = contentDigest(published)
  const {lastPublished, publishedAuthors} = authorshipOf(history, id)
  const publication = history.history(id).find(({timestamp}) => timestamp === lastPublished)
  const isKnown = publication?.after && contentDigest(publication.after) === digest
  const steps = document.events
    .filter((event) => event.digest === digest)
    .map((event) => ({event, entries: historyOf(event._id)}))
    .map(({event, entries}) => ({
      // The time of the transaction; what a document says of itself may be anything.
      event: {...event, _createdAt: entries[0]?.timestamp ?? recordedAt(event)},
      problem: problemOfStep(event, entries),
    }))
  const sound = inOrder(steps.flatMap(({event, problem}) => (problem ? [] : [event])))
  const publishedAt = isKnown ? lastPublished : ''
  const since = publishedAt === '' ? '' : otherTextUntil(history.history(id), publishedAt, digest)
  const isBefore = (event: ReviewEvent) => publishedAt === '' || recordedAt(event) <= publishedAt
  const approvals = sound.filter(({action}) => action === 'approve')
  const first = approvals.filter(
    (event) => !event.asPublished && isBefore(event) && recordedAt(event) > since,
  )
  const later = approvals.filter((event) => publishedAt === '' || !isBefore(event))
  const emergency = sound.findLast(
    (event) => event.action === 'emergency' && isBefore(event) && recordedAt(event) > since,
  )
  const row = {
    id,
    type,
    title: titleOf(published),
    digest,
    publishedAt,
    publishedBy: isKnown ? publication.author : '',
    wroteBy: isKnown ? [...publishedAuthors] : [],
    approvals: first.map(decisionOf),
    reviews: later.map(decisionOf),
    emergency: emergency && {...decisionOf(emergency), reason: emergency.comment ?? ''},
  }
  return {...row, problems: [...steps.flatMap(({problem}) => problem ?? []), ...problemsOf(row)]}
}

function problemsOf(row: Omit<AuditRow, 'problems'>): AuditProblem[] {
  const {publishedAt, wroteBy, approvals, reviews, emergency} = row
  if (publishedAt === '') {
    const message =
      'The history does not show how this text became public. It may reach back too short a time.'
    return [{code: 'history-incomplete', message}]
  }
  const isByOther = ({by}: Decision) => !wroteBy.includes(by)
  if (approvals.some(isByOther)) return []
  if (emergency) {
    const isReviewed = reviews.some((review) => isByOther(review) && review.by !== emergency.by)
    const message = 'It was published in an emergency, and no second person has approved it since.'
    return isReviewed ? [] : [{code: 'emergency-not-reviewed', message}]
  }
  return approvals.length > 0
    ? [
        {
          code: 'approved-by-author',
          message: 'Everybody who approved this text before it became public also wrote it.',
        },
      ]
    : [
        {
          code: 'never-approved',
          message: 'Nobody approved exactly this text before it became public.',
        },
      ]
}

/** When something else, or nothing, was public last before a publication; empty if nothing ever was. */
function otherTextUntil(
  entries: readonly HistoryEntry[],
  publishedAt: string,
  digest: string,
): string {
  const other = entries.findLast(
    ({timestamp, after}) => timestamp < publishedAt && !(after && contentDigest(after) === digest),
  )
  return other?.timestamp ?? ''
}

/** A step is a document that one person creates in their own name and nobody changes. */
function problemOfStep(
  event: ReviewEvent,
  entries: readonly HistoryEntry[],
): AuditProblem | undefined {
  const [created, ...changes] = entries
  if (!created?.after || created.before || changes.length > 0) {
    const message = `The record of the step ${event._id} was changed, or its beginning is not known.`
    return {code: 'step-altered', message}
  }
  if (created.author === event.by) return undefined
  const message = `The step ${event._id} is in the name of ${event.by}; ${created.author} recorded it.`
  return {code: 'step-of-another', message}
}

const decisionOf = (event: ReviewEvent): Decision => ({by: event.by, at: recordedAt(event)})

function titleOf(document: StoredDocument): string {
  const title = document['name'] ?? document['title']
  return typeof title === 'string' && title !== '' ? title : document._id
}
