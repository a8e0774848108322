import {createReviewEvent, type ReviewAction} from '@net-therapies/review'
import {CheckmarkIcon} from '@sanity/icons/Checkmark'
import {CommentIcon} from '@sanity/icons/Comment'
import {UploadIcon} from '@sanity/icons/Upload'
import {Box, Button, Flex, Stack, Text, TextArea} from '@sanity/ui'
import {useToast} from '@sanity/ui/toast'
import {useState} from 'react'
import {
  type DocumentActionComponent,
  type DocumentActionProps,
  getDraftId,
  useClient,
  useCurrentUser,
  useValidationStatus,
} from 'sanity'

import {useReviewStatus} from './use-review.ts'

const apiVersion = '2025-02-19'

function useReview(props: DocumentActionProps) {
  const client = useClient({apiVersion})
  const user = useCurrentUser()
  const toast = useToast()
  const status = useReviewStatus(client, props.id, props.draft, props.published)
  const [busy, setBusy] = useState(false)

  const record = async (action: ReviewAction, done: string, comment?: string) => {
    if (!user || status.digest === undefined) return
    setBusy(true)
    const event = createReviewEvent(
      {
        subject: props.id,
        subjectType: props.type,
        action,
        digest: status.digest,
        by: user.id,
        byName: user.name,
        at: new Date().toISOString(),
        ...(comment ? {comment} : {}),
      },
      crypto.randomUUID(),
    )
    try {
      await client.create(event, {tag: 'review.record'})
      toast.push({status: 'success', title: done})
    } catch (error) {
      toast.push({
        status: 'error',
        title: 'This step was refused.',
        description: error instanceof Error ? error.message : String(error),
        duration: 15_000,
      })
    } finally {
      setBusy(false)
      props.onComplete()
    }
  }
  const isReviewer = user?.roles.some(({name}) => name === 'reviewer') ?? false
  return {busy, isReviewer, record, status}
}

/** Hands a draft to the reviewers. Shown while there is something new to review. */
export const submitForReview: DocumentActionComponent = (props) => {
  const {busy, record, status} = useReview(props)
  const {validation, isValidating} = useValidationStatus(getDraftId(props.id), props.type, false)
  const errors = validation.filter(({level}) => level === 'error').length
  if (!['draft', 'changes-requested', 'changed-since-submitted'].includes(status.state)) return null
  return {
    label: 'Submit for review',
    icon: UploadIcon,
    disabled: busy || isValidating || errors > 0,
    title:
      errors > 0
        ? `Mend the ${errors === 1 ? 'problem' : `${errors} problems`} in the text first.`
        : 'A second person reads it before it is published.',
    onHandle: () => void record('submit', 'Submitted for review.'),
  }
}
submitForReview.displayName = 'SubmitForReview'

/** Approves a submitted draft exactly as it stands. Offered to reviewers. */
export const approveDraft: DocumentActionComponent = (props) => {
  const {busy, isReviewer, record, status} = useReview(props)
  if (!isReviewer || status.state !== 'in-review') return null
  return {
    label: 'Approve',
    icon: CheckmarkIcon,
    tone: 'positive',
    disabled: busy,
    onHandle: () => void record('approve', 'Approved. It can be published as it stands.'),
  }
}
approveDraft.displayName = 'ApproveDraft'

/** Sends a submitted draft back with a comment. Offered to reviewers. */
export const requestChanges: DocumentActionComponent = (props) => {
  const {busy, isReviewer, record, status} = useReview(props)
  const [open, setOpen] = useState(false)
  const [comment, setComment] = useState('')
  if (!isReviewer || status.state !== 'in-review') return null
  const send = () => {
    setOpen(false)
    void record('requestChanges', 'Sent back to the writer.', comment.trim())
  }
  return {
    label: 'Request changes',
    icon: CommentIcon,
    disabled: busy,
    onHandle: () => setOpen(true),
    dialog: open && {
      type: 'dialog',
      header: 'What has to change?',
      onClose: () => {
        setOpen(false)
        props.onComplete()
      },
      content: (
        <Stack gap={4}>
          <Text as="label" htmlFor="review-comment" size={1}>
            The writer reads this above the text.
          </Text>
          <TextArea
            id="review-comment"
            rows={5}
            value={comment}
            onChange={(event) => setComment(event.currentTarget.value)}
          />
          <Flex>
            <Box flex={1} />
            <Button
              disabled={comment.trim() === ''}
              onClick={send}
              text="Send back"
              tone="caution"
            />
          </Flex>
        </Stack>
      ),
    },
  }
}
requestChanges.displayName = 'RequestChanges'

/** Offers the Studio's own Publish action only when the draft is approved, and says why otherwise. */
export function publishWhenApproved(publish: DocumentActionComponent): DocumentActionComponent {
  const PublishWhenApproved: DocumentActionComponent = (props) => {
    const {isReviewer, status} = useReview(props)
    const description = publish(props)
    if (!description) return null
    if (status.state === 'approved') return description
    if (isReviewer && status.state === 'in-review') return null
    return {
      ...description,
      disabled: true,
      title:
        status.state === 'nothing-to-review'
          ? 'There is nothing new to publish.'
          : 'A second person has to approve this text before it is published.',
    }
  }
  PublishWhenApproved.action = 'publish'
  PublishWhenApproved.displayName = 'PublishWhenApproved'
  return PublishWhenApproved
}
