import type {SanityClient} from '@sanity/client'
import {defineQuery} from 'groq'

import type {SideEffectsQueryResult} from '../generated/sanity.types.ts'
import {bodyFields} from './fragments.ts'

export type {SideEffectsQueryResult}

/** Every side effect by its everyday name, with the therapies and drug classes that list it. */
export const sideEffectsQuery = defineQuery(`
  *[_type == "sideEffect"] | order(name asc){
    _id,
    name,
    "slug": slug.current,
    medicalTerm,
    kind,
    bodySystem,
    description[]${bodyFields},
    whenToCall,
    synonyms,
    codes,
    "therapies": *[
      _type == "therapy" && defined(slug.current) && references(^._id)
    ] | order(name asc){_id, name, "slug": slug.current},
    "drugClasses": *[
      _type == "drugClass" && defined(slug.current) && references(^._id)
    ] | order(name asc){_id, name, "slug": slug.current},
    sampleContent
  }
`)

/** Resolves to an empty list when nothing is published. */
export function fetchSideEffects(
  client: Pick<SanityClient, 'fetch'>,
): Promise<SideEffectsQueryResult> {
  return client.fetch(sideEffectsQuery)
}
