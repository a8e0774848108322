import type {SanityClient} from '@sanity/client'
import {defineQuery} from 'groq'

import type {PageBySlugQueryResult} from '../generated/sanity.types.ts'
import {
  bodyFields,
  citationFields,
  lastReviewedField,
  sideEffectRowFields,
  therapySummaryFields,
} from './fragments.ts'

export type {PageBySlugQueryResult}

const citedIds = `[
  ...^.body[].children[].citations[]._ref,
  ...^.body[].citations[]._ref,
  ...^.claims[].citations[]._ref,
  ...^.body[].drugClass->body[].children[].citations[]._ref,
  ...^.body[].drugClass->body[].citations[]._ref,
  ...^.body[].drugClass->sideEffects[].citations[]._ref
]`

const ownCitedIds = `array::unique([
  ...body[].children[].citations[]._ref,
  ...body[].citations[]._ref,
  ...claims[].citations[]._ref,
  ...body[].drugClass->body[].children[].citations[]._ref,
  ...body[].drugClass->body[].citations[]._ref,
  ...body[].drugClass->sideEffects[].citations[]._ref
])`

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
      "image": asset->{url, "width": metadata.dimensions.width, "height": metadata.dimensions.height}
    },
    "body": body[
      (_type != "drugClassSection" || defined(drugClass->)) &&
      (_type != "therapySection" || defined(therapy->))
    ]{
      ...,
      _type == "accessibleImage" => {
        "image": asset->{
          url,
          "width": metadata.dimensions.width,
          "height": metadata.dimensions.height
        }
      },
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
    "citations": *[_type == "citation" && count(${citedIds}[@ == ^._id]) > 0] | order(_id)${citationFields},
    "missingCitations": count(${ownCitedIds}[defined(@) && !(@ in *[_type == "citation"]._id)]),
    ${lastReviewedField},
    nextReviewDue,
    sampleContent
  }
`)

/** Resolves to `null` when no page has this slug. */
export function fetchPageBySlug(
  client: Pick<SanityClient, 'fetch'>,
  slug: string,
): Promise<PageBySlugQueryResult> {
  return client.fetch(pageBySlugQuery, {slug})
}
