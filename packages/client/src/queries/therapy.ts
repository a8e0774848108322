import type {SanityClient} from '@sanity/client'
import {defineQuery} from 'groq'

import type {TherapyBySlugQueryResult} from '../generated/sanity.types.ts'
import {bodyFields, citationFields, lastReviewedField, sideEffectRowFields} from './fragments.ts'

export type {TherapyBySlugQueryResult}

const citedIds = `[
  ...^.body[].children[].citations[]._ref,
  ...^.body[].citations[]._ref,
  ...^.mechanism.citations[]._ref,
  ...^.formulations[].citations[]._ref,
  ...^.approvals[].citations[]._ref,
  ...^.sideEffects[].citations[]._ref,
  ...^.contraindications[].citations[]._ref,
  ...^.claims[].citations[]._ref
]`

const ownCitedIds = `array::unique([
  ...body[].children[].citations[]._ref,
  ...body[].citations[]._ref,
  ...mechanism.citations[]._ref,
  ...formulations[].citations[]._ref,
  ...approvals[].citations[]._ref,
  ...sideEffects[].citations[]._ref,
  ...contraindications[].citations[]._ref,
  ...claims[].citations[]._ref
])`

/**
 * What a therapy page shows, with its drug class, side effects and citations resolved.
 *
 * `missingCitations` and `missingSideEffects` count references whose document is gone, so that a
 * page can say that a source is missing.
 */
export const therapyBySlugQuery = defineQuery(`
  *[_type == "therapy" && slug.current == $slug][0]{
    _id,
    _updatedAt,
    name,
    "slug": slug.current,
    kind,
    summary,
    brandNames,
    synonyms,
    routes,
    codes,
    "drugClass": drugClass->{_id, name, plainName, "slug": slug.current, summary, codes},
    body[]${bodyFields},
    mechanism,
    formulations,
    approvals,
    "sideEffects": sideEffects[defined(sideEffect->)]${sideEffectRowFields},
    "missingSideEffects": count(sideEffects[!defined(sideEffect->)]),
    contraindications,
    claims,
    "citations": *[_type == "citation" && count(${citedIds}[@ == ^._id]) > 0] | order(_id)${citationFields},
    "missingCitations": count(${ownCitedIds}[defined(@) && !(@ in *[_type == "citation"]._id)]),
    ${lastReviewedField},
    nextReviewDue,
    sampleContent
  }
`)

/** Resolves to `null` when no therapy has this slug. */
export function fetchTherapyBySlug(
  client: Pick<SanityClient, 'fetch'>,
  slug: string,
): Promise<TherapyBySlugQueryResult> {
  return client.fetch(therapyBySlugQuery, {slug})
}
