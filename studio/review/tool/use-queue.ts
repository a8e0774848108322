import {queueCandidates, type QueueItem, type ReviewEvent, reviewQueue} from '@net-therapies/review'
import {reviewedTypes} from '@net-therapies/schemas'
import {useMemo} from 'react'
import {type SanityClient, useClient, useCurrentUser} from 'sanity'

import {createShared} from '../create-shared.ts'
import {apiVersion, today} from '../use-review.ts'

type Document = Readonly<Record<string, unknown>> & {_id: string; _type: string}

interface QueueData {
  documents: Document[]
  events: ReviewEvent[]
}

/** Milliseconds between two looks at the documents while somebody types. */
const pause = 1_000

const listing = `{
  "documents": *[_type in $types]{_id, _type, nextReviewDue, reviewRisk},
  "events": *[_type == "reviewEvent"] | order(_createdAt asc)
}`

const useSharedQueue = createShared<undefined, QueueData>((client, _input, push) => {
  let stopped = false
  let isLoading = false
  let isStale = false
  let timer: ReturnType<typeof setTimeout> | undefined

  const reload = async (): Promise<void> => {
    isStale = true
    if (isLoading || stopped) return
    isLoading = true
    try {
      while (isStale) {
        isStale = false
        const found = await readQueue(client)
        if (!stopped) push(found)
      }
    } finally {
      isLoading = false
    }
  }
  const reloadNow = () => {
    clearTimeout(timer)
    timer = undefined
    reload().catch((error: unknown) => console.error(error))
  }
  const filter = '*[_type in $types || _type == "reviewEvent"]'
  const options = {
    events: ['welcome', 'mutation'],
    includeResult: false,
    visibility: 'query',
    tag: 'review.queue',
  } satisfies Parameters<SanityClient['listen']>[2]
  const subscription = client.listen(filter, {types: reviewedTypes}, options).subscribe({
    next: (event) => {
      const isText = event.type === 'mutation' && !/^(?:review\.|approval-)/u.test(event.documentId)
      // A decision is shown at once; what somebody types, after a while.
      if (isText) timer ??= setTimeout(reloadNow, pause)
      else reloadNow()
    },
    error: (error: unknown) => console.error(error),
  })
  return () => {
    stopped = true
    clearTimeout(timer)
    subscription.unsubscribe()
  }
})

async function readQueue(client: SanityClient): Promise<QueueData> {
  const options = {perspective: 'raw', tag: 'review.queue'} as const
  const {documents, events} = await client.fetch<QueueData>(
    listing,
    {types: reviewedTypes},
    options,
  )
  const ids = queueCandidates(documents, events, today())
  const found = await client.fetch<Document[]>(
    '*[_id in $ids]',
    {ids: [...ids, ...ids.map((id) => `drafts.${id}`)]},
    options,
  )
  return {documents: found, events}
}

/**
 * Everything that waits for somebody, kept up to date while others decide; `undefined` until it is
 * known.
 */
export function useQueue(): QueueItem[] | undefined {
  const client = useClient({apiVersion})
  const user = useCurrentUser()
  const data = useSharedQueue(client, 'queue', undefined)
  return useMemo(() => {
    if (!data) return undefined
    const roles = (user?.roles ?? []).map(({name}) => name)
    const person = {id: user?.id ?? '', roles}
    return reviewQueue(data.documents, data.events, {today: today(), person})
  }, [data, user])
}
