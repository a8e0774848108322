/**
 * The smallest values that structured data needs. Results of `@net-therapies/client` fit them.
 * `null` and missing mean the same.
 */

/** A code in a public code system. */
export interface CodeValue {
  system?: string | null
  value?: string | null
  display?: string | null
}

/** A source that the page cites. */
export interface CitationValue {
  _id: string
  kind?: string | null
  title?: string | null
  authors?:
    | readonly {
        family?: string | null
        given?: string | null
        particle?: string | null
        suffix?: string | null
        literal?: string | null
      }[]
    | null
  containerTitle?: string | null
  containerTitleShort?: string | null
  /** `2018`, `2018-01` or `2018-01-26`. */
  issued?: string | null
  volume?: string | null
  issue?: string | null
  pages?: string | null
  publisher?: string | null
  doi?: string | null
  pmid?: string | null
  pmcid?: string | null
  issn?: string | null
  isbn?: string | null
  url?: string | null
  archiveUrl?: string | null
}

/** A side effect as a therapy or a drug class lists it. */
export interface SideEffectValue {
  serious?: boolean | null
  citations?: readonly unknown[] | null
  sideEffect: {
    name: string | null
    medicalTerm?: string | null
    kind?: string | null
    codes?: readonly CodeValue[] | null
  } | null
}

/** What every page has. */
export interface PageBasics {
  _updatedAt: string
  summary?: string | null
  citations?: readonly CitationValue[] | null
  /** When a second person last approved the text; a date or a date-time. */
  lastReviewed?: string | null
  nextReviewDue?: string | null
  /** Comes with the software to try it out; its review is a demonstration. */
  sampleContent?: boolean | null
}

/** A therapy, from which its page is described. */
export interface TherapyValue extends PageBasics {
  name: string | null
  kind?: string | null
  brandNames?: readonly string[] | null
  synonyms?: readonly string[] | null
  routes?: readonly string[] | null
  codes?: readonly CodeValue[] | null
  drugClass?: {
    name: string | null
    slug?: string | null
    codes?: readonly CodeValue[] | null
  } | null
  mechanism?: {text?: string | null; citations?: readonly unknown[] | null} | null
  contraindications?:
    | readonly {text?: string | null; citations?: readonly unknown[] | null}[]
    | null
  approvals?:
    | readonly {
        authority?: string | null
        status?: string | null
        date?: string | null
        citations?: readonly unknown[] | null
      }[]
    | null
  sideEffects?: readonly SideEffectValue[] | null
}

/** A drug class, from which its page is described. */
export interface DrugClassValue extends PageBasics {
  name: string | null
  plainName?: string | null
  synonyms?: readonly string[] | null
  codes?: readonly CodeValue[] | null
  sideEffects?: readonly SideEffectValue[] | null
  therapies?: readonly {name: string | null; kind?: string | null}[] | null
}

/** A composed page; `body` is looked through for the drug classes and therapies it shows. */
export interface PageValue extends PageBasics {
  title: string | null
  body?: readonly PageBlockValue[] | null
}

/** A block of a page's body. Only drug classes and therapies matter here. */
export interface PageBlockValue {
  _type: string
  drugClass?: {name: string | null; sideEffects?: readonly SideEffectValue[] | null} | null
  therapy?: {name: string | null} | null
  therapies?: readonly {name: string | null; kind?: string | null}[] | null
}

/** Where the page stands. Addresses are absolute. */
export interface PagePlace {
  url: string
  /** From the start page down to this page, this page included. */
  breadcrumbs: readonly {name: string; url: string}[]
  /** Language of the text (BCP 47). `en` when left out. */
  language?: string
}
