import {contentDigest, type DocumentHistory, type ReviewEvent} from '@net-therapies/review'
import {useMemo} from 'react'

import {momentOf, type NameOf, timeOf} from '../review-wording.ts'
import type {Review} from '../use-review.ts'

/** The earlier text that a text is compared with. */
export interface Baseline {
  document: Readonly<Record<string, unknown>> | null
  /** The approval of the earlier text; `undefined` when it is the public text, or there is none. */
  approval: ReviewEvent | undefined
  /** ISO 8601 time from which on changes around the document count; empty when there is none. */
  since: string
}

/** What the newest text is compared with: the text that was approved last, before this one. */
export function useBaseline(review: Review): Baseline {
  const {id, events, past, status, published} = review
  return useMemo(
    () => findBaseline({id, events, past, digest: status.digest, published}),
    [id, events, past, status.digest, published],
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
}): Baseline {
  const {id, events, past, digest, published} = from
  const states = [id, ...past.formsOf(id)].flatMap((form) =>
    past.history(form).flatMap(({after}) => after ?? []),
  )
  const approvals = events.filter((event) => event.action === 'approve' && event.digest !== digest)
  for (const approval of approvals.toReversed()) {
    const document = states.find((state) => contentDigest(state) === approval.digest)
    if (document) return {document, approval, since: timeOf(approval)}
  }
  if (published && contentDigest(published) !== digest) {
    const since = typeof published['_updatedAt'] === 'string' ? published['_updatedAt'] : ''
    return {document: published, approval: undefined, since}
  }
  return {document: null, approval: undefined, since: ''}
}

/** Says with what a text is compared. */
export function explainBaseline({document, approval}: Baseline, nameOf: NameOf): string {
  if (approval) {
    return `Compared with the text that ${nameOf(approval.by)} approved on ${momentOf(timeOf(approval))}.`
  }
  return document
    ? 'Compared with the text that is public.'
    : 'No earlier text of this document was approved, so all of it is new.'
}
