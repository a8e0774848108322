import {type FragmentResult, importTransactionPrefix} from '@net-therapies/importer'
import type {SanityClient} from 'sanity'

/** Creates drafts for the sources of a fragment; those that are there already stay as they are. */
export async function saveCitations(
  client: SanityClient,
  citations: FragmentResult['citations'],
): Promise<void> {
  if (citations.length === 0) return
  const ids = citations.flatMap(({_id}) => [_id, _id.replace(/^drafts\./u, '')])
  const stored = new Set(
    await client
      .withConfig({perspective: 'raw'})
      .fetch<string[]>('*[_id in $ids]._id', {ids}, {tag: 'paste'}),
  )
  const transaction = client.transaction()
  let count = 0
  for (const citation of citations) {
    if (stored.has(citation._id) || stored.has(citation._id.replace(/^drafts\./u, ''))) continue
    transaction.createIfNotExists(citation)
    count += 1
  }
  if (count === 0) return
  await transaction.transactionId(`${importTransactionPrefix}${crypto.randomUUID()}`).commit()
}

/** The blocks with their marks emptied, for sources that could not be saved. */
export function withoutCitations(blocks: FragmentResult['blocks']): FragmentResult['blocks'] {
  return blocks.map((block) =>
    block._type === 'block'
      ? {
          ...block,
          children: block.children.map((child) =>
            child._type === 'citationMark' ? {...child, citations: []} : child,
          ),
        }
      : block,
  )
}
