import {expect, test} from 'vitest'

import type {CitationDocument} from '../citation-document.ts'
import {lookUpIntegrity} from './registries.ts'
import {integrityFrom, readRetractionWatch} from './retraction-watch.ts'

const HEADER =
  'Record ID,Title,RetractionDate,RetractionDOI,OriginalPaperDOI,OriginalPaperPubMedID,RetractionNature'
const CSV = `\uFEFF${HEADER}
1,"A title, with ""quotes""
and a line",1/31/2020 0:00,10.1000/notice,10.1000/A,0,Retraction
2,B,2/1/2020 0:00,unavailable,unavailable,77,Expression of concern
3,C,2/1/2020 0:00,10.1000/c2,10.1000/a,0,Correction
4,D,2/1/2020 0:00,,10.1000/d,0,Retraction
5,D,2/1/2021 0:00,,10.1000/d,0,Reinstatement
6,E,2/1/2021 0:00,,Unavailable,0,Retraction
7,F,3/1/2021 0:00,,10.1000/f,0,Retraction
8,F,2/1/2021 0:00,,10.1000/f,0,Reinstatement
`

test('Retraction Watch: the gravest notice counts, and a reinstatement takes back what came before', () => {
  const list = readRetractionWatch(CSV)
  expect([list.rows, list.withoutIdentifier]).toEqual([8, 1])
  expect([...list.byDoi]).toEqual([
    ['10.1000/a', {status: 'retracted', noticeDoi: '10.1000/notice', date: '2020-01-31'}],
    ['10.1000/f', {status: 'retracted', date: '2021-03-01'}],
  ])
  expect([...list.byPmid]).toEqual([['77', {status: 'concern', date: '2020-02-01'}]])
})

test('a source is looked up by DOI and by PMID; one without either stays unknown', () => {
  const list = readRetractionWatch(CSV)
  expect(integrityFrom(list, {doi: 'https://doi.org/10.1000/A'}, '2026-01-02')).toEqual({
    status: 'retracted',
    checkedAt: '2026-01-02',
    source: 'Retraction Watch',
    noticeDoi: '10.1000/notice',
  })
  expect(integrityFrom(list, {pmid: '77'}, '2026-01-02')?.status).toBe('concern')
  expect(integrityFrom(list, {pmid: '78'}, '2026-01-02')?.status).toBe('ok')
  expect(integrityFrom(list, {}, '2026-01-02')).toBeUndefined()
})

test.each(['', '<p>a page</p>', 'OriginalPaperDOI,RetractionNature\n'])(
  'a list without rows (“%s”) is a TypeError, for it would call every source sound',
  (csv) => {
    expect(() => readRetractionWatch(csv)).toThrow(
      new TypeError('csv must have a row of columns and rows below it; got none'),
    )
  },
)

test('a CSV of something else is a TypeError that names its columns', () => {
  expect(() => readRetractionWatch('a,b\n1,2\n')).toThrow(
    new TypeError('csv must have the columns OriginalPaperDOI and RetractionNature; got a, b'),
  )
})

test('registries: one request at a time, a failure keeps what is known and says why', async () => {
  const sources: CitationDocument[] = [
    {_type: 'citation', doi: '10.1000/a'},
    {_type: 'citation', pmid: '77'},
    {_type: 'citation', doi: '10.1000/offline'},
    {_type: 'citation'},
  ]
  const answers = new Map([
    [
      'https://api.crossref.org/works/10.1000%2Fa',
      '{"message":{"updated-by":[{"type":"correction"},{"type":"retraction","DOI":"10.1000/N"}]}}',
    ],
    [
      'https://eutils.ncbi.nlm.nih.gov/entrez/eutils/efetch.fcgi?db=pubmed&retmode=xml&id=77',
      '<PubmedArticleSet><PubmedArticle><MedlineCitation><CommentsCorrectionsList><CommentsCorrections RefType="ErratumIn"><RefSource>J Ex. 2020;1:2. doi: 10.1000/e</RefSource></CommentsCorrections></CommentsCorrectionsList></MedlineCitation></PubmedArticle></PubmedArticleSet>',
    ],
  ])
  const waits: number[] = []
  const found = await lookUpIntegrity(sources, {
    today: '2026-01-02',
    wait: async (milliseconds) => {
      waits.push(milliseconds)
    },
    fetchText: async (url) => {
      const text = answers.get(url)
      if (text === undefined) throw new Error('no network')
      return text
    },
  })
  expect(found).toEqual([
    {
      citation: sources[0],
      integrity: {
        status: 'retracted',
        noticeDoi: '10.1000/n',
        checkedAt: '2026-01-02',
        source: 'Crossref',
      },
    },
    {
      citation: sources[1],
      integrity: {
        status: 'corrected',
        noticeDoi: '10.1000/e',
        checkedAt: '2026-01-02',
        source: 'PubMed',
      },
    },
    {citation: sources[2], failure: 'no network'},
    {citation: sources[3], failure: 'The source has no DOI and no PMID.'},
  ])
  expect(waits).toEqual([350, 350])
})

test('registries: without a network three look-ups fail and the rest is not tried', async () => {
  const sources = ['1', '2', '3', '4', '5'].map((pmid): CitationDocument => ({
    _type: 'citation',
    pmid,
  }))
  let requests = 0
  const answers = await lookUpIntegrity(sources, {
    today: '2026-01-02',
    wait: async () => {},
    fetchText: async () => {
      requests++
      throw new Error('no network')
    },
  })
  expect([requests, answers.map(({failure}) => failure)]).toEqual([
    3,
    [
      'no network',
      'no network',
      'no network',
      'Not asked: 3 look-ups in a row had failed.',
      'Not asked: 3 look-ups in a row had failed.',
    ],
  ])
})

test('registries: a source that a registry does not know is no failure of the network', async () => {
  const sources = ['1', '2', '3', '4'].map((pmid): CitationDocument => ({_type: 'citation', pmid}))
  const answers = await lookUpIntegrity(sources, {
    today: '2026-01-02',
    wait: async () => {},
    fetchText: async () => undefined,
  })
  expect(answers.map(({failure}) => failure)).toEqual(
    sources.map(() => 'Neither Crossref nor PubMed knows this source.'),
  )
})

test('registries: notices that name the work, and PubMed for what Crossref does not know', async () => {
  const sources: CitationDocument[] = [
    {_type: 'citation', doi: '10.1000/A'},
    {_type: 'citation', doi: '10.1000/b', pmid: '77'},
  ]
  const works = 'https://api.crossref.org/works'
  const answers = new Map([
    [`${works}/10.1000%2Fa`, '{"message":{"DOI":"10.1000/a"}}'],
    [
      `${works}?filter=updates:10.1000%2Fa&select=DOI,update-to`,
      '{"message":{"items":[{"DOI":"10.1000/n","update-to":[{"DOI":"10.1000/A","type":"expression_of_concern"},{"DOI":"10.1000/z","type":"retraction"}]}]}}',
    ],
    [
      'https://eutils.ncbi.nlm.nih.gov/entrez/eutils/efetch.fcgi?db=pubmed&retmode=xml&id=77',
      '<PubmedArticleSet><PubmedArticle><MedlineCitation/></PubmedArticle></PubmedArticleSet>',
    ],
  ])
  const found = await lookUpIntegrity(sources, {
    today: '2026-01-02',
    wait: async () => {},
    fetchText: async (url) => answers.get(url),
  })
  expect(found.map(({integrity}) => integrity)).toEqual([
    {status: 'concern', noticeDoi: '10.1000/n', checkedAt: '2026-01-02', source: 'Crossref'},
    {status: 'ok', checkedAt: '2026-01-02', source: 'PubMed'},
  ])
})
