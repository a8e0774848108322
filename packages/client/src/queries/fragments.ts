/**
 * Pieces that several queries share. References in published content may point at a document that
 * was deleted or is not published; `defined(@->)` leaves those out and the queries count them.
 */

/** Text blocks, with the id of each picture's asset, from which the client makes its address. */
export const bodyFields = `{
  ...,
  _type == "accessibleImage" => {"image": asset->{"assetId": _id}}
}`

/** A side-effect row, with its side effect in full. */
export const sideEffectRowFields = `{
  _key,
  frequencyBand,
  rate,
  attribution,
  population,
  ctcae,
  serious,
  citations,
  "sideEffect": sideEffect->{_id, name, "slug": slug.current, medicalTerm, kind, bodySystem, codes}
}`

/** What a reference list and structured data need of a citation. */
export const citationFields = `{
  _type,
  _id,
  kind,
  title,
  authors,
  authorsEtAl,
  containerTitle,
  containerTitleShort,
  issued,
  volume,
  issue,
  pages,
  articleNumber,
  publisher,
  publisherPlace,
  edition,
  genre,
  editors,
  verbatim,
  doi,
  pmid,
  pmcid,
  issn,
  isbn,
  url,
  accessed,
  archiveUrl,
  archivedAt,
  evidenceType,
  integrity,
  sampleContent
}`

/** A therapy as one entry of a list. */
export const therapySummaryFields = `{
  _id,
  name,
  "slug": slug.current,
  kind,
  brandNames,
  summary,
  sampleContent
}`

/**
 * When a second person last approved the text that is published: an approval recorded by the time of
 * publication, or one given to the published text itself. Approvals of a draft that came later say
 * nothing about it. Used inside a document's projection.
 */
export const lastReviewedField = `"lastReviewed": *[
  _type == "reviewEvent" && subject == ^._id && action == "approve" &&
  (coalesce(_createdAt, at) <= ^._updatedAt || asPublished == true)
]{"at": coalesce(_createdAt, at)} | order(at desc)[0].at`
