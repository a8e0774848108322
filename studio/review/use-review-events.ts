import type {ReviewEvent} from '@net-therapies/review'
import type {SanityClient} from 'sanity'

import {createShared} from './create-shared.ts'

const useSharedEvents = createShared<string | undefined, ReviewEvent[]>((client, subject, push) => {
  const filter = subject
    ? '*[_type == "reviewEvent" && subject == $subject]'
    : '*[_type == "reviewEvent"]'
  const params = subject ? {subject} : {}
  let stopped = false
  const load = async () => {
    const found = await client.fetch<ReviewEvent[]>(`${filter} | order(_createdAt asc)`, params, {
      perspective: 'raw',
      tag: 'review.events',
    })
    if (!stopped) push(found)
  }
  const subscription = client
    .listen(filter, params, {
      events: ['welcome', 'mutation'],
      includeResult: false,
      visibility: 'query',
      tag: 'review.listen',
    })
    .subscribe({
      next: () => void load().catch((error: unknown) => console.error(error)),
      error: (error: unknown) => console.error(error),
    })
  return () => {
    stopped = true
    subscription.unsubscribe()
  }
})

/**
 * Steps of review, oldest first, kept up to date while the Studio is open.
 *
 * @param subject - a document's published id; without it, the steps of all documents
 */
export function useReviewEvents(client: SanityClient, subject?: string): ReviewEvent[] | undefined {
  return useSharedEvents(client, subject ?? '*', subject)
}
