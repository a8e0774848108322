import {authorshipOf} from './authorship.ts'
import {contentDigest} from './content-digest.ts'
import type {GuardProblem, PendingTransaction, StoredDocument} from './pending-transaction.ts'
import {
  inOrder,
  readReviewEvent,
  recordedAt,
  type ReviewEvent,
  reviewEventPrefix,
  whyMalformed,
} from './review-event.ts'
import {type ReviewFacts, reviewFacts} from './review-facts.ts'
import {approvalsOf, latestDecision, whyNotPublished, whyNotStep} from './review-rules.ts'
import {type ComposedSection, findSurroundingChanges} from './surroundings.ts'

/** How far the clock of a client may differ from the store's, in milliseconds. */
const clockTolerance = 5 * 60 * 1000

/**
 * Makes the rule that a store checks before every commit: a document of a reviewed type becomes
 * public only as a second person approved it, and the record of reviews is never rewritten.
 *
 * @param options.reviewedTypes - document types that need an approval
 * @param options.sections - blocks that show parts of other documents, which an approval covers, too
 * @returns a function that lists every reason to refuse a transaction; none means commit
 */
export function createPublicationGuard(options: {
  reviewedTypes: readonly string[]
  sections?: readonly ComposedSection[]
}): (transaction: PendingTransaction) => GuardProblem[] {
  const reviewed = new Set(options.reviewedTypes)
  const sections = options.sections ?? []
  return (transaction) =>
    transaction.changes.flatMap(({id, before, after}) => {
      const refuse = (messages: readonly string[]) =>
        messages.map((message) => ({documentId: id, message}))
      if (before?._type === 'reviewEvent' || after?._type === 'reviewEvent') {
        return refuse(whyEventIsRefused(transaction, id, before, after))
      }
      if (isDraftOrVersion(id) || after === null) return []
      if (before && reviewed.has(before._type) && !reviewed.has(after._type)) {
        return refuse([`The type of ${id} cannot change from ${before._type} to ${after._type}.`])
      }
      return reviewed.has(after._type)
        ? refuse(whyPublicationIsRefused(transaction, id, before, after, sections))
        : []
    })
}

function whyPublicationIsRefused(
  transaction: PendingTransaction,
  id: string,
  before: StoredDocument | null,
  after: StoredDocument,
  sections: readonly ComposedSection[],
): string[] {
  const digest = contentDigest(after)
  if (before && contentDigest(before) === digest) return []
  const facts = factsOf(transaction, id, before)
  const reason = whyNotPublished(digest, transaction.identity, facts)
  if (reason) return [reason]
  const approval =
    latestDecision(digest, facts.steps)?.action === 'approve'
      ? approvalsOf(digest, facts).at(-1)
      : undefined
  return approval ? changesAround(transaction, after, approval, sections) : []
}

/** What a reviewer could not see when they approved a text; none in an emergency. */
function changesAround(
  transaction: PendingTransaction,
  document: StoredDocument,
  approval: ReviewEvent,
  sections: readonly ComposedSection[],
): string[] {
  const time = recordedAt(approval)
  const stateAt = (id: string) =>
    transaction.history(id).findLast(({timestamp}) => timestamp <= time)?.after ?? null
  return findSurroundingChanges(document, sections, {
    now: (id) => transaction.get(id),
    atApproval: (id) => [
      stateAt(id),
      ...transaction.formsOf(id).flatMap((form) => stateAt(form) ?? []),
    ],
  }).map(({message}) => message)
}

function whyEventIsRefused(
  transaction: PendingTransaction,
  id: string,
  before: StoredDocument | null,
  after: StoredDocument | null,
): string[] {
  if (before || !after || after._type !== 'reviewEvent') {
    return ['Review steps are kept as they are. They cannot be changed or deleted.']
  }
  const malformed = whyMalformed(after)
  const event = malformed === undefined ? readReviewEvent(after) : undefined
  if (!event) return [malformed ?? 'This is no review step.']
  const prefix = reviewEventPrefix(event.action)
  if (!id.startsWith(prefix)) {
    return [`The id of a review step “${event.action}” has to begin with “${prefix}”.`]
  }
  if (event.by !== transaction.identity.id) return ['A review step is recorded in one’s own name.']
  const difference = Math.abs(Date.parse(event.at) - Date.parse(transaction.timestamp))
  const isOnTime = difference <= clockTolerance && recordedAtStore(event, transaction)
  if (!isOnTime) {
    return ['The time of the review step differs from the clock of the store. Correct the clock.']
  }
  return [whyStepIsRefused(transaction, event) ?? []].flat()
}

function recordedAtStore(event: ReviewEvent, {timestamp}: PendingTransaction): boolean {
  return event._createdAt === undefined || event._createdAt === timestamp
}

function whyStepIsRefused(transaction: PendingTransaction, event: ReviewEvent): string | undefined {
  const {subject} = event
  const published = transaction.get(subject)
  const change = transaction.changes.find(({id}) => id === subject)
  const text = event.action === 'withdraw' ? change?.before : textOf(transaction, event)
  if (event.action === 'withdraw' && !(change?.before && !change.after)) {
    return 'A withdrawal is recorded in the same transaction that deletes the published document.'
  }
  if (text && text._type !== event.subjectType) {
    return `${subject} is of the type ${text._type}, not ${event.subjectType}.`
  }
  if (event.asPublished !== undefined && event.action !== 'approve') {
    return 'Only an approval can be for a text that is public already.'
  }
  const facts = factsOf(
    transaction,
    subject,
    event.action === 'withdraw' ? (text ?? null) : published,
  )
  if (event.action === 'withdraw') {
    return event.digest === facts.published
      ? undefined
      : 'The public text was changed in the meantime. Read it again, then repeat the step.'
  }
  if (event.action === 'approve') {
    if (event.comment !== undefined) {
      return 'An approval can be read by everybody, so it has no comment.'
    }
    if (
      transaction.changes.some(
        ({id}) => id === subject || transaction.formsOf(subject).includes(id),
      )
    ) {
      return 'An approval is recorded on its own, not together with changes to the text.'
    }
    const isPublic = event.digest === facts.published
    if (isPublic !== (event.asPublished ?? false)) {
      return isPublic
        ? 'This text is public already. Approve it as published.'
        : 'The public text was changed in the meantime. Read it again, then repeat the step.'
    }
  }
  return whyNotStep(event, transaction.identity, {
    ...facts,
    steps: facts.steps.filter(({_id}) => _id !== event._id),
  })
}

/** The text that a step speaks of, or any form of the document when it speaks of none. */
function textOf(transaction: PendingTransaction, event: ReviewEvent): StoredDocument | undefined {
  const forms = [event.subject, ...transaction.formsOf(event.subject)].flatMap(
    (id) => transaction.get(id) ?? [],
  )
  return forms.find((form) => contentDigest(form) === event.digest) ?? forms[0]
}

/**
 * What counts about a document.
 *
 * @param published - the published document before its text changes
 */
function factsOf(
  transaction: PendingTransaction,
  id: string,
  published: StoredDocument | null,
): ReviewFacts {
  return reviewFacts({
    published,
    drafts: transaction.formsOf(id).flatMap((form) => transaction.get(form) ?? []),
    events: eventsOf(transaction, id),
    authorship: authorshipOf(transaction, id),
  })
}

/**
 * The steps recorded for a document, oldest first. The time that counts is the store's, not the one
 * a client wrote into the step.
 */
function eventsOf(transaction: PendingTransaction, subject: string): ReviewEvent[] {
  return inOrder(
    transaction
      .ofType('reviewEvent')
      .flatMap((document) => readReviewEvent(document) ?? [])
      .filter((event) => event.subject === subject)
      .map((event) => ({
        ...event,
        _createdAt: transaction.history(event._id)[0]?.timestamp ?? transaction.timestamp,
      })),
  )
}

function isDraftOrVersion(id: string): boolean {
  return id.startsWith('drafts.') || /^versions\.[^.]+\../u.test(id)
}
