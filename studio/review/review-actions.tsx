import {whyNotPublished} from '@net-therapies/review'
import {CheckmarkIcon} from '@sanity/icons/Checkmark'
import {CommentIcon} from '@sanity/icons/Comment'
import {PublishIcon} from '@sanity/icons/Publish'
import {TrashIcon} from '@sanity/icons/Trash'
import {UnpublishIcon} from '@sanity/icons/Unpublish'
import {UploadIcon} from '@sanity/icons/Upload'
import {WarningOutlineIcon} from '@sanity/icons/WarningOutline'
import {
  type DocumentActionComponent,
  type DocumentActionDescription,
  type DocumentActionProps,
  getDraftId,
  useDocumentOperation,
  useValidationStatus,
} from 'sanity'

import {openReviewDialog} from './review-dialogs.tsx'
import {useDecisions, whyNotReady} from './use-decisions.ts'
import {useReview} from './use-review.ts'
import {useSurroundings} from './use-surroundings.ts'

/** What a step has to know of the document. */
export type DecisionProps = Pick<
  DocumentActionProps,
  'id' | 'type' | 'draft' | 'published' | 'onComplete'
>

/** A step of the review as an action of the Studio; the Review tool offers the same ones. */
export interface DecisionAction {
  (props: DecisionProps): DocumentActionDescription | null
  displayName?: string
}

/** Why the schema keeps a draft from being submitted or published; `undefined` when it does not. */
function useProblems({id, type}: DecisionProps): string | undefined {
  const {validation, isValidating} = useValidationStatus(getDraftId(id), type, false)
  const errors = validation.filter(({level}) => level === 'error')
  if (isValidating) return 'The text is being checked …'
  const [first] = errors
  if (!first) return undefined
  const place = first.path.find((part) => typeof part === 'string')
  const more = errors.length > 1 ? ` (and ${errors.length - 1} more)` : ''
  return `Mend this first${place ? ` in “${place}”` : ''}: ${first.message}${more}`
}

/** Hands a draft to the reviewers. Shown while there is something new to review. */
export const submitForReview: DecisionAction = (props) => {
  const review = useReview(props)
  const {busy, record, whyNot} = useDecisions(review)
  const problems = useProblems(props)
  const around = useSurroundings(review)
  const {state} = review.status
  const isNew = ['draft', 'changes-requested', 'withdrawn'].includes(state) && props.draft !== null
  // An approval that no longer covers what the page shows is renewed by submitting it again.
  const isStale = state === 'approved' && around.length > 0
  if (!isNew && !isStale) return null
  const reason = problems ?? whyNot('submit')
  return {
    label: 'Submit for review',
    icon: UploadIcon,
    tone: 'primary',
    disabled: busy || reason !== undefined,
    title: reason ?? 'A second person reads it before it is published.',
    onHandle: () => void record('submit', 'Submitted for review.').then(props.onComplete),
  }
}
submitForReview.displayName = 'SubmitForReview'

/** Approves a submitted draft exactly as it stands. Offered to reviewers. */
export const approveDraft: DecisionAction = (props) => {
  const review = useReview(props)
  const {busy, record, whyNot} = useDecisions(review)
  if (!review.person.roles.includes('reviewer') || review.status.state !== 'in-review') return null
  const reason = whyNot('approve')
  return {
    label: 'Approve',
    icon: CheckmarkIcon,
    tone: 'positive',
    disabled: busy || reason !== undefined,
    title: reason ?? 'You have read the text and what it cites, and it can go to the public.',
    onHandle: () =>
      void record('approve', 'Approved. It can be published as it stands.').then(props.onComplete),
  }
}
approveDraft.displayName = 'ApproveDraft'

/** Records that a reviewer read a public text again and found nothing to change. */
export const markAsReviewed: DecisionAction = (props) => {
  const review = useReview(props)
  const {busy, record, whyNot} = useDecisions(review)
  const {status, person} = review
  const isPublic = status.published !== undefined && status.digest === status.published
  if (!person.roles.includes('reviewer') || !isPublic) return null
  const reason = whyNot('approve')
  return {
    label: 'Mark as reviewed',
    icon: CheckmarkIcon,
    disabled: busy || reason !== undefined,
    title: reason ?? 'You have read the public text again, and nothing has to change.',
    onHandle: () =>
      void record('approve', 'Recorded: read again, nothing to change.').then(props.onComplete),
  }
}
markAsReviewed.displayName = 'MarkAsReviewed'

/** Sends a submitted draft back with a comment. Offered to reviewers. */
export const requestChanges: DecisionAction = (props) => {
  const review = useReview(props)
  const {status, person, id} = review
  const isWaiting = status.state === 'in-review' || status.state === 'approved'
  if (!person.roles.includes('reviewer') || !isWaiting) return null
  return {
    label: 'Request changes',
    icon: CommentIcon,
    onHandle: () => openReviewDialog(id, 'requestChanges'),
  }
}
requestChanges.displayName = 'RequestChanges'

/** Takes a published document away from the public at once. No second person is needed. */
export const withdrawPage: DecisionAction = (props) => {
  const {person, id} = useReview(props)
  const mayWithdraw = person.roles.some((role) => ['administrator', 'reviewer'].includes(role))
  if (!props.published) return null
  return {
    label: 'Withdraw',
    icon: UnpublishIcon,
    tone: 'critical',
    disabled: !mayWithdraw,
    title: mayWithdraw
      ? 'Takes it off the site at once. The text stays as a draft.'
      : 'A reviewer or an administrator can withdraw a page. Ask one.',
    onHandle: () => openReviewDialog(id, 'withdraw'),
  }
}
withdrawPage.displayName = 'WithdrawPage'

/** Lets an administrator publish without a second person, with a written reason. */
export const publishInEmergency: DecisionAction = (props) => {
  const {status, person, id} = useReview(props)
  const problems = useProblems(props)
  const isNew = props.draft !== null && status.digest !== status.published
  if (!person.roles.includes('administrator') || !isNew || status.state === 'approved') return null
  return {
    label: 'Publish in an emergency',
    icon: WarningOutlineIcon,
    tone: 'critical',
    disabled: problems !== undefined,
    title: problems ?? 'When readers would come to harm before a second person can read it.',
    onHandle: () => openReviewDialog(id, 'emergency'),
  }
}
publishInEmergency.displayName = 'PublishInEmergency'

/** Offers the Studio's own Publish action only when the draft is approved, and says why otherwise. */
export function publishWhenApproved(publish: DocumentActionComponent): DocumentActionComponent {
  const PublishWhenApproved: DocumentActionComponent = (props) => {
    const review = useReview(props)
    const around = useSurroundings(review)
    const description = publish(props)
    if (!description) return null
    const {status, person, facts} = review
    if (status.digest === undefined || status.digest === status.published) {
      return {...description, disabled: true, title: 'There is nothing new to publish.'}
    }
    const reason =
      whyNotReady(review) ?? whyNotPublished(status.digest, person, facts) ?? around[0]?.message
    return reason === undefined ? description : {...description, disabled: true, title: reason}
  }
  PublishWhenApproved.action = 'publish'
  PublishWhenApproved.displayName = 'PublishWhenApproved'
  return PublishWhenApproved
}

/** Publishes an approved draft, where the Studio's own Publish action is not at hand. */
export const publishApproved: DecisionAction = (props) => {
  const review = useReview(props)
  const around = useSurroundings(review)
  const {publish} = useDocumentOperation(props.id, props.type)
  const problems = useProblems(props)
  const {status, person, facts} = review
  if (status.state !== 'approved' || status.digest === undefined) return null
  const reason =
    problems ??
    whyNotReady(review) ??
    whyNotPublished(status.digest, person, facts) ??
    around[0]?.message
  return {
    label: 'Publish',
    icon: PublishIcon,
    tone: 'primary',
    disabled: reason !== undefined || publish.disabled !== false,
    title: reason ?? 'Readers see it at once.',
    onHandle: () => publish.execute(),
  }
}
publishApproved.displayName = 'PublishApproved'

/** Offers to throw away a draft that says what is public already. */
export const discardNeedlessDraft: DecisionAction = (props) => {
  const review = useReview(props)
  const {discardChanges} = useDocumentOperation(props.id, props.type)
  if (!review.status.isDraftNeedless) return null
  return {
    label: 'Discard this draft',
    icon: TrashIcon,
    disabled: discardChanges.disabled !== false,
    title: 'It says the same as what is public. Nothing is lost.',
    onHandle: () => discardChanges.execute(),
  }
}
discardNeedlessDraft.displayName = 'DiscardNeedlessDraft'

/** Keeps the Studio's Delete action for texts that are not public; those are withdrawn first. */
export function deleteWhenWithdrawn(remove: DocumentActionComponent): DocumentActionComponent {
  const DeleteWhenWithdrawn: DocumentActionComponent = (props) => {
    const description = remove(props)
    if (!description || !props.published) return description
    return {
      ...description,
      disabled: true,
      title: 'This is public. Withdraw it first; then it can be deleted.',
    }
  }
  DeleteWhenWithdrawn.action = 'delete'
  DeleteWhenWithdrawn.displayName = 'DeleteWhenWithdrawn'
  return DeleteWhenWithdrawn
}
