import {
  auditDocument,
  type AuditRow,
  contentDigest,
  loadDocumentHistory,
  loadStates,
  readReviewEvent,
  type ReviewEvent,
  type StoredDocument,
} from '@net-therapies/review'
import {reviewedTypes} from '@net-therapies/schemas'
import {ClientError, type SanityClient} from '@sanity/client'

/** Documents whose history is asked for at the same time. */
const atOnce = 4

/** The record of every published document, and the names of the people in it. */
export interface Audit {
  rows: AuditRow[]
  /** By user id; a person whom the project does not name is missing. */
  names: Map<string, string>
}

const published = `*[
  _type in $types && !(_id in path("drafts.**")) && !(_id in path("versions.**"))
] | order(_type asc, _id asc)`

/**
 * Reads from the history of a project who wrote, approved and published what is public.
 *
 * @param client - reads in the raw perspective, with the right to read drafts and history
 */
export async function readAudit(client: SanityClient): Promise<Audit> {
  const documents = await client.fetch<StoredDocument[]>(published, {types: reviewedTypes})
  const stored = await client.fetch<StoredDocument[]>('*[_type == "reviewEvent"]')
  const events = Map.groupBy(
    stored.flatMap((event) => readReviewEvent(event) ?? []),
    ({subject}) => subject,
  )
  const rows: AuditRow[] = []
  for (let index = 0; index < documents.length; index += atOnce) {
    const together = documents.slice(index, index + atOnce)
    const read = together.map((document) => rowOf(client, document, events.get(document._id) ?? []))
    rows.push(...(await Promise.all(read)))
  }
  return {rows, names: await namesOf(client, rows)}
}

async function rowOf(
  client: SanityClient,
  document: StoredDocument,
  events: readonly ReviewEvent[],
): Promise<AuditRow> {
  const {dataset} = client.config()
  const ask = (path: string, query: Record<string, string>) =>
    client.request<unknown>({url: `/data/history/${dataset}${path}`, query})
  const history = await loadDocumentHistory(ask, document._id)
  const digest = contentDigest(document)
  const ofText = events.filter((event) => event.digest === digest)
  const steps = new Map(
    await Promise.all(ofText.map(async ({_id}) => [_id, await loadStates(ask, _id)] as const)),
  )
  return auditDocument({
    published: document,
    events: ofText,
    history,
    historyOf: (eventId) => steps.get(eventId) ?? [],
  })
}

interface User {
  id: string
  displayName?: string
}

async function namesOf(
  client: SanityClient,
  rows: readonly AuditRow[],
): Promise<Map<string, string>> {
  const ids = new Set(
    rows.flatMap(({wroteBy, publishedBy, approvals, reviews, emergency}) => [
      ...wroteBy,
      ...(publishedBy ? [publishedBy] : []),
      ...[...approvals, ...reviews, ...(emergency ? [emergency] : [])].map(({by}) => by),
    ]),
  )
  if (ids.size === 0) return new Map()
  try {
    const found = await client.request<User | (User | null)[]>({
      url: `/users/${[...ids].join(',')}`,
    })
    return new Map(
      [found].flat().flatMap((user) => (user?.displayName ? [[user.id, user.displayName]] : [])),
    )
  } catch (error) {
    // Who may read the history may still not see who the people of the project are.
    if (error instanceof ClientError && [401, 403, 404].includes(error.statusCode)) return new Map()
    throw error
  }
}
