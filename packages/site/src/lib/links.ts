import type {PageLinks} from '@net-therapies/react'

/** Links between pages; in a preview they lead to previews. */
export function linksFor(
  preview: boolean,
): PageLinks & {page: (slug: string) => string; home: string; pages: string; therapies: string} {
  const query = preview ? '?preview' : ''
  const to = (folder: string) => (slug: string) => `/${folder}/${encodeURIComponent(slug)}${query}`
  return {
    home: `/${query}`,
    pages: `/${query}#pages`,
    therapies: `/${query}#therapies`,
    page: to('pages'),
    therapy: to('therapies'),
    drugClass: to('drug-classes'),
  }
}
