/** The path under which requests with an API version are routed. */
export const API_PREFIX = '/api'

const VERSIONED = /^\/+v(1|X|\d{4}-\d{2}-\d{2})(?=\/|$)/

/** The version in a path such as `/v2025-02-19/data/query/production`; `undefined` outside the API. */
export function apiVersionOf(path: string): string | undefined {
  return VERSIONED.exec(path)?.[1]
}

/**
 * The path to route by: without version and doubled slashes, and with
 * `/projects/<p>/datasets/<d>/query` in its older form `/data/query/<d>`.
 */
export function routingPath(path: string): string {
  if (apiVersionOf(path) === undefined) return path
  const rest = path.replace(VERSIONED, '').replace(/^\/{2,}/, '/') || '/'
  const resource =
    /^\/projects\/[^/]+\/datasets\/([^/]+)\/(query|doc|mutate|listen|actions|export|live\/events|history\/.+?)(\/.*)?$/
  const match = resource.exec(rest)
  if (!match) return API_PREFIX + rest
  const [, dataset = '', operation = '', tail = ''] = match
  return `${API_PREFIX}/data/${operation}/${dataset}${tail}`
}

/** Whether a version is from the day on which drafts and releases became perspectives, or later. */
export function isSince20250219(apiVersion: string): boolean {
  return apiVersion === 'X' || (apiVersion !== '1' && apiVersion >= '2025-02-19')
}
