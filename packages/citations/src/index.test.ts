import {expect, test} from 'vitest'

import * as check from './check.ts'
import * as exchange from './exchange.ts'
import * as main from './index.ts'
import * as integrity from './integrity.ts'
import * as parse from './parse.ts'

test('the public names', () => {
  expect({
    main: Object.keys(main).sort(),
    check: Object.keys(check).sort(),
    exchange: Object.keys(exchange).sort(),
    integrity: Object.keys(integrity).sort(),
    parse: Object.keys(parse).sort(),
  }).toEqual({
    main: [
      'abbreviatePages',
      'expandPages',
      'formatMarker',
      'formatReference',
      'formatReferenceBlock',
      'fromCsl',
      'fromCslDate',
      'isValidIsbn',
      'isValidIssn',
      'isValidOrcid',
      'isWebAddress',
      'markerParts',
      'nameText',
      'numberCitations',
      'parseDoi',
      'parsePmcid',
      'parsePmid',
      'publishedId',
      'referenceParts',
      'toCsl',
      'toCslDate',
    ],
    check: ['PROBLEMS', 'checkCitations', 'citationProblemsFor'],
    exchange: [
      'detectFormat',
      'readBibtex',
      'readCslJson',
      'readNbib',
      'readPubmedXml',
      'readReferences',
      'readRis',
      'writeBibtex',
      'writeCslJson',
      'writeRis',
    ],
    integrity: ['integrityFrom', 'lookUpIntegrity', 'readRetractionWatch'],
    parse: ['parseReference'],
  })
})
