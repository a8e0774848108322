import type {SanityClient} from '@sanity/client'
import {defineQuery} from 'groq'

import type {TherapiesByDrugClassQueryResult} from '../generated/sanity.types.ts'
import {therapySummaryFields} from './fragments.ts'

export type {TherapiesByDrugClassQueryResult}

/**
 * Every drug class with its therapies, both by name. `unclassified` holds the therapies that have
 * no drug class or whose drug class is not published.
 */
export const therapiesByDrugClassQuery = defineQuery(`{
  "drugClasses": *[_type == "drugClass" && defined(slug.current)] | order(name asc){
    _id,
    name,
    plainName,
    "slug": slug.current,
    summary,
    "therapies": *[
      _type == "therapy" && defined(slug.current) && drugClass._ref == ^._id
    ] | order(name asc)${therapySummaryFields}
  },
  "unclassified": *[
    _type == "therapy" && defined(slug.current) && !defined(drugClass->)
  ] | order(name asc)${therapySummaryFields}
}`)

/** Resolves to empty lists when nothing is published. */
export function fetchTherapiesByDrugClass(
  client: Pick<SanityClient, 'fetch'>,
): Promise<TherapiesByDrugClassQueryResult> {
  return client.fetch(therapiesByDrugClassQuery)
}
