import {
  citedIds,
  composedParts,
  contentDigest,
  findSurroundingChanges,
  type SurroundingChange,
} from '@net-therapies/review'
import {composedSections} from '@net-therapies/schemas'
import type {SanityClient} from 'sanity'

import {timeOf} from './review-wording.ts'
import {createShared} from './create-shared.ts'
import type {Review} from './use-review.ts'

type Document = Readonly<Record<string, unknown>> & {_id: string; _updatedAt: string}

interface Approved {
  document: Readonly<Record<string, unknown>>
  approvedAt: string
}

const useSharedSurroundings = createShared<Approved | undefined, SurroundingChange[]>(
  (client, approved, push) => {
    if (!approved) return () => {}
    const {document} = approved
    const ids = [
      ...citedIds(document),
      ...composedParts(document, composedSections).map((part) => part.id),
    ]
    let stopped = false
    const load = async () => {
      const found = await changesSince(client, approved, ids)
      if (!stopped) push(found)
    }
    const options = {
      events: ['welcome', 'mutation'],
      includeResult: false,
      visibility: 'query',
      tag: 'review.around',
    } satisfies Parameters<SanityClient['listen']>[2]
    const subscription = client.listen('*[_id in $ids]', {ids}, options).subscribe({
      next: () => void load().catch((error: unknown) => console.error(error)),
      error: (error: unknown) => console.error(error),
    })
    return () => {
      stopped = true
      subscription.unsubscribe()
    }
  },
)

const none: SurroundingChange[] = []

/**
 * What the document shows of others and its reviewer has not seen: a source that was retracted since
 * the approval, a drug class or therapy that changed.
 */
export function useSurroundings(review: Review): SurroundingChange[] {
  const {client, id, draft, published, events, status} = review
  const document = draft ?? published
  const approval = events.findLast(
    ({action, digest}) => action === 'approve' && digest === status.digest,
  )
  const key = document && approval ? [id, approval._id].join() : undefined
  const approved = document && approval ? {document, approvedAt: timeOf(approval)} : undefined
  return useSharedSurroundings(client, key, approved) ?? none
}

async function changesSince(
  client: SanityClient,
  {document, approvedAt}: Approved,
  ids: readonly string[],
): Promise<SurroundingChange[]> {
  const options = {perspective: 'raw', tag: 'review.around'} as const
  const now = await client.fetch<Document[]>('*[_id in $ids]', {ids}, options)
  const byId = new Map(now.map((one) => [one._id, one]))
  const touched = ids.filter((id) => (byId.get(id)?._updatedAt ?? approvedAt) >= approvedAt)
  const then = new Map(
    await Promise.all(
      touched.map(async (id) => [id, await formsAt(client, id, approvedAt)] as const),
    ),
  )
  return findSurroundingChanges(document, composedSections, {
    now: (id) => byId.get(id) ?? null,
    atApproval: (id) => then.get(id) ?? [byId.get(id) ?? null],
  })
}

/** A document as it could be read at a time: as published first, then as a draft. */
export async function formsAt(
  client: SanityClient,
  id: string,
  time: string,
): Promise<(Document | null)[]> {
  const {dataset} = client.config()
  const at = async (form: string) => {
    const {documents} = await client.request<{documents: Document[]}>({
      url: `/data/history/${dataset}/documents/${form}`,
      query: {time, tag: 'review.history'},
    })
    return documents[0]
  }
  const [published, draft] = await Promise.all([at(id), at(`drafts.${id}`)])
  return [published ?? null, ...(draft ? [draft] : [])]
}

/** The text that a step speaks of, from the history; `undefined` when it is not there any more. */
export async function textOfStep(
  client: SanityClient,
  id: string,
  {time, digest}: {time: string; digest: string},
): Promise<Document | undefined> {
  const forms = await formsAt(client, id, time)
  return forms.find((form) => form !== null && contentDigest(form) === digest) ?? undefined
}
