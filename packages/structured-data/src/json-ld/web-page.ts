import type {MedicalEntity, MedicalWebPage, WithContext} from 'schema-dts'

import type {PageBasics, PagePlace} from '../values.ts'
import {citationJsonLd} from './citation.ts'
import {compact, dayOf} from './compact.ts'

/** The description of one page: a `MedicalWebPage` with everything that hangs on it. */
export type PageJsonLd = WithContext<Exclude<MedicalWebPage, string>>

/**
 * What all pages share. Citations stand on the page, because `citation` is a property of creative
 * works and not of therapies; `Patient` is a class of audience, not an enumeration member. Sample
 * content is reviewed to show how that works, so no review is claimed for it.
 */
export function webPageJsonLd(
  name: string,
  value: PageBasics,
  about: readonly MedicalEntity[],
  place: PagePlace,
): PageJsonLd {
  return compact<PageJsonLd>({
    '@context': 'https://schema.org',
    '@type': 'MedicalWebPage',
    '@id': place.url,
    url: place.url,
    name,
    description: value.summary ?? undefined,
    inLanguage: place.language ?? 'en',
    dateModified: value._updatedAt,
    ...(value.sampleContent
      ? {}
      : {
          lastReviewed: dayOf(value.lastReviewed),
          expires: value.nextReviewDue ?? undefined,
        }),
    medicalAudience: {'@type': 'Patient'},
    about,
    citation: (value.citations ?? []).map(citationJsonLd),
    breadcrumb: {
      '@type': 'BreadcrumbList',
      itemListElement: place.breadcrumbs.map((crumb, index) => ({
        '@type': 'ListItem',
        position: index + 1,
        name: crumb.name,
        item: crumb.url,
      })),
    },
  })
}
