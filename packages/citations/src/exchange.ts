export {readBibtex, writeBibtex} from './exchange/bibtex.ts'
export {
  detectFormat,
  readCslJson,
  readReferences,
  type ReferenceFormat,
  writeCslJson,
} from './exchange/formats.ts'
export {readNbib} from './exchange/nbib.ts'
export {readPubmedXml} from './exchange/pubmed-xml.ts'
export type {ReadProblem, ReadResult} from './exchange/reading.ts'
export {readRis, writeRis} from './exchange/ris.ts'
