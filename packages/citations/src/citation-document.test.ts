import fc from 'fast-check'
import {expect, test} from 'vitest'

import {type CitationDocument, fromCsl, toCsl} from './citation-document.ts'
import type {CslItem} from './csl.ts'

const DOCUMENT: CitationDocument = {
  _id: 'citation-a',
  _type: 'citation',
  kind: 'chapter',
  genre: 'package insert',
  title: 'Examples',
  authors: [
    {
      _key: 'authors-0',
      _type: 'author',
      family: 'Berg',
      given: 'A M',
      particle: 'van der',
      suffix: 'Jr',
    },
    {_key: 'authors-1', _type: 'author', literal: 'Example Study Group'},
  ],
  authorsEtAl: true,
  editors: [{_key: 'editors-0', _type: 'author', family: 'Beta'}],
  containerTitle: 'Book of Examples',
  containerTitleShort: 'B Ex',
  issued: '2016-06-08',
  volume: '2',
  issue: '1',
  pages: '43-53',
  articleNumber: 'e7',
  publisher: 'Example Press',
  publisherPlace: 'Berlin',
  edition: '3',
  doi: '10.1000/example',
  pmid: '123',
  pmcid: 'PMC45',
  issn: '1351-0088',
  isbn: '978-0-306-40615-7',
  url: 'https://example.org/a',
  accessed: '2018-10-23',
  archiveUrl: 'https://archive.example.org/a',
  archivedAt: '2018-10-24',
  evidenceType: 'review',
  integrity: {status: 'ok', checkedAt: '2020-01-02'},
  verbatim: 'as found',
  parseConfidence: [{_key: 'confidence-title', field: 'title', confidence: 0.9}],
}

test('a document with every field comes back from CSL-JSON unchanged', () => {
  const {csl, unmapped} = toCsl(DOCUMENT)
  expect(unmapped).toEqual([])
  expect(fromCsl(csl)).toEqual({document: DOCUMENT, unmapped: []})
})

test('what has no field on the other side is reported with its value', () => {
  const item: CslItem = {
    type: 'book',
    title: 'T',
    status: 'in press',
    author: [{family: 'Berg', 'dropping-particle': 'von'}],
    issued: {'date-parts': [[2016], [2018]]},
  }
  expect(fromCsl(item).unmapped).toEqual([
    {field: 'status', value: 'in press'},
    {field: 'author[0].dropping-particle', value: 'von'},
    {field: 'issued', value: {'date-parts': [[2016], [2018]]}},
  ])
  const document = {...DOCUMENT, issued: 'spring', sample: true} as CitationDocument
  expect(toCsl(document).unmapped).toEqual([
    {field: 'issued', value: 'spring'},
    {field: 'sample', value: true},
  ])
})

test('the verbatim string and the confidence of the parser are kept, under the names of the document', () => {
  expect(
    fromCsl(
      {type: 'webpage', title: 'T'},
      {verbatim: ' T. ', confidence: {title: 0.5, 'container-title': 0.4}},
    ).document,
  ).toEqual({
    _type: 'citation',
    kind: 'webpage',
    title: 'T',
    verbatim: ' T. ',
    parseConfidence: [
      {_key: 'confidence-title', field: 'title', confidence: 0.5},
      {_key: 'confidence-container-title', field: 'containerTitle', confidence: 0.4},
    ],
  })
})

test('any subset of fields survives the way there and back', () => {
  const {_type, ...rest} = DOCUMENT
  fc.assert(
    fc.property(fc.subarray(Object.keys(rest)), (names) => {
      const kept = Object.entries(rest).filter(([name]) => names.includes(name) || name === 'kind')
      const document: CitationDocument = {_type, ...Object.fromEntries(kept)}
      expect(fromCsl(toCsl(document).csl).document).toEqual(document)
    }),
  )
})
