import type {ReviewAction, ReviewEvent} from './review-event.ts'
import type {ReviewFacts} from './review-facts.ts'

/** Somebody who wants to do something. */
export interface Person {
  id: string
  /** Names of roles. `reviewer` and `administrator` mean something here. */
  roles: readonly string[]
}

const somebodyElse = 'Somebody else has to approve it.'

/**
 * Why a person cannot take a step, in words they can act on; `undefined` when they can.
 *
 * `withdraw` is left to the rights of the store: whoever may delete a published document may
 * withdraw it.
 */
export function whyNotStep(
  step: {action: ReviewAction; digest: string; comment?: string | undefined},
  person: Person,
  facts: ReviewFacts,
): string | undefined {
  switch (step.action) {
    case 'submit':
      return whyNotThisText(step.digest, facts)
    case 'requestChanges':
      return (
        whyNotReviewer(person) ??
        whyNotThisText(step.digest, facts) ??
        whyNotSubmitted(step.digest, facts, ['submit', 'approve']) ??
        (step.comment?.trim() ? undefined : 'Say what has to change.')
      )
    case 'approve':
      return whyNotReviewer(person) ?? whyNotApproved(step.digest, person, facts)
    case 'emergency':
      if (!person.roles.includes('administrator')) {
        return 'Only an administrator can publish in an emergency. Ask one, or ask a reviewer to approve the text.'
      }
      return (
        whyNotThisText(step.digest, facts) ??
        (step.comment?.trim() ? undefined : 'Write why this cannot wait for a second person.')
      )
    case 'withdraw':
      return facts.published === undefined ? 'This document is not public.' : undefined
    default:
      return step.action satisfies never
  }
}

/** Why a person cannot make a text public, in words they can act on; `undefined` when they can. */
export function whyNotPublished(
  digest: string,
  person: Person,
  facts: ReviewFacts,
): string | undefined {
  if (digest === facts.published) return undefined
  const isEmergency = facts.steps.some(
    (step) => step.action === 'emergency' && step.digest === digest,
  )
  if (isEmergency && person.roles.includes('administrator')) return undefined
  const decision = latestDecision(digest, facts.steps)
  switch (decision?.action) {
    case 'approve':
      if (facts.voided.has(decision._id)) {
        return 'The text was changed after it was approved. Submit it for review again.'
      }
      return approvalsOf(digest, facts).length > 0
        ? undefined
        : `The person who approved this text also edited it. ${somebodyElse}`
    case 'submit':
      return 'This text waits for review. A second person has to approve it before it is published.'
    case 'requestChanges':
      return `A reviewer asked for changes${decision.comment ? `: ${decision.comment}` : '.'} Change the text, then submit it for review again.`
    default:
      return facts.steps.findLast(isDecision)?.action === 'approve'
        ? 'The text was changed after it was approved. Submit it for review again.'
        : 'A second person has to approve this text before it is published. Submit it for review.'
  }
}

/** The approvals that let a text become public: not voided, by somebody who did not edit it. */
export function approvalsOf(
  digest: string,
  {steps, authorsOf, voided}: ReviewFacts,
): ReviewEvent[] {
  return steps.filter(
    (step) =>
      step.action === 'approve' &&
      !step.asPublished &&
      step.digest === digest &&
      !voided.has(step._id) &&
      !authorsOf(digest).has(step.by),
  )
}

/** The newest submission, approval or request for changes that speaks of exactly this text. */
export function latestDecision(
  digest: string,
  steps: readonly ReviewEvent[],
): ReviewEvent | undefined {
  return steps.findLast((step) => step.digest === digest && isDecision(step))
}

/** Reading a public text once more decides nothing about a draft, even one that says the same. */
export const isDecision = ({action, asPublished}: ReviewEvent) =>
  !asPublished && (action === 'submit' || action === 'approve' || action === 'requestChanges')

function whyNotReviewer({roles}: Person): string | undefined {
  return roles.includes('reviewer')
    ? undefined
    : 'Only a reviewer can approve a text or ask for changes.'
}

function whyNotThisText(digest: string, {drafts}: ReviewFacts): string | undefined {
  if (drafts.includes(digest)) return undefined
  return drafts.length === 0
    ? 'There is no draft of this document.'
    : 'The text was changed in the meantime. Read it again, then repeat the step.'
}

function whyNotSubmitted(
  digest: string,
  {steps}: ReviewFacts,
  after: readonly ReviewAction[],
): string | undefined {
  const latest = latestDecision(digest, steps)
  return latest && after.includes(latest.action)
    ? undefined
    : 'This text was not submitted for review. Ask the writer to submit it.'
}

function whyNotApproved(digest: string, person: Person, facts: ReviewFacts): string | undefined {
  if (digest === facts.published) {
    return facts.publishedAuthors.has(person.id)
      ? `You wrote this text. ${somebodyElse}`
      : undefined
  }
  const why = whyNotThisText(digest, facts)
  if (why) return why
  if (facts.authorsOf(digest).has(person.id)) {
    return `You edited this text since it was last published. ${somebodyElse}`
  }
  const whyNot = whyNotSubmitted(digest, facts, ['submit'])
  if (whyNot) return whyNot
  return latestDecision(digest, facts.steps)?.by === person.id
    ? `You submitted this text for review yourself. ${somebodyElse}`
    : undefined
}
