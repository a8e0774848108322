import {describe, expect, test} from 'vitest'

import type {CslItem} from './csl.ts'
import {formatReference, formatReferenceBlock} from './format.ts'

const people = (count: number) =>
  Array.from({length: count}, (_, index) => ({family: `Author${'ABCDEFG'[index]}`, given: 'X Y'}))

const ARTICLE: CslItem = {
  id: 'a',
  type: 'article-journal',
  title: 'On examples: a trial',
  author: [
    {family: 'van der Berg', given: 'Jean-François'},
    {family: 'Example', given: 'R C', suffix: 'Jr'},
  ],
  'container-title': 'Journal of Examples',
  'container-title-short': 'J Ex',
  issued: {'date-parts': [[2016, 6, 8]]},
  volume: '3',
  issue: '1',
  page: '526-47',
  DOI: '10.1000/example',
  PMID: '123',
}

/** Pairs written by hand from AMA 11; oracle.test.ts compares many more with citeproc. */
describe('AMA', () => {
  const pairs: [string, CslItem, string][] = [
    [
      'an article',
      ARTICLE,
      'van der Berg JF, Example RC Jr. On examples: a trial. J Ex. 2016;3(1):526-547. doi:10.1000/example',
    ],
    [
      'six authors',
      {type: 'article-journal', title: 'T', author: people(6)},
      'AuthorA XY, AuthorB XY, AuthorC XY, AuthorD XY, AuthorE XY, AuthorF XY. T.',
    ],
    [
      'seven authors',
      {type: 'article-journal', title: 'T', author: people(7)},
      'AuthorA XY, AuthorB XY, AuthorC XY, et al. T.',
    ],
    [
      'a list that ended in et al',
      {type: 'article-journal', title: 'T?', author: people(3), custom: {authorsEtAl: true}},
      'AuthorA XY, AuthorB XY, AuthorC XY, et al. T?',
    ],
    [
      'an article without issue, with a page of its own kind',
      {
        type: 'article-journal',
        title: 'T',
        'container-title': 'J. Ex. Med.',
        issued: {'date-parts': [[2020]]},
        volume: '4',
        page: 'e1002',
      },
      'T. J Ex Med. 2020;4:e1002.',
    ],
    [
      'an article ahead of print',
      {
        type: 'article-journal',
        title: 'T',
        'container-title': 'J Ex',
        issued: {'date-parts': [[2020, 3, 4]]},
      },
      'T. J Ex. Published online March 4, 2020.',
    ],
    [
      'a web page',
      {
        type: 'webpage',
        title: 'Living with examples',
        author: [{literal: 'Example Society'}],
        'container-title': 'Example Site',
        issued: {'date-parts': [[2017]]},
        accessed: {'date-parts': [[2018, 10, 23]]},
        URL: 'https://example.org/a',
      },
      'Example Society. Living with examples. Example Site. 2017. Accessed October 23, 2018. https://example.org/a',
    ],
    [
      'a web page of its own author',
      {
        type: 'webpage',
        title: 'T',
        author: [{literal: 'Example Society'}],
        publisher: 'Example Society',
        accessed: {'date-parts': [[2018, 10]]},
      },
      'Example Society. T. Accessed October 2018.',
    ],
    [
      'a book',
      {
        type: 'book',
        title: 'Examples of oncology',
        author: people(1),
        edition: '3',
        publisher: 'Example Press',
        'publisher-place': 'Berlin',
        issued: {'date-parts': [[2010]]},
      },
      'AuthorA XY. Examples of oncology. 3rd ed. Example Press; 2010.',
    ],
    [
      'a chapter',
      {
        type: 'chapter',
        title: 'Carcinoid',
        author: people(1),
        editor: people(2),
        'container-title': 'Examples of oncology',
        edition: '2nd',
        publisher: 'Example Press',
        issued: {'date-parts': [[2010]]},
        page: '112-34',
      },
      'AuthorA XY. Carcinoid. In: AuthorA XY, AuthorB XY, eds. Examples of oncology. 2nd ed. Example Press; 2010:112-134.',
    ],
    [
      'a report',
      {
        type: 'report',
        title: 'Examples in numbers',
        author: [{literal: 'Example Agency'}],
        publisher: 'Example Agency',
        number: '12',
        issued: {'date-parts': [[2019, 3]]},
      },
      'Example Agency. Examples in numbers. Example Agency; 2019. Report No. 12.',
    ],
    [
      'a label',
      {
        type: 'document',
        title: 'Examplinib',
        genre: 'prescribing information',
        publisher: 'Example Pharma',
        issued: {'date-parts': [[2019]]},
      },
      'Examplinib. Prescribing information. Example Pharma; 2019.',
    ],
    [
      'a preprint',
      {
        type: 'article',
        title: 'T',
        author: people(1),
        'container-title': 'medRxiv',
        issued: {'date-parts': [[2020, 3, 4]]},
        DOI: '10.1101/x',
      },
      'AuthorA XY. T. medRxiv. Preprint posted online March 4, 2020. doi:10.1101/x',
    ],
    [
      'a dataset',
      {
        type: 'dataset',
        title: 'Data on examples',
        author: people(1),
        publisher: 'Example Repository',
        issued: {'date-parts': [[2019, 3, 2]]},
        DOI: '10.1000/data',
      },
      'AuthorA XY. Data on examples. Example Repository. March 2, 2019. doi:10.1000/data',
    ],
    [
      'a law',
      {
        type: 'legislation',
        title: 'Example Act',
        volume: '21',
        'container-title': 'USC',
        number: '§301',
        issued: {'date-parts': [[1938]]},
      },
      'Example Act, 21 USC §301 (1938).',
    ],
    [
      'a book of editors',
      {
        type: 'book',
        title: 'Examples of oncology',
        editor: people(7),
        volume: '2',
        publisher: 'Example Press',
        issued: {'date-parts': [[2010]]},
      },
      'AuthorA XY, AuthorB XY, AuthorC XY, et al, eds. Examples of oncology. Vol 2. Example Press; 2010.',
    ],
  ]
  test.each(pairs)('%s', (_, item, expected) => {
    expect(formatReference(item)).toBe(expected)
  })
})

const ISSUED = {'date-parts': [[2020, 3, 4]]}
const CITED = {accessed: {'date-parts': [[2021, 5, 6]]}, URL: 'https://example.org/a'}

describe('Vancouver', () => {
  const pairs: [string, CslItem, string][] = [
    [
      'seven authors and an article number',
      {
        type: 'article-journal',
        title: 'T',
        author: people(7),
        'container-title': 'J Ex',
        issued: ISSUED,
        volume: '4',
        number: 'e12',
      },
      'AuthorA XY, AuthorB XY, AuthorC XY, AuthorD XY, AuthorE XY, AuthorF XY, et al. T. J Ex. 2020 Mar 4;4:e12.',
    ],
    [
      'a web page',
      {
        type: 'webpage',
        title: 'T',
        author: [{literal: 'Example Society'}],
        issued: ISSUED,
        ...CITED,
      },
      'Example Society. T [Internet]. 2020 Mar 4 [cited 2021 May 6]. Available from: https://example.org/a',
    ],
    [
      'a book',
      {
        type: 'book',
        title: 'T',
        author: people(1),
        edition: '2',
        publisher: 'Example Press',
        'publisher-place': 'Berlin',
        issued: {'date-parts': [[2010]]},
      },
      'AuthorA XY. T. 2nd ed. Berlin: Example Press; 2010.',
    ],
    [
      'a chapter',
      {
        type: 'chapter',
        title: 'T',
        author: people(1),
        editor: people(2),
        'container-title': 'Examples of oncology',
        publisher: 'Example Press',
        'publisher-place': 'Berlin',
        issued: {'date-parts': [[2010]]},
        page: '112-134',
      },
      'AuthorA XY. T. In: AuthorA XY, AuthorB XY, editors. Examples of oncology. Berlin: Example Press; 2010. p. 112-34.',
    ],
    [
      'a report',
      {
        type: 'report',
        title: 'T',
        author: [{literal: 'Example Agency'}],
        publisher: 'Example Agency',
        number: '12',
        issued: {'date-parts': [[2019]]},
        ...CITED,
      },
      'Example Agency. T [Internet]. Example Agency; 2019 [cited 2021 May 6]. Report No.: 12. Available from: https://example.org/a',
    ],
    [
      'a label',
      {
        type: 'document',
        title: 'Examplinib',
        genre: 'package insert',
        publisher: 'Example Pharma',
        issued: {'date-parts': [[2019]]},
      },
      'Examplinib [package insert]. Example Pharma; 2019.',
    ],
    [
      'a preprint',
      {
        type: 'article',
        title: 'T',
        author: people(1),
        'container-title': 'medRxiv',
        issued: ISSUED,
        DOI: '10.1101/x',
      },
      'AuthorA XY. T. medRxiv [Preprint]. 2020 Mar 4. doi: 10.1101/x.',
    ],
    [
      'a dataset',
      {
        type: 'dataset',
        title: 'T',
        author: people(1),
        publisher: 'Example Repository',
        issued: ISSUED,
        DOI: '10.1000/data',
      },
      'AuthorA XY. T [dataset]. Example Repository; 2020 Mar 4. doi: 10.1000/data.',
    ],
    [
      'a law',
      {type: 'legislation', title: 'Example Act', number: '§301', issued: {'date-parts': [[1938]]}},
      'Example Act, §301 (1938).',
    ],
  ]
  test.each(pairs)('%s', (_, item, expected) => {
    expect(formatReference(item, {style: 'vancouver'})).toBe(expected)
  })
})

test('Vancouver: pages cut short, PMID printed, date with month', () => {
  expect(formatReference(ARTICLE, {style: 'vancouver'})).toBe(
    'van der Berg JF, Example RC Jr. On examples: a trial. J Ex. 2016 Jun 8;3(1):526-47. doi: 10.1000/example. PMID: 123.',
  )
})

test('HTML is escaped, and an address that is not http is not linked', () => {
  const html = formatReference(
    {type: 'webpage', title: '<b>"T" & co</b>', URL: 'javascript:alert(1)'},
    {output: 'html'},
  )
  expect(html).toBe('&#60;b&#62;&#34;T&#34; &#38; co&#60;/b&#62;. javascript:alert(1).')
  expect(formatReference(ARTICLE, {output: 'html'})).toBe(
    'van der Berg JF, Example RC Jr. On examples: a trial. <i>J Ex</i>. 2016;3(1):526-547. <a href="https://doi.org/10.1000/example">doi:10.1000/example</a>',
  )
})

test('Portable Text has an em span for the journal and a link for the DOI', () => {
  expect(formatReferenceBlock(ARTICLE)).toEqual({
    _type: 'block',
    _key: 'a',
    style: 'normal',
    markDefs: [{_type: 'link', _key: 'a-link-3', href: 'https://doi.org/10.1000/example'}],
    children: [
      {
        _type: 'span',
        _key: 'a-0',
        text: 'van der Berg JF, Example RC Jr. On examples: a trial. ',
        marks: [],
      },
      {_type: 'span', _key: 'a-1', text: 'J Ex', marks: ['em']},
      {_type: 'span', _key: 'a-2', text: '. 2016;3(1):526-547. ', marks: []},
      {_type: 'span', _key: 'a-3', text: 'doi:10.1000/example', marks: ['a-link-3']},
    ],
  })
})

test.each([
  ['Ian M.', 'IM'],
  ['I M', 'IM'],
  ['I. M.', 'IM'],
  ['IM', 'IM'],
  ['J-F', 'JF'],
])('given name %j prints %s', (given, initials) => {
  expect(formatReference({type: 'book', title: 'T', author: [{family: 'Modlin', given}]})).toBe(
    `Modlin ${initials}. T.`,
  )
})
