import {contentDigest, createReviewEvent, type ReviewAction} from '@net-therapies/review'
import {sampleDocuments} from '@net-therapies/sample-content'
import {createClient, type SanityClient} from '@sanity/client'

/** Where the lake answers, and the tokens of its demo users. */
export interface Connection {
  url: string
  projectId: string
  dataset: string
  tokens: {administrator: string; writer: string; reviewer: string}
}

/** Citations come first, because what cites them can be published only after them. */
const publishingOrder = ['citation', 'sideEffect', 'drugClass', 'therapy', 'page'] as const

/** Records that the sample content was loaded, so that nobody gets back what they deleted. */
const loadedMarker = {_id: 'sample-content.loaded', _type: 'sampleContentLoad'}

/**
 * Loads the sample content into a lake, the way people would: the writer drafts and submits, the
 * reviewer approves and publishes. Does nothing when it was loaded before; goes on where it was
 * interrupted.
 *
 * @param onProgress - called after each group of documents
 */
export async function loadSampleContent(
  connection: Connection,
  onProgress: (done: number, total: number) => void,
): Promise<void> {
  const as = (token: string) =>
    createClient({
      apiHost: connection.url,
      useProjectHostname: false,
      projectId: connection.projectId,
      dataset: connection.dataset,
      apiVersion: '2025-02-19',
      perspective: 'raw',
      useCdn: false,
      token,
    })
  const administrator = as(connection.tokens.administrator)
  const writer = as(connection.tokens.writer)
  const reviewer = as(connection.tokens.reviewer)
  if (await administrator.getDocument(loadedMarker._id)) return

  let done = 0
  for (const type of publishingOrder) {
    const group = sampleDocuments.filter(({_type}) => _type === type)
    const present = new Set(
      await administrator.fetch<string[]>('*[_type == $type && !(_id in path("drafts.**"))]._id', {
        type,
      }),
    )
    const missing = group.filter(({_id}) => !present.has(_id))
    if (missing.length > 0) {
      await draft(writer, missing)
      await record(writer, 'submit', missing)
      await record(reviewer, 'approve', missing)
      await publish(reviewer, missing)
    }
    done += group.length
    onProgress(done, sampleDocuments.length)
  }
  await administrator.createIfNotExists(loadedMarker)
}

type Documents = readonly (typeof sampleDocuments)[number][]

async function draft(client: SanityClient, documents: Documents): Promise<void> {
  const transaction = client.transaction()
  for (const document of documents) {
    transaction.createOrReplace({...document, _id: `drafts.${document._id}`})
  }
  await transaction.commit()
}

async function record(
  client: SanityClient,
  action: ReviewAction,
  documents: Documents,
): Promise<void> {
  const {id: by, name: byName} = await client.users.getById('me')
  const transaction = client.transaction()
  for (const document of documents) {
    const event = createReviewEvent(
      {
        subject: document._id,
        subjectType: document._type,
        action,
        digest: contentDigest({...document}),
        by,
        byName,
        at: new Date().toISOString(),
      },
      crypto.randomUUID(),
    )
    transaction.create({...event})
  }
  await transaction.commit()
}

async function publish(client: SanityClient, documents: Documents): Promise<void> {
  await client.action(
    documents.map(({_id}) => ({
      actionType: 'sanity.action.document.publish' as const,
      draftId: `drafts.${_id}`,
      publishedId: _id,
    })),
  )
}
