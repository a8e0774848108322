/**
 * Writes a page range in full: "526-47" gives "526-547", "S12-8" gives "S12-S18". Dashes of any
 * kind become hyphens; what is no abbreviated range comes back as it was (AMA Manual of Style, 11th
 * edition, section 3.11: page numbers are given in full).
 */
export function expandPages(pages: string): string {
  return plainDashes(pages).replaceAll(
    /(?<![\w-])([A-Za-z]*)(\d+)-([A-Za-z]*)(\d+)(?![\w-])/g,
    (range, prefix: string, first: string, lastPrefix: string, last: string) => {
      if (lastPrefix !== '' && lastPrefix !== prefix) return range
      const full = first.slice(0, Math.max(0, first.length - last.length)) + last
      return Number(full) < Number(first) ? range : `${prefix}${first}-${prefix}${full}`
    },
  )
}

/**
 * The short form of a page range: "526-547" gives "526-47" (NLM, Citing Medicine, chapter 1,
 * "Location (Pagination)": repeated digits are left out).
 */
export function abbreviatePages(pages: string): string {
  return plainDashes(pages).replaceAll(
    /(?<![\w-])(\d+)-(\d+)(?![\w-])/g,
    (range, first: string, last: string) => {
      if (first.length !== last.length || last <= first) return range
      let shared = 0
      while (shared < last.length - 1 && first[shared] === last[shared]) shared++
      return `${first}-${last.slice(shared)}`
    },
  )
}

/** Turns the dashes of Unicode (hyphens, en and em dash, minus) into ASCII hyphens. */
export function plainDashes(text: string): string {
  return text.replaceAll(/[\u2010-\u2015\u2212\u00AD\uFE58\uFE63\uFF0D]/g, '-')
}
