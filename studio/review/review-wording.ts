import type {Person, ReviewEvent, ReviewState, ReviewStatus} from '@net-therapies/review'

/** The tones of Sanity UI that the review uses. */
export type Tone = 'default' | 'primary' | 'positive' | 'caution' | 'critical'

/** What a badge says about each state, and in which tone. */
export const stateWording: Record<ReviewState, {title: string; tone: Tone}> = {
  draft: {title: 'Draft', tone: 'default'},
  'in-review': {title: 'Waiting for review', tone: 'primary'},
  'changes-requested': {title: 'Changes requested', tone: 'caution'},
  approved: {title: 'Approved', tone: 'positive'},
  published: {title: 'Published', tone: 'positive'},
  'review-due': {title: 'Review due', tone: 'caution'},
  withdrawn: {title: 'Withdrawn', tone: 'caution'},
}

/** A day as people write it, for example “24 November 2026”. */
export function dayOf(time: string): string {
  const options = {day: 'numeric', month: 'long', year: 'numeric'} as const
  return new Date(time).toLocaleDateString('en-GB', options)
}

/** Day and time of day, for example “24 November 2026 at 14:05”. */
export function momentOf(time: string): string {
  const options = {hour: '2-digit', minute: '2-digit'} as const
  return `${dayOf(time)} at ${new Date(time).toLocaleTimeString('en-GB', options)}`
}

/** Looks up the name of a person by their user id. */
export type NameOf = (userId: string) => string

/** When the store recorded a step. */
export const timeOf = ({_createdAt, at}: ReviewEvent): string => _createdAt ?? at

/**
 * Where the document stands and what comes next for its reader: who, when, why not yet.
 *
 * @param whyNotApprove - why this reviewer cannot approve a text that waits for review
 */
export function explain(
  status: ReviewStatus,
  nameOf: NameOf,
  person: Person,
  whyNotApprove?: string,
): string {
  const {decision, latest, dates} = status
  const step = decision ? `${nameOf(decision.by)} on ${momentOf(timeOf(decision))}` : ''
  if (status.isDraftNeedless) {
    return 'This draft says the same as what is published. You can discard it.'
  }
  switch (status.state) {
    case 'draft':
      return status.isChangedSince && latest
        ? `The text was changed after ${nameOf(latest.by)} ${pastOf(latest)} it. Submit it for review again.`
        : 'Submit this text for review when it is ready.'
    case 'in-review':
      if (whyNotApprove) return `Submitted by ${step}. ${whyNotApprove}`
      return person.roles.includes('reviewer') && decision?.by !== person.id
        ? `Submitted by ${step}. Read it and what it cites, then approve it or ask for changes.`
        : `Submitted by ${step}. A second person has to approve it before it is published.`
    case 'changes-requested':
      return `${step}: “${decision?.comment ?? ''}” Change the text, then submit it for review again.`
    case 'approved':
      return mayPublish(person)
        ? `Approved by ${step}. You can publish it as it stands. Any change cancels the approval.`
        : `Approved by ${step}. A reviewer or an administrator can publish it as it stands. Any change cancels the approval.`
    case 'withdrawn':
      return latest
        ? `Withdrawn by ${nameOf(latest.by)} on ${momentOf(timeOf(latest))}${latest.comment ? `: ${latest.comment}` : '.'} It comes back only after a new approval.`
        : 'This page was withdrawn. It comes back only after a new approval.'
    case 'published':
      return datesIn(status, nameOf)
    case 'review-due':
      return `This text should have been read again by ${dates.nextReviewDue ? dayOf(dates.nextReviewDue) : 'now'}. A reviewer reads it and marks it as reviewed, or a writer changes it.`
    default:
      return status.state satisfies never
  }
}

const mayPublish = ({roles}: Person) =>
  roles.includes('reviewer') || roles.includes('administrator')

/** Why a text is public that no second person has approved. */
export function explainEmergency(event: ReviewEvent, nameOf: NameOf): string {
  return `Published in an emergency by ${nameOf(event.by)} on ${momentOf(timeOf(event))}: “${event.comment ?? ''}” A reviewer has yet to approve it.`
}

function datesIn({dates}: ReviewStatus, nameOf: NameOf): string {
  const {lastReviewed, reviewedBy, nextReviewDue} = dates
  const by = reviewedBy === undefined ? '' : ` by ${nameOf(reviewedBy)}`
  const last = lastReviewed ? `Last reviewed on ${dayOf(lastReviewed)}${by}.` : 'Not reviewed yet.'
  return nextReviewDue ? `${last} Next review due on ${dayOf(nextReviewDue)}.` : last
}

function pastOf({action}: ReviewEvent): string {
  switch (action) {
    case 'submit':
      return 'submitted'
    case 'approve':
      return 'approved'
    case 'requestChanges':
      return 'sent back'
    case 'withdraw':
      return 'withdrew'
    case 'emergency':
      return 'published'
    default:
      return action satisfies never
  }
}

/** A step in a list of what happened, for example “Rita Reviewer approved the text.” */
export function sentenceOf(event: ReviewEvent, nameOf: NameOf): string {
  const name = nameOf(event.by)
  switch (event.action) {
    case 'submit':
      return `${name} submitted the text for review.`
    case 'approve':
      return event.asPublished
        ? `${name} read the public text again and approved it.`
        : `${name} approved the text.`
    case 'requestChanges':
      return `${name} asked for changes.`
    case 'withdraw':
      return `${name} withdrew the page.`
    case 'emergency':
      return `${name} decided to publish in an emergency.`
    default:
      return event.action satisfies never
  }
}

/** What the store said, without the frame that its API puts around it. */
export function plainReason(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error)
  const lines = message
    .replace(/^The (?:mutation|action)\(s\) failed: /u, '')
    .split('\n')
    .map((line) => line.replace(/^[-\s]+/u, '').trim())
  return [...new Set(lines.filter((line) => line !== ''))].join(' ')
}
