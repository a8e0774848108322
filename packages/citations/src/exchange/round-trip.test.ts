import fc from 'fast-check'
import {expect, test} from 'vitest'

import type {CslItem, CslName} from '../csl.ts'
import {readBibtex, writeBibtex} from './bibtex.ts'
import {readCslJson, writeCslJson} from './formats.ts'
import {readRis, writeRis} from './ris.ts'

const text = fc
  .stringMatching(/^[A-Za-zÀ-ÖØ-öø-ÿαβµ–—“”≥0-9&%$#_.,:;'()?! /+{}\\~^"|<>=@*[\]-]{1,40}$/)
  .map((value) => value.replaceAll(/\s+/g, ' ').trim())
  .filter((value) => value !== '')
const word = fc.stringMatching(/^[A-ZÀ-Ö][a-zà-öø-ÿ]{1,5}(?:['-][A-Za-z]{1,4})?$/)
const date = fc
  .tuple(
    fc.integer({min: 1900, max: 2030}),
    fc.integer({min: 1, max: 12}),
    fc.integer({min: 1, max: 28}),
  )
  .chain((parts) =>
    fc.integer({min: 1, max: 3}).map((length) => ({'date-parts': [parts.slice(0, length)]})),
  )
const name: fc.Arbitrary<CslName> = fc.oneof(
  fc.record({family: word, given: word}),
  fc.record({
    family: word.map((family) => `van ${family}`),
    given: word,
    suffix: fc.constant('Jr'),
  }),
  fc.record({literal: word.map((first) => `${first} Institute`)}),
)
const item: fc.Arbitrary<CslItem> = fc.record(
  {
    id: fc.stringMatching(/^[a-z][a-z0-9-]{0,8}$/),
    type: fc.constantFrom(
      'article-journal',
      'book',
      'chapter',
      'report',
      'webpage',
      'dataset',
      'document',
      'article',
      'legislation',
      'paper-conference',
    ),
    title: text,
    author: fc.array(name, {minLength: 1, maxLength: 4}),
    'container-title': text,
    issued: date,
    volume: fc.stringMatching(/^[1-9]\d{0,2}$/),
    issue: fc.stringMatching(/^[1-9]\d?$/),
    page: fc.constantFrom('12-19', 'e1002', 'S4-S9', '7'),
    publisher: text,
    'publisher-place': text,
    DOI: fc.stringMatching(/^10\.1000\/[a-z0-9_.()-]{1,12}$/),
    PMID: fc.stringMatching(/^[1-9]\d{0,7}$/),
    PMCID: fc.stringMatching(/^PMC[1-9]\d{0,7}$/),
    URL: fc.stringMatching(/^https:\/\/example\.org\/[a-z0-9_%#-]{1,12}$/),
    accessed: date,
    editor: fc.array(name, {minLength: 1, maxLength: 2}),
    'container-title-short': text,
    edition: text,
    genre: text,
    note: text,
    number: fc.stringMatching(/^[A-Z]{0,2}\d{1,4}$/),
  },
  {requiredKeys: ['id', 'type']},
)
const serial = fc.oneof(
  fc.constant({}),
  fc.constant({type: 'article-journal', ISSN: '1351-0088'}),
  fc.constant({type: 'book', ISBN: '978-0-306-40615-7'}),
)
const items = fc.uniqueArray(
  fc.tuple(item, serial).map(([fields, more]): CslItem => ({...fields, ...more})),
  {selector: ({id}) => id, maxLength: 4},
)

const open = items.map((list) =>
  list.map((fields) => (fields.author ? {...fields, custom: {authorsEtAl: true}} : fields)),
)

test('BibTeX gives back what was written to it', () => {
  fc.assert(
    fc.property(fc.oneof(items, open), (list) => {
      expect(readBibtex(writeBibtex(list))).toEqual({items: list, problems: []})
    }),
  )
})

test('RIS gives back what was written to it', () => {
  fc.assert(
    fc.property(items, (list) => {
      expect(readRis(writeRis(list))).toEqual({items: list, problems: []})
    }),
  )
})

test('CSL-JSON gives back what was written to it', () => {
  fc.assert(
    fc.property(items, (list) => {
      expect(readCslJson(writeCslJson(list))).toEqual({items: list, problems: []})
    }),
  )
})

test('BibTeX as it is written: a page range has two hyphens, and names in braces are whole', () => {
  const written: CslItem = {
    id: 'a',
    type: 'article-journal',
    author: [{family: 'Berg', given: 'J'}, {literal: 'Example Group'}],
    title: 'Rest & sleep',
    page: '526-547',
  }
  expect(writeBibtex([written]).trim()).toBe(
    [
      '@article{a,',
      '  author = {Berg, J and {Example Group}},',
      '  pages = {526--547},',
      String.raw`  title = {Rest \& sleep}`,
      '}',
    ].join('\n'),
  )
})
