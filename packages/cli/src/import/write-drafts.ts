import {randomUUID} from 'node:crypto'
import {isDeepStrictEqual} from 'node:util'

import {type ImportedDocument, importTransactionPrefix} from '@net-therapies/importer'
import type {SanityClient} from '@sanity/client'

/** A document of the lake that a person changed, and the fields in which it differs. */
export interface ChangedDocument {
  id: string
  fields: string[]
}

/** What became of each draft of an import. */
export interface WriteOutcome {
  created: string[]
  /** Drafts of an earlier import that nobody had touched. */
  updated: string[]
  /** The lake has exactly this already, as a draft or published. */
  unchanged: string[]
  /** Drafts that a person changed since they were imported; left alone. */
  changed: ChangedDocument[]
  /** Published documents that differ and have no draft; left alone. */
  published: ChangedDocument[]
  /** Drafts of citations that only the last version of the page named. */
  orphaned: string[]
}

interface Stored extends ImportedDocument {
  _rev: string
}

const storedQuery = '*[_id in $ids]'

/**
 * Writes drafts in one transaction: new ones, and those of an earlier import that nobody touched.
 * Whatever a person changed or published is left alone and named.
 *
 * @param client - reads and writes as a writer, in the raw perspective
 */
export async function writeDrafts(
  client: SanityClient,
  documents: readonly ImportedDocument[],
): Promise<WriteOutcome> {
  const outcome: WriteOutcome = {
    created: [],
    updated: [],
    unchanged: [],
    changed: [],
    published: [],
    orphaned: [],
  }
  if (documents.length === 0) return outcome
  const ids = documents.flatMap(({_id}) => [_id, publishedId(_id)])
  const stored = await client.fetch<Stored[]>(storedQuery, {ids})
  const byId = new Map(stored.map((document) => [document._id, document]))
  const transaction = client.transaction()
  for (const document of documents) {
    const id = document._id
    const draft = byId.get(id)
    const current = draft ?? byId.get(publishedId(id))
    if (!current) {
      transaction.create(document)
      outcome.created.push(id)
    } else if (isDeepStrictEqual(contentOf(current), contentOf(document))) {
      outcome.unchanged.push(id)
    } else if (!draft) {
      outcome.published.push({id: current._id, fields: differences(current, document)})
    } else if (!draft._rev.startsWith(importTransactionPrefix)) {
      outcome.changed.push({id, fields: differences(draft, document)})
    } else {
      const gone = Object.keys(ownFields(draft)).filter((name) => !(name in document))
      transaction.patch(id, (patch) =>
        patch.ifRevisionId(draft._rev).set(ownFields(document)).unset(gone),
      )
      outcome.updated.push(id)
    }
  }
  if (outcome.updated.length > 0) {
    outcome.orphaned = await findOrphans(client, documents, byId, outcome.updated)
  }
  if (outcome.created.length + outcome.updated.length > 0) {
    await transaction
      .transactionId(`${importTransactionPrefix}${randomUUID()}`)
      .commit({visibility: 'sync'})
  }
  return outcome
}

/** Drafts that the page cited when it was last imported, and nothing cites any more. */
async function findOrphans(
  client: SanityClient,
  documents: readonly ImportedDocument[],
  before: ReadonlyMap<string, Stored>,
  updated: readonly string[],
): Promise<string[]> {
  const now = new Set(documents.flatMap((document) => referencesIn(document)))
  const gone = new Set(
    updated
      .flatMap((id) => referencesIn(before.get(id)))
      .filter((id) => !now.has(id) && !documents.some(({_id}) => publishedId(_id) === id)),
  )
  if (gone.size === 0) return []
  const drafts = await client.fetch<string[]>(
    '*[_type == "citation" && _id in $drafts && count(*[references(string::split(^._id, "drafts.")[1]) && !(_id in $updated)]) == 0]._id',
    {drafts: [...gone].map((id) => `drafts.${id}`), updated},
  )
  return drafts.sort()
}

function referencesIn(value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap(referencesIn)
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value).flatMap(([name, child]) =>
    name === '_ref' && typeof child === 'string' ? [child] : referencesIn(child),
  )
}

function differences(left: ImportedDocument, right: ImportedDocument): string[] {
  const [before, after] = [contentOf(left), contentOf(right)]
  const names = new Set([...Object.keys(before), ...Object.keys(after)])
  return [...names].filter((name) => !isDeepStrictEqual(before[name], after[name])).sort()
}

const publishedId = (id: string) => id.replace(/^drafts\./u, '')

/** Everything but the fields that the lake keeps itself. */
function ownFields(document: ImportedDocument): Record<string, unknown> {
  return Object.fromEntries(Object.entries(document).filter(([name]) => !name.startsWith('_')))
}

/** What people can change: without keys, and without what publication does to references. */
function contentOf(document: ImportedDocument): Record<string, unknown> {
  const bookkeeping = new Set(['_key', '_weak', '_strengthenOnPublish'])
  return JSON.parse(
    JSON.stringify(ownFields(document), (name, value: unknown) =>
      bookkeeping.has(name) ? undefined : value,
    ),
  )
}
