import {type CitationDocument, publishedId} from '@net-therapies/citations'
import {reviewedTypes} from '@net-therapies/schemas'
import type {SanityClient} from '@sanity/client'

/** A document as the lake stores it. */
export interface StoredDocument {
  _id: string
  _type: string
  [field: string]: unknown
}

/** The documents of a lake, sources apart from what cites them. */
export interface Library {
  citations: (CitationDocument & {_id: string})[]
  documents: StoredDocument[]
}

const everythingQuery = '*[_type in $types && !(_id in path("versions.**"))] | order(_id asc)'

/**
 * Reads every document that people review, once: as its draft where there is one, or only as it is published.
 *
 * @param client - reads in the raw perspective
 */
export async function readLibrary(
  client: SanityClient,
  which: 'newest' | 'published',
): Promise<Library> {
  const all = await client.fetch<StoredDocument[]>(everythingQuery, {types: reviewedTypes})
  const byId = new Map<string, StoredDocument>()
  for (const document of all) {
    const id = publishedId(document._id)
    const isDraft = id !== document._id
    if (which === 'published' ? !isDraft : isDraft || !byId.has(id)) byId.set(id, document)
  }
  const documents = [...byId.values()]
  return {
    citations: documents.filter(isCitation),
    documents: documents.filter((document) => !isCitation(document)),
  }
}

function isCitation(document: StoredDocument): document is CitationDocument & StoredDocument {
  return document._type === 'citation'
}
