import type {PagePlace} from '@net-therapies/structured-data'

/** Name of the site, in titles and as the first breadcrumb. */
export const siteName = 'Therapies for neuroendocrine tumors'

/**
 * Where a page stands, below the start page. The query string is no part of its address.
 *
 * @param requested - the address of the request
 * @param siteUrl - public address of the site, where it differs from that of the request
 */
export function placeOf(requested: URL, name: string, siteUrl = requested.origin): PagePlace {
  const address = new URL(requested.pathname, siteUrl).href
  return {
    url: address,
    breadcrumbs: [
      {name: siteName, url: new URL('/', siteUrl).href},
      {name, url: address},
    ],
  }
}
