import {contentDigest, type DocumentHistory, type ReviewEvent} from '@net-therapies/review'
import {useMemo} from 'react'

import {momentOf, type NameOf, timeOf} from '../review-wording.ts'
import type {Review} from '../use-review.ts'

/** The earlier text that a text is compared with. */
export interface Baseline {
  document: Readonly<Record<string, unknown>> | null
  /** ISO 8601 time from which on changes around the document count; empty when there is none. */
  since: string
  /** What is compared, in one sentence. */
  sentence: string
}

/** What the newest text is compared with: the text that was approved last, before this one. */
export function useBaseline(review: Review): Baseline {
  const {id, events, past, status, published, nameOf} = review
  return useMemo(
    () => findBaseline({id, events, past, digest: status.digest, published, nameOf}),
    [id, events, past, status.digest, published, nameOf],
  )
}

/** Looks for the last approved text in the history, then takes the one that is public. */
export function findBaseline(from: {
  id: string
  events: readonly ReviewEvent[]
  past: DocumentHistory
  /** Digest of the text that is compared. */
  digest: string | undefined
  published: Readonly<Record<string, unknown>> | null
  nameOf: NameOf
}): Baseline {
  const {id, events, past, digest, published, nameOf} = from
  const states = [id, ...past.formsOf(id)].flatMap((form) =>
    past.history(form).flatMap(({after}) => after ?? []),
  )
  const approvals = events.filter((event) => event.action === 'approve' && event.digest !== digest)
  for (const approval of approvals.toReversed()) {
    const document = states.find((state) => contentDigest(state) === approval.digest)
    if (!document) continue
    const when = momentOf(timeOf(approval))
    const sentence = `Compared with the text that ${nameOf(approval.by)} approved on ${when}.`
    return {document, since: timeOf(approval), sentence}
  }
  if (published && contentDigest(published) !== digest) {
    const since = typeof published['_updatedAt'] === 'string' ? published['_updatedAt'] : ''
    return {document: published, since, sentence: 'Compared with the text that is public.'}
  }
  return {
    document: null,
    since: '',
    sentence: 'No earlier text of this document was approved, so all of it is new.',
  }
}
