import type {
  ApprovalRow,
  CitationSource,
  Cited,
  ClaimRow,
  SideEffectRow,
  TextBlocks,
} from '@net-therapies/react'
import {citedIds} from '@net-therapies/review'
import type {SanityClient} from 'sanity'

import {createShared} from '../create-shared.ts'

/** What a page shows, with what it shows of other documents. */
export interface PageValue extends Record<string, unknown> {
  _id: string
  _type: string
  summary?: string | null
  description?: string | null
  body?: TextBlocks | null
  claims?: ClaimRow[] | null
  mechanism?: ClaimRow | null
  formulations?: (Cited & {label?: string; route?: string; interval?: string})[] | null
  contraindications?: ClaimRow[] | null
  sideEffects?: SideEffectRow[] | null
  approvals?: ApprovalRow[] | null
}

interface Page {
  value: PageValue
  citations: CitationSource[]
}

const sideEffects = `{..., "sideEffect": sideEffect->{name, medicalTerm}}`

const pageQuery = `*[_id == $id][0]{
  ...,
  body[]{
    ...,
    _type == "accessibleImage" => {
      "image": asset->{
        url,
        "width": metadata.dimensions.width,
        "height": metadata.dimensions.height
      }
    },
    _type == "drugClassSection" => {
      "drugClass": drugClass->{
        name,
        "slug": slug.current,
        plainName,
        body,
        sideEffects[]${sideEffects}
      },
      "therapies": *[
        _type == "therapy" && !(_id in path("drafts.**")) && drugClass._ref == ^.drugClass._ref
      ] | order(name){_id, name, "slug": slug.current, summary}
    },
    _type == "therapySection" => {
      "therapy": therapy->{_id, name, "slug": slug.current, summary}
    }
  },
  sideEffects[]${sideEffects}
}`

const useSharedPage = createShared<string, Page>((client, id, push) => {
  let stopped = false
  const load = async () => {
    const options = {perspective: 'raw', tag: 'review.page'} as const
    const value = await client.fetch<PageValue | null>(pageQuery, {id}, options)
    if (!value) return
    const citations = await client.fetch<CitationSource[]>(
      '*[_id in $ids]',
      {ids: citedIds(value)},
      options,
    )
    if (!stopped) push({value, citations})
  }
  load().catch((error: unknown) => console.error(error))
  return () => {
    stopped = true
  }
})

/** Loads a page as it would be if its text were published now; `undefined` until it is known. */
export function usePage(
  client: SanityClient,
  document: Readonly<Record<string, unknown>> | null,
): Page | undefined {
  const id = typeof document?.['_id'] === 'string' ? document['_id'] : undefined
  const key = id === undefined ? undefined : ['page', id, document?.['_rev']].join()
  return useSharedPage(client, key, id ?? '')
}
