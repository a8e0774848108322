import {isDeepStrictEqual} from 'node:util'

import type {ImportedDocument} from '@net-therapies/importer'
import type {SanityClient} from '@sanity/client'

/** What became of each draft of an import. */
export interface WriteOutcome {
  created: string[]
  /** The lake has exactly this draft already. */
  unchanged: string[]
  /** Somebody changed the draft, or the page changed since it was imported; it was left alone. */
  different: string[]
  /** A published document, or one of the same name, is there already; no draft was made. */
  existing: {id: string; of: string}[]
}

interface Known {
  _id: string
  _type: string
  name?: string | null
  medicalTerm?: string | null
  synonyms?: string[] | null
  slug?: string | null
}

const storedQuery = '*[_id in $ids]'
const namedQuery =
  '*[_type in ["drugClass", "sideEffect"]]{_id, _type, name, medicalTerm, synonyms, "slug": slug.current}'

/**
 * Writes drafts in one transaction, and only those that are new. Documents that are there already,
 * under the same id or, for drug classes and side effects, the same name, are never touched.
 *
 * @param client - reads and writes as a writer, in the raw perspective
 */
export async function writeDrafts(
  client: SanityClient,
  documents: readonly ImportedDocument[],
): Promise<WriteOutcome> {
  const ids = documents.flatMap(({_id}) => [_id, publishedId(_id)])
  const stored = await client.fetch<ImportedDocument[]>(storedQuery, {ids})
  const named = await client.fetch<Known[]>(namedQuery)
  const byId = new Map(stored.map((document) => [document._id, document]))
  const outcome: WriteOutcome = {created: [], unchanged: [], different: [], existing: []}
  const transaction = client.transaction()
  for (const document of documents) {
    const id = document._id
    const draft = byId.get(id)
    const other = byId.has(publishedId(id))
      ? publishedId(id)
      : named.find((known) => isSameThing(known, document))?._id
    if (draft) {
      outcome[
        isDeepStrictEqual(content(draft), content(document)) ? 'unchanged' : 'different'
      ].push(id)
    } else if (other) {
      outcome.existing.push({id, of: other})
    } else {
      transaction.createIfNotExists(document)
      outcome.created.push(id)
    }
  }
  if (outcome.created.length > 0) await transaction.commit({visibility: 'sync'})
  return outcome
}

function isSameThing(known: Known, document: ImportedDocument): boolean {
  if (known._type !== document._type) return false
  const names = [known.name, known.medicalTerm, ...(known.synonyms ?? [])]
  return [document['name'], document['medicalTerm']].some(
    (name) => typeof name === 'string' && names.some((other) => fold(other) === fold(name)),
  )
}

const fold = (name: string | null | undefined) => name?.trim().toLowerCase().replace(/\s+/gu, ' ')

const publishedId = (id: string) => id.replace(/^drafts\./u, '')

/** What people can change: everything but the fields that the lake keeps itself. */
function content(document: ImportedDocument): unknown {
  const fields = Object.entries(document).filter(([name]) => !name.startsWith('_'))
  return JSON.parse(JSON.stringify(Object.fromEntries(fields)))
}
