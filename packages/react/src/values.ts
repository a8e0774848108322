/**
 * The smallest values that the components need. Results of `@net-therapies/client` fit them; so does
 * any other data of the same shape. `null` and missing mean the same.
 */

/** A reference to a citation document. */
export interface CitationReference {
  _ref?: string
}

/** Something that names its sources: a mark in text, a claim, an approval. */
export interface Cited {
  citations?: readonly CitationReference[] | null
}

/** Portable Text as it arrives. What the model does not know is not shown. */
export type TextBlocks = readonly {_type: string; _key?: string}[]

/** A row of the side effects of a therapy or a drug class. */
export interface SideEffectRow extends Cited {
  _key?: string
  frequencyBand?: string | null
  rate?: {
    percent?: number
    affected?: number
    treated?: number
    comparatorPercent?: number
    /** What the others in the study had, for example “placebo”. */
    comparator?: string
  } | null
  /** `treatment-related`, `any-cause` or `not-stated`. */
  attribution?: string | null
  /** Who was studied. */
  population?: string | null
  ctcae?: {version?: string; grade?: string} | null
  serious?: boolean | null
  sideEffect: {name: string | null; medicalTerm?: string | null} | null
}

/** What one authority decided about one use. */
export interface ApprovalRow extends Cited {
  _key?: string
  authority?: string | null
  status?: string | null
  /** `2018`, `2018-01` or `2018-01-26`. */
  date?: string | null
  indication?: string | null
  population?: string | null
  asOf?: string | null
}

/** A claim or a statistic: one sentence with its sources. */
export interface ClaimRow extends Cited {
  _key?: string
  text?: string | null
  kind?: string | null
}

/** A therapy as one entry of a list. */
export interface TherapySummary {
  _id?: string
  name: string | null
  slug: string | null
  summary?: string | null
}

/** A drug class as it stands inside a page. */
export interface DrugClassSectionValue {
  drugClass?: {
    name: string | null
    slug: string | null
    plainName?: string | null
    body?: TextBlocks | null
    sideEffects?: readonly SideEffectRow[] | null
  } | null
  therapies?: readonly TherapySummary[] | null
}

/** A therapy as it stands inside a page. */
export interface TherapySectionValue {
  therapy?: TherapySummary | null
}

/** A picture with its address and its size in pixels. */
export interface ImageValue {
  decorative?: boolean | null
  alt?: string | null
  caption?: string | null
  credit?: string | null
  image?: {url: string | null; width: number | null; height: number | null} | null
}

/** Addresses of the site's own pages, from the last part of the address. */
export interface PageLinks {
  therapy: (slug: string) => string
  drugClass: (slug: string) => string
}
