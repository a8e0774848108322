import {contentDigest} from './content-digest.ts'
import {type ReviewEvent, reviewEventPrefix} from './review-event.ts'

type Document = Readonly<Record<string, unknown>> & {_id: string; _type: string}

interface HistoryEntry {
  author: string
  timestamp: string
  before: Document | null
  after: Document | null
}

/** What the guard needs to know of a transaction that a store is about to commit. */
export interface PendingTransaction {
  /** ISO 8601 time of the transaction. */
  timestamp: string
  identity: {id: string; roles: readonly string[]}
  changes: readonly {id: string; before: Document | null; after: Document | null}[]
  /** The state with this transaction's changes applied. */
  get(id: string): Document | null
  ofType(type: string): readonly Document[]
  /** Ascending; with or without this transaction. */
  history(id: string): readonly HistoryEntry[]
}

/** Why a change was refused, in words a person can act on. */
export interface GuardProblem {
  documentId: string
  message: string
}

/** How far the clock of a client may differ from the store's, in milliseconds. */
const clockTolerance = 5 * 60 * 1000

const reviewActions = ['submit', 'approve', 'requestChanges', 'withdraw']

/**
 * Makes the rule that a store checks before every commit: a document of a reviewed type becomes
 * public only as a second person approved it, and the record of reviews is never rewritten.
 *
 * @param options.reviewedTypes - document types that need an approval
 * @returns a function that lists every reason to refuse a transaction; none means commit
 */
export function createPublicationGuard(options: {
  reviewedTypes: readonly string[]
}): (transaction: PendingTransaction) => GuardProblem[] {
  const reviewed = new Set(options.reviewedTypes)
  return (transaction) =>
    transaction.changes.flatMap(({id, before, after}) => {
      const refuse = (message: string | undefined) => (message ? [{documentId: id, message}] : [])
      if (before?._type === 'reviewEvent' || after?._type === 'reviewEvent') {
        return refuse(whyEventIsRefused(transaction, id, before, after))
      }
      if (isDraftOrVersion(id) || after === null) return []
      if (before && reviewed.has(before._type) && !reviewed.has(after._type)) {
        return refuse(`The type of ${id} cannot change from ${before._type} to ${after._type}.`)
      }
      return reviewed.has(after._type)
        ? refuse(whyPublicationIsRefused(transaction, id, before, after))
        : []
    })
}

function whyPublicationIsRefused(
  transaction: PendingTransaction,
  id: string,
  before: Document | null,
  after: Document,
): string | undefined {
  const digest = contentDigest(after)
  if (before && contentDigest(before) === digest) return undefined

  const steps = stepsSincePublication(transaction, id)
  if (steps.findLast((step) => step.digest === digest)?.action !== 'approve') {
    return steps.at(-1)?.action === 'approve'
      ? 'The text was changed after it was approved. Submit it for review again.'
      : 'A second person has to approve this text before it is published. Submit it for review.'
  }
  const editors = editorsSincePublication(transaction, id)
  return steps.some(
    (step) => step.digest === digest && step.action === 'approve' && !editors.has(step.by),
  )
    ? undefined
    : 'The person who approved this text also edited it. Somebody else has to approve it.'
}

function whyEventIsRefused(
  transaction: PendingTransaction,
  id: string,
  before: Document | null,
  after: Document | null,
): string | undefined {
  if (before || !after || after._type !== 'reviewEvent') {
    return 'Review steps are kept as they are. They cannot be changed or deleted.'
  }
  const event = readEvent(after)
  if (!event) {
    return 'A review step needs subject, subjectType, action, digest, by and at, all of them text.'
  }
  const prefix = reviewEventPrefix(event.action)
  if (!id.startsWith(prefix)) {
    return `The id of a review step “${event.action}” has to begin with “${prefix}”.`
  }
  if (event.by !== transaction.identity.id) return 'A review step is recorded in one’s own name.'
  const difference = Math.abs(Date.parse(event.at) - Date.parse(transaction.timestamp))
  if (!(difference <= clockTolerance)) {
    return 'The time of the review step differs from the clock of the store. Correct the clock.'
  }
  return whyStepIsRefused(transaction, event)
}

function whyStepIsRefused(transaction: PendingTransaction, event: ReviewEvent): string | undefined {
  const draft = transaction.get(`drafts.${event.subject}`)
  if (!draft || draft._type !== event.subjectType) {
    return `There is no draft of ${event.subject} to review.`
  }
  if (contentDigest(draft) !== event.digest) {
    return 'The text was changed in the meantime. Read it again, then repeat the step.'
  }
  if (event.action === 'submit' || event.action === 'withdraw') return undefined

  if (!transaction.identity.roles.includes('reviewer')) {
    return 'Only a reviewer can approve a text or ask for changes.'
  }
  if (event.action === 'requestChanges') {
    return event.comment?.trim() ? undefined : 'Say what has to change.'
  }
  if (editorsSincePublication(transaction, event.subject).has(event.by)) {
    return 'You edited this text since it was last published. Somebody else has to approve it.'
  }
  const {subject} = event
  if (transaction.changes.some(({id}) => id === subject || isFormOf(id, subject))) {
    return 'An approval is recorded on its own, not together with changes to the text.'
  }
  const latest = stepsSincePublication(transaction, subject).findLast(
    (step) => step._id !== event._id && step.digest === event.digest,
  )
  return latest?.action === 'submit'
    ? undefined
    : 'This text was not submitted for review. Ask the writer to submit it.'
}

function readEvent(document: Document): ReviewEvent | undefined {
  const texts = ['subject', 'subjectType', 'action', 'digest', 'by', 'at']
  const complete = texts.every((field) => typeof document[field] === 'string')
  return complete && reviewActions.includes(String(document['action']))
    ? (document as unknown as ReviewEvent)
    : undefined
}

/**
 * The steps recorded for a document since it last became public, oldest first. The time that counts
 * is the store's, not the one a client wrote into the step.
 */
function stepsSincePublication(transaction: PendingTransaction, subject: string): ReviewEvent[] {
  const since = lastPublication(transaction, subject)
  return transaction
    .ofType('reviewEvent')
    .flatMap((document) => readEvent(document) ?? [])
    .filter((event) => event.subject === subject)
    .map((event) => ({
      event,
      recorded: transaction.history(event._id)[0]?.timestamp ?? transaction.timestamp,
    }))
    .filter(({recorded}) => recorded > since)
    .sort((left, right) => (left.recorded < right.recorded ? -1 : 1))
    .map(({event}) => event)
}

/** Time of the last change that put this document before the public; empty if there was none. */
function lastPublication(transaction: PendingTransaction, id: string): string {
  const entry = transaction
    .history(id)
    .findLast(({after, timestamp}) => after !== null && timestamp < transaction.timestamp)
  return entry?.timestamp ?? ''
}

/**
 * Everybody who changed what the draft says since the last publication. A draft that outlived that
 * publication is followed back to its beginning, so that its author cannot approve it afterwards.
 */
function editorsSincePublication(transaction: PendingTransaction, id: string): Set<string> {
  const since = lastPublication(transaction, id)
  const entries = transaction.history(`drafts.${id}`)
  const start = entries.findLastIndex(({after, timestamp}) => after === null && timestamp <= since)
  const published = transaction.history(id)
  const editors = new Set<string>()
  for (const {author, before, after, timestamp} of entries.slice(start + 1)) {
    if (after === null) continue
    const basis = before ?? published.findLast((entry) => entry.timestamp <= timestamp)?.after
    if (contentDigest(after) !== digestOf(basis ?? null)) editors.add(author)
  }
  return editors
}

function digestOf(document: Document | null): string {
  return document ? contentDigest(document) : ''
}

function isDraftOrVersion(id: string): boolean {
  return id.startsWith('drafts.') || id.startsWith('versions.')
}

function isFormOf(id: string, publishedId: string): boolean {
  return isDraftOrVersion(id) && id.endsWith(`.${publishedId}`)
}
