import type {SanityClient} from '@sanity/client'
import {defineQuery} from 'groq'

import type {CitationsQueryResult} from '../generated/sanity.types.ts'
import {citationFields} from './fragments.ts'

export type {CitationsQueryResult}

/** Every citation by title, with all its bibliographic fields. */
export const citationsQuery = defineQuery(`
  *[_type == "citation"] | order(title asc)${citationFields}
`)

/** Resolves to an empty list when nothing is published. */
export function fetchCitations(client: Pick<SanityClient, 'fetch'>): Promise<CitationsQueryResult> {
  return client.fetch(citationsQuery)
}
