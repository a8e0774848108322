import type {SanityClient} from '@sanity/client'
import {defineQuery} from 'groq'

import type {TherapyBySlugQueryResult} from '../generated/sanity.types.ts'
import {uniqueCitations} from '../unique-citations.ts'
import {bodyFields, citationFields, lastReviewedField, sideEffectRowFields} from './fragments.ts'

export type {TherapyBySlugQueryResult}

const cited = `(
  coalesce(body[].children[].citations[], []) +
  coalesce(mechanism.citations[], []) +
  coalesce(formulations[].citations[], []) +
  coalesce(approvals[].citations[], []) +
  coalesce(sideEffects[].citations[], []) +
  coalesce(contraindications[].citations[], []) +
  coalesce(claims[].citations[], [])
)`

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
    "citations": ${cited}[defined(@->)]->${citationFields},
    "missingCitations": count(
      array::unique(${cited}[defined(_ref) && !defined(@->)]._ref)
    ),
    ${lastReviewedField},
    nextReviewDue,
    sampleContent
  }
`)

/** Resolves to `null` when no therapy has this slug. */
export async function fetchTherapyBySlug(
  client: Pick<SanityClient, 'fetch'>,
  slug: string,
): Promise<TherapyBySlugQueryResult> {
  return uniqueCitations(await client.fetch(therapyBySlugQuery, {slug}))
}
