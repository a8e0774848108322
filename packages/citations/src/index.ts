export {type CslDate, type CslItem, type CslName, fromCslDate, toCslDate} from './csl.ts'
export {
  type CitationAuthor,
  type CitationDocument,
  type CitationIntegrity,
  fromCsl,
  type FromCslOptions,
  toCsl,
  type UnmappedField,
} from './citation-document.ts'
export {
  formatReference,
  formatReferenceBlock,
  type FormatOptions,
  type ReferenceBlock,
  referenceParts,
  type ReferenceStyle,
} from './format.ts'
export {
  isValidIsbn,
  isValidIssn,
  isValidOrcid,
  parseDoi,
  parsePmcid,
  parsePmid,
} from './identifiers.ts'
export {formatMarker, type MarkerPart, markerParts} from './marker.ts'
export {
  type CitationNumbering,
  type MissingCitation,
  numberCitations,
  type NumberCitationsOptions,
  publishedId,
} from './numbering.ts'
export {abbreviatePages, expandPages} from './pages.ts'
export {isWebAddress, nameText, type ReferencePart} from './sentences.ts'
