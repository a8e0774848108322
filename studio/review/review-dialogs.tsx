import {Box, Dialog} from '@sanity/ui'
import {useSyncExternalStore} from 'react'
import {useDocumentOperation} from 'sanity'

import {CommentForm, type CommentFormProps} from './comment-form.tsx'
import {useDecisions} from './use-decisions.ts'
import type {Review} from './use-review.ts'

/** The steps that ask for a comment first. */
export type DialogName = 'requestChanges' | 'withdraw' | 'emergency'

interface OpenDialog {
  /** Published id of the document. */
  id: string
  name: DialogName
}

let open: OpenDialog | undefined
const listeners = new Set<() => void>()

function setOpen(dialog: OpenDialog | undefined): void {
  open = dialog
  for (const listener of listeners) listener()
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

/**
 * Asks for the comment of a step. The dialog is not the action's own: the Studio finds those by their
 * place in the list of actions, and closes them, with what was typed, when another action comes or
 * goes.
 */
export const openReviewDialog = (id: string, name: DialogName): void => setOpen({id, name})

const close = () => setOpen(undefined)

const wording: Record<
  DialogName,
  {header: string; done: string} & Omit<CommentFormProps, 'isBusy' | 'onSend'>
> = {
  requestChanges: {
    header: 'What has to change?',
    hint: 'The writer reads this above the text.',
    send: 'Send back',
    tone: 'primary',
    isRequired: true,
    done: 'Sent back to the writer.',
  },
  withdraw: {
    header: 'Withdraw this from the site?',
    hint: 'Why? Colleagues read this above the text. It comes back only after a new approval.',
    send: 'Withdraw now',
    tone: 'critical',
    isRequired: false,
    done: 'Withdrawn. Readers no longer see it.',
  },
  emergency: {
    header: 'Publish without a second person?',
    hint: 'Why can this not wait? The reason is kept, and the page is listed until a reviewer has approved the text.',
    send: 'Publish now',
    tone: 'critical',
    isRequired: true,
    done: 'Published. A reviewer will be asked to look at it.',
  },
}

/** The dialog of a step about this document, while somebody has it open. */
export function ReviewDialogs({review}: {review: Review}) {
  const current = useSyncExternalStore(subscribe, () => open)
  const {busy, record} = useDecisions(review)
  const {publish} = useDocumentOperation(review.id, review.type)
  if (current?.id !== review.id) return null
  const {name} = current
  const {header, done, ...form} = wording[name]
  const send = async (comment: string) => {
    const isRecorded = await record(name, done, comment)
    // What was typed stays there for another try.
    if (!isRecorded) return
    if (name === 'emergency') publish.execute()
    close()
  }
  return (
    <Dialog header={header} id="review-dialog" onClose={close} width={1}>
      <Box padding={4}>
        <CommentForm {...form} isBusy={busy} onSend={(comment) => void send(comment)} />
      </Box>
    </Dialog>
  )
}
