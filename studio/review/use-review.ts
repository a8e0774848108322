import {
  parseTransactions,
  type Person,
  readTransactionLog,
  type ReviewEvent,
  type ReviewFacts,
  reviewStatus,
  type ReviewStatus,
} from '@net-therapies/review'
import {type SanityClient, useClient, useCurrentUser, useSyncState} from 'sanity'

import type {NameOf} from './review-wording.ts'
import {createShared} from './shared.ts'
import {useNames} from './use-names.ts'
import {useReviewEvents} from './use-review-events.ts'

type Fields = Readonly<Record<string, unknown>>

/** A document with its draft and its published text, as the Studio hands them out. */
export interface Versions {
  id: string
  type: string
  draft: Fields | null
  published: Fields | null
}

/** Everything that the Studio knows about the review of one document. */
export interface Review extends Versions {
  client: SanityClient
  events: ReviewEvent[]
  status: ReviewStatus
  facts: ReviewFacts
  person: Person
  nameOf: NameOf
  /** False until the steps and the authors are known. */
  isReady: boolean
  /** False while the store does not have everything yet that was typed here. */
  isSaved: boolean
}

/** The API version of everything the review asks for. */
export const apiVersion = '2025-02-19'

const nobody: ReadonlySet<string> = new Set()

/** Where the open document stands, kept up to date while others decide. */
export function useReview(versions: Versions): Review {
  const {id, draft, published} = versions
  const client = useClient({apiVersion})
  const user = useCurrentUser()
  const {isSyncing} = useSyncState(id, versions.type)
  const events = useReviewEvents(client, id)
  const authors = useAuthors(client, versions, events)
  const status = reviewStatus({
    draft,
    published,
    events: events ?? [],
    today: today(),
    begun: authors?.begun,
  })
  const nameOf = useNames((events ?? []).map(({by}) => by))
  const emergencies = (events ?? [])
    .filter(({action, digest}) => action === 'emergency' && digest === status.published)
    .map(({by}) => by)
  return {
    ...versions,
    client,
    events: events ?? [],
    status,
    facts: {
      drafts: draft && status.digest !== undefined ? [status.digest] : [],
      published: status.published,
      steps: status.steps,
      editors: authors?.editors ?? nobody,
      publishedEditors: new Set([...(authors?.publishedEditors ?? []), ...emergencies]),
      voided: new Set(
        status.steps
          .filter(({_id, action}) => action === 'approve' && _id !== status.decision?._id)
          .map(({_id}) => _id),
      ),
    },
    nameOf,
    person: {id: user?.id ?? '', roles: (user?.roles ?? []).map(({name}) => name)},
    isReady: events !== undefined && authors !== undefined,
    isSaved: !isSyncing,
  }
}

/** Today as a reader in any time zone would date it: by UTC. */
export const today = (): string => new Date().toISOString().slice(0, 10)

interface Authors {
  editors: Set<string>
  publishedEditors: Set<string>
  /** When the text last became public, or an earlier draft was discarded. */
  begun: string
}

const useSharedAuthors = createShared<string, Authors>((client, id, push) => {
  let stopped = false
  const load = async () => {
    const {dataset} = client.config()
    const lines = await client.request<string | undefined>({
      url: `/data/history/${dataset}/transactions/${id},drafts.${id}`,
      query: {reverse: 'true', limit: '500', tag: 'review.authors'},
    })
    const log = readTransactionLog(parseTransactions(lines ?? ''), id)
    const last = log.publications.at(-1)
    if (stopped) return
    push({
      editors: new Set(log.writers),
      publishedEditors: new Set(last?.writers),
      begun: [last?.at ?? '', log.discarded].toSorted().at(-1) ?? '',
    })
  }
  load().catch((error: unknown) => console.error(error))
  return () => {
    stopped = true
  }
})

/**
 * Who wrote, from the history. It is read again after each step and each publication; an edit in
 * between takes the text out of review, so nobody is missed when it counts.
 */
function useAuthors(
  client: SanityClient,
  {id, draft, published}: Versions,
  events: readonly ReviewEvent[] | undefined,
): Authors | undefined {
  const isLoaded = events !== undefined
  const key = [id, published?.['_rev'], draft === null, events?.at(-1)?._id].join()
  return useSharedAuthors(client, isLoaded ? key : undefined, id)
}
