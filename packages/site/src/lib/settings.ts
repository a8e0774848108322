import type {ClientConfig} from '@net-therapies/client'

/** Where the site reads content from. */
export interface Settings {
  projectId: string
  dataset: string
  /** The local lake's address; `undefined` for a hosted project. */
  apiHost: string | undefined
  /** Lets `?preview` show drafts; `undefined` switches previews off. */
  readToken: string | undefined
  /** Public address of the site, for structured data; the request's own when `undefined`. */
  siteUrl: string | undefined
}

const localProjectId = 'nettherapies'

/**
 * Reads the settings from environment variables: SANITY_PROJECT_ID, SANITY_DATASET,
 * SANITY_API_HOST, SANITY_READ_TOKEN and SITE_URL. Without a project id it is the local lake on port 3333.
 */
export function readSettings(environment: Record<string, string | undefined>): Settings {
  const projectId = environment.SANITY_PROJECT_ID || localProjectId
  return {
    projectId,
    dataset: environment.SANITY_DATASET || 'production',
    apiHost:
      environment.SANITY_API_HOST ||
      (projectId === localProjectId ? 'http://localhost:3333' : undefined),
    readToken: environment.SANITY_READ_TOKEN || undefined,
    siteUrl: environment.SITE_URL || undefined,
  }
}

/** The client configuration for published content or, in a preview, for drafts. */
export function clientConfig(settings: Settings, preview: boolean): ClientConfig {
  const {projectId, dataset, apiHost, readToken} = settings
  return {
    projectId,
    dataset,
    ...(apiHost === undefined ? {} : {apiHost, useProjectHostname: false}),
    ...(preview && readToken !== undefined ? {perspective: 'drafts', token: readToken} : {}),
  }
}

/** Where pictures come from: the lake, or the CDN of a hosted project. */
export function imageOrigin({apiHost}: Settings): string {
  return apiHost === undefined ? 'https://cdn.sanity.io' : new URL(apiHost).origin
}

/** A preview is shown only when it is asked for and a token is set. */
export function isPreview(url: URL, settings: Settings): boolean {
  return settings.readToken !== undefined && url.searchParams.has('preview')
}
