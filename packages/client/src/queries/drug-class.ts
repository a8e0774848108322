import type {SanityClient} from '@sanity/client'
import {defineQuery} from 'groq'

import type {DrugClassBySlugQueryResult} from '../generated/sanity.types.ts'
import {
  bodyFields,
  citationFields,
  lastReviewedField,
  sideEffectRowFields,
  therapySummaryFields,
} from './fragments.ts'

export type {DrugClassBySlugQueryResult}

const citedIds = `[
  ...^.body[].children[].citations[]._ref,
  ...^.body[].citations[]._ref,
  ...^.sideEffects[].citations[]._ref,
  ...^.claims[].citations[]._ref
]`

const ownCitedIds = `array::unique([
  ...body[].children[].citations[]._ref,
  ...body[].citations[]._ref,
  ...sideEffects[].citations[]._ref,
  ...claims[].citations[]._ref
])`

/** What the page of a drug class shows, with its therapies, side effects and citations. */
export const drugClassBySlugQuery = defineQuery(`
  *[_type == "drugClass" && slug.current == $slug][0]{
    _id,
    _updatedAt,
    name,
    plainName,
    "slug": slug.current,
    summary,
    synonyms,
    codes,
    body[]${bodyFields},
    "sideEffects": sideEffects[defined(sideEffect->)]${sideEffectRowFields},
    "missingSideEffects": count(sideEffects[!defined(sideEffect->)]),
    claims,
    "therapies": *[
      _type == "therapy" && defined(slug.current) && drugClass._ref == ^._id
    ] | order(name asc)${therapySummaryFields},
    "citations": *[_type == "citation" && count(${citedIds}[@ == ^._id]) > 0] | order(_id)${citationFields},
    "missingCitations": count(${ownCitedIds}[defined(@) && !(@ in *[_type == "citation"]._id)]),
    ${lastReviewedField},
    nextReviewDue,
    sampleContent
  }
`)

/** Resolves to `null` when no drug class has this slug. */
export function fetchDrugClassBySlug(
  client: Pick<SanityClient, 'fetch'>,
  slug: string,
): Promise<DrugClassBySlugQueryResult> {
  return client.fetch(drugClassBySlugQuery, {slug})
}
