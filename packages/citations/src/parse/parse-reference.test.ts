import fc from 'fast-check'
import {describe, expect, test} from 'vitest'

import type {CslItem} from '../csl.ts'
import {parseReference} from './parse-reference.ts'

const csl = (raw: string) => parseReference(raw).csl

const BERG: CslItem = {
  type: 'article-journal',
  author: [
    {family: 'van der Berg', given: 'J F'},
    {family: "O'Example", given: 'T'},
  ],
  title: 'Examplinib for carcinoid: a trial',
  'container-title': 'J Ex Oncol',
  issued: {'date-parts': [[2016]]},
  volume: '2',
  issue: '1',
  page: '526-47',
}

describe('a journal article', () => {
  test.each([
    [
      "van der Berg JF, O'Example T. Examplinib for carcinoid: a trial. J Ex Oncol. 2016;2(1):526-47.",
    ],
    [
      "2van der Berg JF, O'Example T. Examplinib for carcinoid: a trial. J Ex Oncol. 2016;2(1):526-47.",
    ],
    [
      '[13] van der Berg JF, O’Example T. Examplinib for carcinoid: a trial. J Ex Oncol. 2016;2(1):526–47.',
    ],
    [
      "van der Berg J.F., O'Example T.. Examplinib for carcinoid: a trial.. J Ex Oncol 2016 ; 2 (1) : 526 – 47 .",
    ],
    ["van der Berg JF,O'Example T.Examplinib for carcinoid: a trial.J Ex Oncol.2016;2(1):526-47"],
    [
      "van der Berg JF; O'Example T. Examplinib for carcinoid: a trial. J Ex Oncol, 2016, 2(1): 526-47.",
    ],
    [
      "van der Berg JF, O'Example T: Examplinib for carcinoid: a trial. J Ex Oncol 2 (1): 526-47, 2016.",
    ],
    [
      "van der Berg JF, O'Example T. Examplinib for carcinoid: a trial. J Ex Oncol. 2016; 2(1): 526-47, 2016.",
    ],
    [
      "van der Berg, J. F., & O'Example, T. (2016). Examplinib for carcinoid: a trial. J Ex Oncol, 2(1), 526-47.",
    ],
    [
      "J. F. van der Berg and T. O'Example, “Examplinib for carcinoid: a trial,” J Ex Oncol, vol. 2, no. 1, pp. 526-47, 2016.",
    ],
    [
      "van der Berg, J. F., and T. O'Example. 2016. “Examplinib for carcinoid: a trial.” J Ex Oncol 2, no. 1 (January): 526-47.",
    ],
    [
      "J. F. van der Berg and T. O'Example, “Examplinib for carcinoid: a trial,” J Ex Oncol 2, no. 1 (2016): 526-47.",
    ],
    [
      "van der Berg JF, O'Example T. Examplinib for carcinoid: a trial. J Ex Oncol. (2016) 2(1):526-47. PMID:",
    ],
    [
      "Examplinib for carcinoid: a trial. van der Berg JF, O'Example T. J Ex Oncol. 2016;2(1):526-47.",
    ],
  ])('%s', (raw) => {
    const parsed = csl(raw.replace('’', "'"))
    expect(parsed).toEqual(BERG)
  })

  test('seed reference 2', () => {
    expect(
      csl(
        'Singh S, Granberg D, Wolin E, et al. Patient-reported burden of a neuroendocrine tumor (NET) diagnosis: results from the first global survey of patients with NETs. J Glob Oncol. 2016;2(1):43-53.',
      ),
    ).toEqual({
      type: 'article-journal',
      author: [
        {family: 'Singh', given: 'S'},
        {family: 'Granberg', given: 'D'},
        {family: 'Wolin', given: 'E'},
      ],
      custom: {authorsEtAl: true},
      title:
        'Patient-reported burden of a neuroendocrine tumor (NET) diagnosis: results from the first global survey of patients with NETs',
      'container-title': 'J Glob Oncol',
      issued: {'date-parts': [[2016]]},
      volume: '2',
      issue: '1',
      page: '43-53',
    })
  })

  test('seed reference 5: a doubled journal name keeps both forms, the misspelling too', () => {
    expect(
      csl(
        '5Frilling A, Akerström G, Falconi M, et al. Neuroendocrine tumor disease: an evolving landscape. Endocrine-Related Cancer. Endocr-Rel Caner. 2012;19(5):163-185.',
      ),
    ).toMatchObject({
      title: 'Neuroendocrine tumor disease: an evolving landscape',
      'container-title': 'Endocrine-Related Cancer',
      'container-title-short': 'Endocr-Rel Caner',
    })
  })

  test('initials are kept apart, for "IM" would be read as one given name', () => {
    expect(
      csl(
        'Modlin IM, Latich I, Kidd M, et al. Therapeutic options for gastrointestinal carcinoids. Clin Gastroenterol Hepatol. 2006; 4(5): 526-47, 2006. ',
      ),
    ).toMatchObject({
      author: [
        {family: 'Modlin', given: 'I M'},
        {family: 'Latich', given: 'I'},
        {family: 'Kidd', given: 'M'},
      ],
      issued: {'date-parts': [[2006]]},
      page: '526-47',
    })
  })

  test.each([
    ['Smith-Example AB 3rd', {family: 'Smith-Example', given: 'A B', suffix: '3rd'}],
    ['Example RC, Jr.', {family: 'Example', given: 'R C', suffix: 'Jr'}],
    ['Núñez J-F', {family: 'Núñez', given: 'J-F'}],
    ['de la Cruz M', {family: 'de la Cruz', given: 'M'}],
    ["D'Example-Öberg ÅK", {family: "D'Example-Öberg", given: 'Å K'}],
  ])('name %s', (name, expected) => {
    expect(csl(`Alpha B, ${name}. On examples. J Ex. 2020;4(2):5-9.`)?.author).toEqual([
      {family: 'Alpha', given: 'B'},
      expected,
    ])
  })

  test('a study group stands among the authors', () => {
    expect(
      csl('Alpha B, Example Study Group, et al. On examples. J Ex. 2020;4:5-9.'),
    ).toMatchObject({
      author: [{family: 'Alpha', given: 'B'}, {literal: 'Example Study Group'}],
      custom: {authorsEtAl: true},
    })
  })

  test.each([
    ['2020 Mar 4;4(2):e1002', {issued: {'date-parts': [[2020, 3, 4]]}, page: 'e1002'}],
    [
      'March 2020;4(2 Suppl 1):S5-S9',
      {issued: {'date-parts': [[2020, 3]]}, issue: '2 Suppl 1', page: 'S5-S9'},
    ],
    ['2020;4 Suppl 3:5', {volume: '4', issue: 'Suppl 3', page: '5'}],
    ['2020;(12):5-9', {issue: '12', page: '5-9'}],
    ['2020;4(5-6):123-130', {volume: '4', issue: '5-6', page: '123-130'}],
    ['2020 Spring;4(5):6-9', {volume: '4', issue: '5', page: '6-9'}],
    ['2020 Mar 4;4(5). pii: E67', {volume: '4', issue: '5', page: 'E67'}],
    ['4(5) (2020) 6-9', {volume: '4', issue: '5', page: '6-9'}],
    ['4(5) 6-9 2020', {volume: '4', issue: '5', page: '6-9'}],
    ['2020;4(5):6-9. Erratum in: J Ex. 2021;7(8):9', {volume: '4', issue: '5', page: '6-9'}],
  ])('place %s', (place, expected) => {
    expect(csl(`Alpha B, Beta C. On examples. J Ex. ${place}.`)).toMatchObject(expected)
  })

  test.each([
    'doi:10.1000/Example(1)',
    'DOI: 10.1000/example(1).',
    'https://doi.org/10.1000/example(1)',
    '(doi: 10.1000/example(1))',
    'doi.org/10.1000/example(1). PMID: 123; PMCID: PMC45.',
  ])('identifier %s', (identifier) => {
    const parsed = csl(`Alpha B, Beta C. On examples. J Ex. 2020;4(2):5-9. ${identifier}`)
    expect(parsed).toMatchObject({
      DOI: /10\.\S+?\)/.exec(identifier)?.[0],
      page: '5-9',
      'container-title': 'J Ex',
    })
    if (identifier.includes('PMID')) expect(parsed).toMatchObject({PMID: '123', PMCID: 'PMC45'})
  })
})

describe('authors as people write them', () => {
  const PLAIN = [
    {family: 'Alpha', given: 'B'},
    {family: 'Beta', given: 'C D'},
  ]
  test.each([
    ['Alpha B, Beta CD On examples', PLAIN],
    ['Alpha B & Beta CD On examples', PLAIN],
    ['B Alpha, C D Beta. On examples', PLAIN],
    ['xvi Alpha B, Beta CD. On examples', PLAIN],
    ['12O’Alpha B. On examples', [{family: 'O’Alpha', given: 'B'}]],
    ['Beta CD On examples', [{family: 'Beta', given: 'C D'}]],
    [
      'Alpha, Boris, Cyril Beta, and Diana Gamma. “On examples.”',
      [
        {family: 'Alpha', given: 'Boris'},
        {family: 'Beta', given: 'Cyril'},
        {family: 'Gamma', given: 'Diana'},
      ],
    ],
    [
      'Alpha B, for the Example Participants. On examples',
      [{family: 'Alpha', given: 'B'}, {literal: 'Example Participants'}],
    ],
    [
      'U.S. Food and Drug Administration. On examples',
      [{literal: 'U.S. Food and Drug Administration'}],
    ],
  ])('%s', (start, author) => {
    expect(csl(`${start}. J Ex. 2020;4(2):5-9.`)).toEqual({
      type: 'article-journal',
      author,
      title: 'On examples',
      'container-title': 'J Ex',
      issued: {'date-parts': [[2020]]},
      volume: '4',
      issue: '2',
      page: '5-9',
    })
  })

  test('a title that begins like a name is no author', () => {
    for (const title of [
      'Vitamin D in examples',
      'Phase II study of examples',
      'Type IV cells in examples',
    ])
      expect(csl(`${title}. J Ex. 2020;4(2):5-9.`)).toMatchObject({title, volume: '4'})
  })
})

test.each([
  ['févr 2009', [2009, 2]],
  ['8 de abril de 2016', [2016, 4, 8]],
  ['Okt 2010', [2010, 10]],
  ['août 2011', [2011, 8]],
  ['Jul-Aug 2011', [2011, 7]],
])('the month in %s', (date, parts) => {
  expect(csl(`Alpha B, Beta C. On examples. J Ex. ${date};4(2):5-9.`)).toMatchObject({
    'container-title': 'J Ex',
    issued: {'date-parts': [parts]},
  })
})

test('a journal whose name begins or ends like a month keeps it', () => {
  for (const journal of ['Oncogene', 'J Med Genet', 'Dis Markers', 'Mar Drugs'])
    expect(csl(`Alpha B. On examples. ${journal} 2010;4:5-9.`)?.['container-title']).toBe(journal)
})

test('hyphens and apostrophes of every kind stand in names', () => {
  expect(
    csl('Muñoz‐Sample A, O′Test B, Van‑Try J‐F. Title of it. J Ex. 2016;2:5-9.')?.author,
  ).toEqual([
    {family: 'Muñoz‐Sample', given: 'A'},
    {family: 'O′Test', given: 'B'},
    {family: 'Van‑Try', given: 'J-F'},
  ])
})

test.each([
  [
    'Title of it. Journal of Examples. Part of Sleep. 2016;2:5-9.',
    'Journal of Examples. Part of Sleep',
  ],
  ['Title of it. Sleep & Example (1982). 2005;2:5-9.', 'Sleep & Example (1982)'],
  ['“The “good” title.” J Ex 2, no. 4 (2005): 5-9.', 'J Ex'],
])('the journal of “%s” is whole', (text, journal) => {
  const read = csl(`Sample A, Test B. ${text}`)
  expect([read?.['container-title'], read?.volume, read?.page]).toEqual([journal, '2', '5-9'])
})

test('a study group behind "et al;" is an author, not part of the title', () => {
  expect(
    csl('Alpha B, Beta C, et al; Example-1 Investigators. On examples. J Ex. 2020;4:5-9.'),
  ).toMatchObject({
    author: [
      {family: 'Alpha', given: 'B'},
      {family: 'Beta', given: 'C'},
      {literal: 'Example-1 Investigators'},
    ],
    title: 'On examples',
  })
})

test('a journal without a title is not taken for a title', () => {
  expect(csl('Eur J Examples. 2010 Dec; 18(12): 1271-3.')).toEqual({
    type: 'article-journal',
    'container-title': 'Eur J Examples',
    issued: {'date-parts': [[2010, 12]]},
    volume: '18',
    issue: '12',
    page: '1271-3',
  })
})

describe('other sources', () => {
  test('seed references 13 and 25: web pages with a date of access and no address', () => {
    expect(
      csl(
        '13National Cancer Institute. Pheochromocytoma and paraganglioma treatment (PDQ®)-patient version. 2017. Accessed October 23, 2018. ',
      ),
    ).toEqual({
      type: 'webpage',
      author: [{literal: 'National Cancer Institute'}],
      title: 'Pheochromocytoma and paraganglioma treatment (PDQ®)-patient version',
      issued: {'date-parts': [[2017]]},
      accessed: {'date-parts': [[2018, 10, 23]]},
    })
    expect(
      csl('25 National Cancer Institute. Phases of clinical trials.. Accessed December 21, 2018.'),
    ).toEqual({
      type: 'webpage',
      author: [{literal: 'National Cancer Institute'}],
      title: 'Phases of clinical trials',
      accessed: {'date-parts': [[2018, 12, 21]]},
    })
  })

  test('a web page with site, date and address', () => {
    expect(
      csl(
        'Example Cancer Society. Living with examples. Example Site. Updated March 4, 2020. Accessed 5 May 2021. https://example.org/a_(b).',
      ),
    ).toEqual({
      type: 'webpage',
      author: [{literal: 'Example Cancer Society'}],
      title: 'Living with examples',
      'container-title': 'Example Site',
      issued: {'date-parts': [[2020, 3, 4]]},
      accessed: {'date-parts': [[2021, 5, 5]]},
      URL: 'https://example.org/a_(b)',
    })
  })

  test('a book', () => {
    expect(
      csl('Alpha B, Beta C. Examples of oncology. 3rd ed. New York, NY: Example Press; 2010.'),
    ).toEqual({
      type: 'book',
      author: [
        {family: 'Alpha', given: 'B'},
        {family: 'Beta', given: 'C'},
      ],
      title: 'Examples of oncology',
      edition: '3rd',
      'publisher-place': 'New York, NY',
      publisher: 'Example Press',
      issued: {'date-parts': [[2010]]},
    })
  })

  test('a chapter', () => {
    expect(
      csl(
        'Alpha B. Carcinoid. In: Beta C, Gamma D, eds. Examples of oncology. 2nd ed. Berlin: Example Verlag; 2010:12-34.',
      ),
    ).toEqual({
      type: 'chapter',
      author: [{family: 'Alpha', given: 'B'}],
      title: 'Carcinoid',
      editor: [
        {family: 'Beta', given: 'C'},
        {family: 'Gamma', given: 'D'},
      ],
      'container-title': 'Examples of oncology',
      edition: '2nd',
      'publisher-place': 'Berlin',
      publisher: 'Example Verlag',
      issued: {'date-parts': [[2010]]},
      page: '12-34',
    })
  })

  test('a label', () => {
    expect(csl('Examplinib [package insert]. Boston, MA: Example Pharma Inc; 2019.')).toMatchObject(
      {
        type: 'document',
        title: 'Examplinib',
        genre: 'package insert',
        publisher: 'Example Pharma Inc',
        issued: {'date-parts': [[2019]]},
      },
    )
  })

  test('a label whose kind stands in a sentence of its own', () => {
    expect(
      csl(
        'Examplinib. Prescribing information. Example Pharma Inc; 2019. Accessed May 5, 2020. https://example.org/x.pdf',
      ),
    ).toMatchObject({
      type: 'document',
      title: 'Examplinib',
      genre: 'prescribing information',
      publisher: 'Example Pharma Inc',
    })
  })

  test.each([
    [
      'Last reviewed May 2013. [Accessed 7 December 2014]. https://example.org/x',
      {issued: {'date-parts': [[2013, 5]]}, accessed: {'date-parts': [[2014, 12, 7]]}},
    ],
    [
      'Published May 3, 2013. Updated June 4, 2013. Retrieved December 7, 2014, from https://example.org/x',
      {issued: {'date-parts': [[2013, 6, 4]]}, accessed: {'date-parts': [[2014, 12, 7]]}},
    ],
    [
      'https://example.org/x. 2013. Accessed: December 7, 2014.',
      {issued: {'date-parts': [[2013]]}, accessed: {'date-parts': [[2014, 12, 7]]}},
    ],
  ])('a web page with %s', (end, dates) => {
    expect(csl(`12NET Example Foundation. How are examples found? ${end}`)).toEqual({
      type: 'webpage',
      author: [{literal: 'NET Example Foundation'}],
      title: 'How are examples found?',
      URL: 'https://example.org/x',
      ...dates,
    })
  })

  test.each(['editor', '(ed)'])('a chapter that asks, of a book with an %s', (role) => {
    expect(
      csl(
        `Alpha B. Are examples needed? In: van der Beta C, ${role}. Examples. Example Press; 2010; pp 12-34.`,
      ),
    ).toEqual({
      type: 'chapter',
      author: [{family: 'Alpha', given: 'B'}],
      title: 'Are examples needed?',
      editor: [{family: 'van der Beta', given: 'C'}],
      'container-title': 'Examples',
      publisher: 'Example Press',
      issued: {'date-parts': [[2010]]},
      page: '12-34',
    })
  })

  test('a book of editors', () => {
    expect(csl('Alpha B, Beta C, eds. Examples of oncology. Example Press; 2010.')).toMatchObject({
      type: 'book',
      title: 'Examples of oncology',
      editor: [
        {family: 'Alpha', given: 'B'},
        {family: 'Beta', given: 'C'},
      ],
    })
  })

  test('a report of its own publisher, with a number', () => {
    expect(csl('Example Agency. Examples counted. Example Agency; 2014. Report No. 12.')).toEqual({
      type: 'report',
      author: [{literal: 'Example Agency'}],
      title: 'Examples counted',
      publisher: 'Example Agency',
      issued: {'date-parts': [[2014]]},
      number: '12',
    })
  })

  test('a label whose company stands in front', () => {
    expect(
      csl(
        'Example Drugs USA, Inc. Examplotide LAR Depot injection [package insert]. Example, NJ; 2012.',
      ),
    ).toEqual({
      type: 'document',
      author: [{literal: 'Example Drugs USA, Inc'}],
      title: 'Examplotide LAR Depot injection',
      genre: 'package insert',
      'publisher-place': 'Example, NJ',
      issued: {'date-parts': [[2012]]},
    })
  })

  test.each([
    ['Alpha B. Examples. Dryad; 2019. doi:10.5061/dryad.x', 'dataset'],
    ['Food, Drug, and Example Act, 21 USC §301 (1938).', 'legislation'],
  ])('%s is a %s', (raw, type) => {
    expect(csl(raw)?.type).toBe(type)
  })

  test('a preprint', () => {
    expect(
      csl('Alpha B, Beta C. On examples. medRxiv. 2020 Mar 4. doi:10.1101/2020.03.04.1'),
    ).toMatchObject({
      type: 'article',
      'container-title': 'medRxiv',
      issued: {'date-parts': [[2020, 3, 4]]},
    })
  })
})

test.each([
  '',
  '   ',
  'hello world',
  '•',
  'See above.',
  '12345',
  'About 1 in 5 patients were treated.',
])('what is no reference gives null: %j', (raw) => {
  expect(parseReference(raw)).toEqual({raw, csl: null, confidence: {}})
})

test('every field has a confidence, and a journal guessed without punctuation a low one', () => {
  const {csl: item, confidence} = parseReference(
    'Alpha B, Beta C. On the use of examples J Ex Med 2020 4 5-9',
  )
  expect(item?.['container-title']).toBe('J Ex Med')
  expect(confidence['container-title']).toBeLessThan(0.6)
  expect(Object.keys(confidence).sort()).toEqual(Object.keys(item ?? {}).sort())
})

test('no text makes the parser fail, and raw is kept', () => {
  fc.assert(
    fc.property(fc.string({unit: 'grapheme', maxLength: 200}), (raw) => {
      const parsed = parseReference(raw)
      expect(parsed.raw).toBe(raw)
      for (const value of Object.values(parsed.confidence)) expect(value).toBeLessThanOrEqual(1)
    }),
  )
})

test('a long line of separators is read in linear time', () => {
  const started = performance.now()
  for (const unit of ['A, ', 'Ab C, ', '2016;', '. ', '(', '10.1000/', 'Ab-', 'van '])
    parseReference(unit.repeat(2000))
  expect(performance.now() - started).toBeLessThan(2000)
})
