import type {CitationDocument, CitationIntegrity} from '@net-therapies/citations'
import type {SanityClient} from '@sanity/client'

type Source = CitationDocument & {_id: string}

/** What became known of a source, and what the lake had. */
export interface IntegrityChange {
  source: Source
  before: CitationIntegrity | undefined
  after: CitationIntegrity
}

const GRAVITY = ['ok', 'corrected', 'concern', 'retracted']

/** Of what several registries say, the gravest; of equals, the first. */
export function gravest(
  found: readonly (CitationIntegrity | undefined)[],
): CitationIntegrity | undefined {
  const known = found.filter((integrity) => integrity !== undefined)
  return known.toSorted((a, b) => gravity(b) - gravity(a))[0]
}

function gravity({status = 'ok'}: CitationIntegrity): number {
  return GRAVITY.indexOf(status)
}

/**
 * What has to be written. The status of a draft is written when it is another one; a published
 * source gets a draft only when there is something to say about it, or no longer. That a registry
 * knows nothing grave takes back only what the same registry said: the others may know more.
 */
export function integrityChanges(
  found: readonly {source: Source; after: CitationIntegrity | undefined}[],
): IntegrityChange[] {
  return found.flatMap(({source, after}) => {
    const before = source.integrity
    if (after === undefined) return []
    const isKnown = after.status === before?.status && after.noticeDoi === before?.noticeDoi
    const isLess = gravity(after) < gravity(before ?? {})
    if (isLess && before?.source !== after.source) return []
    const isNews =
      source._id.startsWith('drafts.') || gravity(after) > 0 || gravity(before ?? {}) > 0
    return isKnown || !isNews ? [] : [{source, before, after}]
  })
}

/** Writes the changes into drafts, in one transaction; published sources are left as they are. */
export async function writeIntegrity(
  client: SanityClient,
  changes: readonly IntegrityChange[],
): Promise<void> {
  const transaction = client.transaction()
  for (const {source, after} of changes) {
    const {_id, _type, ...fields} = source
    const id = _id.startsWith('drafts.') ? _id : `drafts.${_id}`
    if (id !== _id) transaction.createIfNotExists({...withoutSystemFields(fields), _id: id, _type})
    transaction.patch(id, (patch) => patch.set({integrity: after}))
  }
  await transaction.commit({visibility: 'sync'})
}

function withoutSystemFields(fields: object): object {
  return Object.fromEntries(Object.entries(fields).filter(([name]) => !name.startsWith('_')))
}
