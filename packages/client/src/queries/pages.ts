import type {SanityClient} from '@sanity/client'
import {defineQuery} from 'groq'

import type {PagesQueryResult} from '../generated/sanity.types.ts'

export type {PagesQueryResult}

/** Every page by title, as entries of a list. */
export const pagesQuery = defineQuery(`
  *[_type == "page" && defined(slug.current)] | order(title asc){
    _id,
    _updatedAt,
    title,
    "slug": slug.current,
    summary,
    sampleContent
  }
`)

/** Resolves to an empty list when nothing is published. */
export function fetchPages(client: Pick<SanityClient, 'fetch'>): Promise<PagesQueryResult> {
  return client.fetch(pagesQuery)
}
