import type {
  CreativeWork,
  MedicalScholarlyArticle,
  Organization,
  Periodical,
  Person,
  PropertyValue,
  PublicationIssue,
  PublicationVolume,
} from 'schema-dts'

import type {CitationValue} from '../values.ts'
import {compact} from './compact.ts'

const articleKinds = new Set(['article-journal', 'article', 'paper-conference'])

const otherTypes = {
  book: 'Book',
  chapter: 'Chapter',
  report: 'Report',
  dataset: 'Dataset',
  legislation: 'Legislation',
  webpage: 'WebPage',
} as const

/** A cited source: a journal article as `MedicalScholarlyArticle`, anything else as what it is. */
export function citationJsonLd(citation: CitationValue): CreativeWork {
  const base = {
    name: citation.title ?? undefined,
    author: (citation.authors ?? []).flatMap(authorJsonLd),
    datePublished: citation.issued ?? undefined,
    publisher: citation.publisher ? organization(citation.publisher) : undefined,
    identifier: identifiers(citation),
    sameAs: sameAs(citation),
    url: webAddress(citation.url),
    archivedAt: webAddress(citation.archiveUrl),
  }
  const kind = citation.kind ?? 'article-journal'
  if (articleKinds.has(kind)) {
    return compact<Exclude<MedicalScholarlyArticle, string>>({
      '@type': 'MedicalScholarlyArticle',
      ...base,
      pagination: citation.pages ?? undefined,
      isPartOf: container(citation),
    })
  }
  const type = isOtherKind(kind) ? otherTypes[kind] : 'CreativeWork'
  return compact<Exclude<CreativeWork, string>>({'@type': type, ...base})
}

function isOtherKind(kind: string): kind is keyof typeof otherTypes {
  return Object.hasOwn(otherTypes, kind)
}

function authorJsonLd(
  author: NonNullable<CitationValue['authors']>[number],
): (Person | Organization)[] {
  if (author.literal) return [organization(author.literal)]
  const familyName = [author.particle, author.family].filter(Boolean).join(' ')
  if (familyName === '') return []
  return [
    compact<Exclude<Person, string>>({
      '@type': 'Person',
      familyName,
      givenName: author.given ?? undefined,
      honorificSuffix: author.suffix ?? undefined,
    }),
  ]
}

function organization(name: string): Organization {
  return {'@type': 'Organization', name}
}

/** schema.org has no property for a DOI, PMID or PMCID: each is a `PropertyValue`. */
function identifiers({doi, pmid, pmcid}: CitationValue): PropertyValue[] {
  const named = [
    ['DOI', doi],
    ['PMID', pmid],
    ['PMCID', pmcid],
  ] as const
  return named.flatMap(([propertyID, value]) =>
    value ? [{'@type': 'PropertyValue' as const, propertyID, value}] : [],
  )
}

function sameAs({doi, pmid, pmcid}: CitationValue): string[] {
  return [
    doi ? `https://doi.org/${encodeURI(doi)}` : undefined,
    pmid ? `https://pubmed.ncbi.nlm.nih.gov/${encodeURIComponent(pmid)}/` : undefined,
    pmcid ? `https://pmc.ncbi.nlm.nih.gov/articles/${encodeURIComponent(pmcid)}/` : undefined,
  ].filter((address) => address !== undefined)
}

function container(
  citation: CitationValue,
): Periodical | PublicationVolume | PublicationIssue | undefined {
  const name = citation.containerTitle ?? citation.containerTitleShort
  if (!name) return undefined
  const periodical: Periodical = compact<Exclude<Periodical, string>>({
    '@type': 'Periodical',
    name,
    issn: citation.issn ?? undefined,
  })
  const volume: PublicationVolume | Periodical = citation.volume
    ? {'@type': 'PublicationVolume', volumeNumber: citation.volume, isPartOf: periodical}
    : periodical
  return citation.issue
    ? {'@type': 'PublicationIssue', issueNumber: citation.issue, isPartOf: volume}
    : volume
}

function webAddress(address: string | null | undefined): string | undefined {
  return address && /^https?:\/\//i.test(address) ? address : undefined
}
