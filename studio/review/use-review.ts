import {type ReviewEvent, reviewStatus, type ReviewStatus} from '@net-therapies/review'
import {useEffect, useState} from 'react'
import type {SanityClient} from 'sanity'

/** Steps of review, newest last, kept up to date while the Studio is open. */
export function useReviewEvents(client: SanityClient, subject?: string): ReviewEvent[] {
  const [events, setEvents] = useState<ReviewEvent[]>([])
  useEffect(() => {
    const filter = subject
      ? '*[_type == "reviewEvent" && subject == $subject]'
      : '*[_type == "reviewEvent"]'
    const params = subject ? {subject} : {}
    let stopped = false
    const load = async () => {
      const found = await client.fetch<ReviewEvent[]>(`${filter} | order(at asc)`, params, {
        tag: 'review.events',
      })
      if (!stopped) setEvents(found)
    }
    const subscription = client
      .listen(filter, params, {
        events: ['welcome', 'mutation'],
        includeResult: false,
        visibility: 'query',
        tag: 'review.listen',
      })
      .subscribe({next: () => void load(), error: (error: unknown) => console.error(error)})
    return () => {
      stopped = true
      subscription.unsubscribe()
    }
  }, [client, subject])
  return events
}

/** Where the open document stands. */
export function useReviewStatus(
  client: SanityClient,
  subject: string,
  draft: Record<string, unknown> | null,
  published: Record<string, unknown> | null,
): ReviewStatus {
  return reviewStatus(draft, published, useReviewEvents(client, subject))
}
