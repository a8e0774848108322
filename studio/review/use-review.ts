import {
  type Authorship,
  authorshipOf,
  contentDigest,
  type DocumentHistory,
  loadDocumentHistory,
  type Person,
  type ReviewEvent,
  type ReviewFacts,
  reviewFacts,
  reviewStatus,
  type ReviewStatus,
} from '@net-therapies/review'
import {useMemo, useState} from 'react'
import {type SanityClient, useClient, useCurrentUser, useSyncState} from 'sanity'

import type {NameOf} from './review-wording.ts'
import {createShared} from './create-shared.ts'
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
  past: DocumentHistory
  person: Person
  nameOf: NameOf
  /** False until there is something to show. */
  isKnown: boolean
  /** False until the steps and the authors are known as they are now. */
  isReady: boolean
  /** False while the store does not have everything yet that was typed here. */
  isSaved: boolean
}

/** The API version of everything the review asks for. */
export const apiVersion = '2025-02-19'

const noEvents: ReviewEvent[] = []
const noHistory: DocumentHistory = {history: () => [], formsOf: () => []}
const nobody = authorshipOf(noHistory, '')

/** What was written, and by whom; worked out once for all who ask. */
interface Past {
  history: DocumentHistory
  authorship: Authorship
}

/**
 * Where a document stands, kept up to date while others decide: by the same facts, found by the same
 * rules, as in the store that lets it become public.
 */
export function useReview(versions: Versions): Review {
  const {id, type, draft, published} = versions
  const client = useClient({apiVersion})
  const user = useCurrentUser()
  const {isSyncing} = useSyncState(id, type)
  const known = useReviewEvents(client, id)
  const fresh = usePast(client, versions, known)
  // While it is read again, what was known of it is shown, and nothing can be decided.
  const [latest, setLatest] = useState<{id: string; past: Past}>()
  if (fresh && fresh !== latest?.past) setLatest({id, past: fresh})
  const past = fresh ?? (latest?.id === id ? latest.past : undefined)
  const events = known ?? noEvents
  const facts = useMemo(
    () =>
      reviewFacts({
        published,
        drafts: draft ? [draft] : [],
        events,
        authorship: past?.authorship ?? nobody,
      }),
    [published, draft, events, past],
  )
  const status = useMemo(
    () => reviewStatus({draft, published, events, today: today(), facts: past && facts}),
    [draft, published, events, past, facts],
  )
  const nameOf = useNames(events.map(({by}) => by))
  return {
    ...versions,
    client,
    events,
    status,
    facts,
    past: past?.history ?? noHistory,
    nameOf,
    person: {id: user?.id ?? '', roles: (user?.roles ?? []).map(({name}) => name)},
    isKnown: known !== undefined && past !== undefined,
    isReady: known !== undefined && fresh !== undefined,
    isSaved: !isSyncing,
  }
}

/** Today as a reader in any time zone would date it: by UTC. */
export const today = (): string => new Date().toISOString().slice(0, 10)

const useSharedPast = createShared<string, Past>((client, id, push) => {
  let stopped = false
  const load = async () => {
    const history = await readPast(client, id)
    if (!stopped) push({history, authorship: authorshipOf(history, id)})
  }
  load().catch((error: unknown) => console.error(error))
  return () => {
    stopped = true
  }
})

/**
 * Reads from the history what was written. It is read again after each step, each publication, each
 * withdrawal, and when a text comes back that somebody decided about; any other edit takes the text
 * out of review, so nobody is missed when it counts.
 */
function readPast(client: SanityClient, id: string): Promise<DocumentHistory> {
  const {dataset} = client.config()
  const ask = (path: string, query: Record<string, string>) =>
    client.request<unknown>({
      url: `/data/history/${dataset}${path}`,
      query: {...query, tag: 'review.history'},
    })
  return loadDocumentHistory(ask, id)
}

function usePast(
  client: SanityClient,
  {id, draft, published}: Versions,
  events: readonly ReviewEvent[] | undefined,
): Past | undefined {
  // A text that somebody decided about may be there again after it was changed.
  const isDecided = useMemo(() => {
    if (!draft || !events?.length) return false
    const digest = contentDigest(draft)
    return events.some((event) => event.digest === digest)
  }, [draft, events])
  const form = draft === null ? 'none' : isDecided ? draft['_rev'] : 'undecided'
  const key = [id, published?.['_rev'], form, events?.at(-1)?._id].join()
  return useSharedPast(client, events ? key : undefined, id)
}
