import type {PagePlace} from '@net-therapies/structured-data'

/** Name of the site, in titles and as the first breadcrumb. */
export const siteName = 'Therapies for neuroendocrine tumors'

/** Where a page stands, below the start page. The query string is no part of its address. */
export function placeOf(url: URL, name: string): PagePlace {
  const address = new URL(url.pathname, url.origin).href
  return {
    url: address,
    breadcrumbs: [
      {name: siteName, url: new URL('/', url.origin).href},
      {name, url: address},
    ],
  }
}
