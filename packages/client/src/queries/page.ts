import type {SanityClient} from '@sanity/client'
import {defineQuery} from 'groq'

import type {PageBySlugQueryResult} from '../generated/sanity.types.ts'
import {uniqueCitations} from '../unique-citations.ts'
import {
  bodyFields,
  citationFields,
  lastReviewedField,
  sideEffectRowFields,
  therapySummaryFields,
} from './fragments.ts'

export type {PageBySlugQueryResult}

const cited = `(
  coalesce(body[].children[].citations[], []) +
  coalesce(claims[].citations[], []) +
  coalesce(body[].drugClass->body[].children[].citations[], []) +
  coalesce(body[].drugClass->sideEffects[].citations[], [])
)`

/**
 * A page with the drug classes and therapies that it is composed of.
 *
 * A section whose drug class or therapy is gone is left out and counted in `missingSections`.
 */
export const pageBySlugQuery = defineQuery(`
  *[_type == "page" && slug.current == $slug][0]{
    _id,
    _updatedAt,
    title,
    "slug": slug.current,
    summary,
    image{
      ...,
      "image": asset->{"assetId": _id}
    },
    "body": body[
      (_type != "drugClassSection" || defined(drugClass->)) &&
      (_type != "therapySection" || defined(therapy->))
    ]{
      ...,
      _type == "accessibleImage" => {"image": asset->{"assetId": _id}},
      _type == "drugClassSection" => {
        "drugClass": drugClass->{
          _id,
          name,
          plainName,
          "slug": slug.current,
          summary,
          codes,
          sampleContent,
          body[]${bodyFields},
          "sideEffects": sideEffects[defined(sideEffect->)]${sideEffectRowFields}
        },
        "therapies": select(
          listTherapies == true => *[
            _type == "therapy" && defined(slug.current) && drugClass._ref == ^.drugClass._ref
          ] | order(name asc)${therapySummaryFields},
          []
        )
      },
      _type == "therapySection" => {"therapy": therapy->${therapySummaryFields}}
    },
    "missingSections": count(body[
      (_type == "drugClassSection" && !defined(drugClass->)) ||
      (_type == "therapySection" && !defined(therapy->))
    ]),
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

/** Resolves to `null` when no page has this slug. */
export async function fetchPageBySlug(
  client: Pick<SanityClient, 'fetch'>,
  slug: string,
): Promise<PageBySlugQueryResult> {
  return uniqueCitations(await client.fetch(pageBySlugQuery, {slug}))
}
