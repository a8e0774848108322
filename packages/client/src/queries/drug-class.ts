import type {SanityClient} from '@sanity/client'
import {defineQuery} from 'groq'

import type {DrugClassBySlugQueryResult} from '../generated/sanity.types.ts'
import {uniqueCitations} from '../unique-citations.ts'
import {
  bodyFields,
  citationFields,
  lastReviewedField,
  sideEffectRowFields,
  therapySummaryFields,
} from './fragments.ts'

export type {DrugClassBySlugQueryResult}

const cited = `(
  coalesce(body[].children[].citations[], []) +
  coalesce(sideEffects[].citations[], []) +
  coalesce(claims[].citations[], [])
)`

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
    "citations": ${cited}[defined(@->)]->${citationFields},
    "missingCitations": count(
      array::unique(${cited}[defined(_ref) && !defined(@->)]._ref)
    ),
    ${lastReviewedField},
    nextReviewDue,
    sampleContent
  }
`)

/** Resolves to `null` when no drug class has this slug. */
export async function fetchDrugClassBySlug(
  client: Pick<SanityClient, 'fetch'>,
  slug: string,
): Promise<DrugClassBySlugQueryResult> {
  return uniqueCitations(await client.fetch(drugClassBySlugQuery, {slug}))
}
