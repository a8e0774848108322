import {Box, Button, Flex, Stack, Text, TextArea} from '@sanity/ui'
import {useEffect, useId, useRef, useState} from 'react'

/** What a dialog asks before a step is recorded. */
export interface CommentFormProps {
  /** Who reads the comment, and where. */
  hint: string
  send: string
  tone: 'primary' | 'caution' | 'critical'
  isRequired: boolean
  /** While the step is being recorded. */
  isBusy: boolean
  onSend: (comment: string) => void
}

/** A text field and a button, for a comment or a reason. */
export function CommentForm({hint, send, tone, isRequired, isBusy, onSend}: CommentFormProps) {
  const [comment, setComment] = useState('')
  const id = useId()
  const field = useRef<HTMLTextAreaElement>(null)
  useEffect(() => {
    // After the dialog, which takes the focus itself when it opens.
    const frame = requestAnimationFrame(() => field.current?.focus())
    return () => cancelAnimationFrame(frame)
  }, [])
  return (
    <Stack gap={4}>
      <Text as="label" htmlFor={id} size={1}>
        {hint}
      </Text>
      <TextArea
        id={id}
        ref={field}
        data-testid="review-comment"
        rows={5}
        value={comment}
        onChange={(event) => setComment(event.currentTarget.value)}
      />
      <Flex>
        <Box flex={1} />
        <Button
          data-testid="review-comment-send"
          disabled={isBusy || (isRequired && comment.trim() === '')}
          onClick={() => onSend(comment.trim())}
          text={send}
          tone={tone}
        />
      </Flex>
    </Stack>
  )
}
