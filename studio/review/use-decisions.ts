import {createReviewEvent, type ReviewAction, whyNotStep} from '@net-therapies/review'
import {useToast} from '@sanity/ui/toast'
import {uuid} from '@sanity/uuid'
import {useState} from 'react'
import {useCurrentUser} from 'sanity'

import {plainReason} from './review-wording.ts'
import type {Review} from './use-review.ts'

/** The steps that the signed-in person can take about a document. */
export interface Decisions {
  busy: boolean
  /** Why a step cannot be taken, in words to act on; `undefined` when it can. */
  whyNot: (action: ReviewAction, comment?: string) => string | undefined
  /** Records a step. Resolves to false when the store refused it; the person was told why. */
  record: (action: ReviewAction, done: string, comment?: string) => Promise<boolean>
}

/** Says which steps can be taken about a document, and takes them. */
export function useDecisions(review: Review): Decisions {
  const {client, status, facts, person, id, type} = review
  const user = useCurrentUser()
  const toast = useToast()
  const [busy, setBusy] = useState(false)

  const record = async (action: ReviewAction, done: string, comment?: string) => {
    const digest = action === 'withdraw' ? status.published : status.digest
    if (!user || digest === undefined) return false
    setBusy(true)
    const event = createReviewEvent(
      {
        subject: id,
        subjectType: type,
        action,
        digest,
        by: user.id,
        at: new Date().toISOString(),
        ...(comment ? {comment} : {}),
        ...(action === 'approve' && digest === status.published ? {asPublished: true} : {}),
      },
      uuid(),
    )
    try {
      const transaction = client.transaction().create(event)
      if (action === 'withdraw') withdraw(transaction, review)
      await transaction.commit({tag: 'review.record'})
      toast.push({status: 'success', title: done})
      return true
    } catch (error) {
      toast.push({
        status: 'error',
        title: 'This step was refused.',
        description: plainReason(error),
        duration: 15_000,
      })
      return false
    } finally {
      setBusy(false)
    }
  }
  return {
    busy,
    record,
    whyNot: (action, comment) => {
      const digest = status.digest ?? ''
      return whyNotReady(review) ?? whyNotStep({action, digest, comment}, person, facts)
    },
  }
}

/** What has to be waited for before anything can be decided. */
export function whyNotReady({isSaved, isReady}: Review): string | undefined {
  if (!isSaved) return 'Saving what you typed …'
  return isReady ? undefined : 'Looking up who wrote this text …'
}

/** The text stays as a draft, so that it can be mended and submitted again. */
function withdraw(
  transaction: ReturnType<Review['client']['transaction']>,
  {id, type, published}: Review,
): void {
  if (!published) return
  const {_rev: _, _updatedAt: __, ...text} = published
  transaction.createIfNotExists({...text, _id: `drafts.${id}`, _type: type}).delete(id)
}
