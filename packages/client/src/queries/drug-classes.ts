import type {SanityClient} from '@sanity/client'
import {defineQuery} from 'groq'

import type {DrugClassesQueryResult} from '../generated/sanity.types.ts'

export type {DrugClassesQueryResult}

/** Every drug class by name, as entries of a list. */
export const drugClassesQuery = defineQuery(`
  *[_type == "drugClass" && defined(slug.current)] | order(name asc){
    _id,
    name,
    plainName,
    "slug": slug.current,
    summary,
    synonyms,
    "therapyCount": count(*[_type == "therapy" && drugClass._ref == ^._id]),
    sampleContent
  }
`)

/** Resolves to an empty list when nothing is published. */
export function fetchDrugClasses(
  client: Pick<SanityClient, 'fetch'>,
): Promise<DrugClassesQueryResult> {
  return client.fetch(drugClassesQuery)
}
