import type {KnownDocument} from '@net-therapies/importer'
import type {SanityClient} from '@sanity/client'

interface NamedDocument {
  _id: string
  _type: string
  name: string | null
  otherNames: (string | null)[]
}

const namedQuery = `*[_type in ["therapy", "drugClass", "sideEffect"] && !(_id in path("versions.**"))] | order(_id) {
  _id,
  _type,
  name,
  "otherNames": [medicalTerm, plainName] + coalesce(brandNames, []) + coalesce(synonyms, [])
}`

/**
 * Reads the therapies, drug classes and side effects of a lake, with all their names.
 *
 * @param client - reads drafts, too, in the raw perspective
 */
export async function fetchKnownDocuments(client: SanityClient): Promise<KnownDocument[]> {
  const documents = await client.fetch<NamedDocument[]>(namedQuery)
  return documents.flatMap(({_id, _type, name, otherNames}) =>
    name ? {_id, _type, name, otherNames: otherNames.filter((other) => other !== null)} : [],
  )
}
