import {type ClientConfig, createClient, type SanityClient} from '@sanity/client'

import {withImageAddresses, type WithImageAddresses} from './image-address.ts'
import {type CitationsQueryResult, fetchCitations} from './queries/citations.ts'
import {type DrugClassBySlugQueryResult, fetchDrugClassBySlug} from './queries/drug-class.ts'
import {type DrugClassesQueryResult, fetchDrugClasses} from './queries/drug-classes.ts'
import {fetchPageBySlug, type PageBySlugQueryResult} from './queries/page.ts'
import {fetchPages, type PagesQueryResult} from './queries/pages.ts'
import {fetchSideEffects, type SideEffectsQueryResult} from './queries/side-effects.ts'
import {
  fetchTherapiesByDrugClass,
  type TherapiesByDrugClassQueryResult,
} from './queries/therapies-by-drug-class.ts'
import {fetchTherapyBySlug, type TherapyBySlugQueryResult} from './queries/therapy.ts'

/** Reads therapies, drug classes, side effects, citations and pages from a dataset. */
export interface TherapyClient {
  /** One therapy with its drug class, side effects and citations; `null` when there is none. */
  therapyBySlug: (slug: string) => Promise<WithImageAddresses<TherapyBySlugQueryResult>>
  /** Every drug class with its therapies, and the therapies without a drug class. */
  therapiesByDrugClass: () => Promise<TherapiesByDrugClassQueryResult>
  /** Every drug class by name. */
  drugClasses: () => Promise<DrugClassesQueryResult>
  /** One drug class with its therapies, side effects and citations; `null` when there is none. */
  drugClassBySlug: (slug: string) => Promise<WithImageAddresses<DrugClassBySlugQueryResult>>
  /** Every side effect by its everyday name. */
  sideEffects: () => Promise<WithImageAddresses<SideEffectsQueryResult>>
  /** Every citation by title. */
  citations: () => Promise<CitationsQueryResult>
  /** One page with the drug classes and therapies it is composed of; `null` when there is none. */
  pageBySlug: (slug: string) => Promise<WithImageAddresses<PageBySlugQueryResult>>
  /** Every page by title. */
  pages: () => Promise<PagesQueryResult>
}

/** Sanity API version that the queries are written against. */
const apiVersion = '2025-02-19'

/**
 * Makes a client for the content of a Sanity project or of the local lake.
 *
 * From a configuration, it reads published content (`perspective: 'published'`) and does not use
 * the CDN, unless the configuration says otherwise. A ready-made `SanityClient` is used as it is.
 * For the local lake, pass `apiHost` and `useProjectHostname: false`.
 *
 * @throws {TypeError} when the configuration has no `projectId` or no `dataset`
 */
export function createTherapyClient(configOrClient: ClientConfig | SanityClient): TherapyClient {
  const client = isClient(configOrClient) ? configOrClient : clientFrom(configOrClient)
  const withImages = <Result>(result: Result) => withImageAddresses(result, client.config())
  return {
    therapyBySlug: async (slug) => withImages(await fetchTherapyBySlug(client, slug)),
    therapiesByDrugClass: () => fetchTherapiesByDrugClass(client),
    drugClasses: () => fetchDrugClasses(client),
    drugClassBySlug: async (slug) => withImages(await fetchDrugClassBySlug(client, slug)),
    sideEffects: async () => withImages(await fetchSideEffects(client)),
    citations: () => fetchCitations(client),
    pageBySlug: async (slug) => withImages(await fetchPageBySlug(client, slug)),
    pages: () => fetchPages(client),
  }
}

function isClient(value: ClientConfig | SanityClient): value is SanityClient {
  return 'fetch' in value && typeof value.fetch === 'function'
}

function clientFrom(config: ClientConfig): SanityClient {
  for (const name of ['projectId', 'dataset'] as const) {
    if (!config[name]) {
      throw new TypeError(
        `createTherapyClient needs a non-empty ${name}; got ${JSON.stringify(config[name])}`,
      )
    }
  }
  return createClient({apiVersion, useCdn: false, perspective: 'published', ...config})
}
