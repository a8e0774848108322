import {readFileSync} from 'node:fs'

import {expect, test} from 'vitest'

import {checkCitations, citationProblemsFor, type CheckOptions, PROBLEMS} from './check.ts'
import type {CitationDocument} from './citation-document.ts'

const citation = (fields: Partial<CitationDocument>): CitationDocument => ({
  _id: 'a',
  _type: 'citation',
  title: 'On examples',
  issued: '2020',
  ...fields,
})
const codes = (options: CheckOptions) =>
  checkCitations(options).map(({code, place}) => [code, place.citation ?? place.path])
const alone = (fields: Partial<CitationDocument>) =>
  checkCitations({citations: [citation(fields)], today: '2026-01-01'}).map(({code}) => code)

const mark = (...ids: string[]) => ({
  _type: 'citationMark',
  _key: 'm',
  citations: ids.map((_ref) => ({_ref})),
})

test('a sound source has no problem', () => {
  expect(
    alone({
      doi: '10.1000/example',
      pmid: '123',
      pmcid: 'PMC45',
      issn: '1351-0088',
      url: 'https://doi.org/10.1000/EXAMPLE',
      accessed: '2020-01-02',
      containerTitle: 'Endocrine-Related Cancer',
      containerTitleShort: 'Endocr Relat Cancer',
      pages: '526-547',
      integrity: {status: 'ok'},
      verbatim: 'Berg A. On examples. Endocr Relat Cancer. 2020;4(2):526-547. doi:10.1000/example',
    }),
  ).toEqual([])
})

test.each([
  [{doi: 'https://doi.org/10.1000/x'}, 'doi-malformed'],
  [{pmid: 'PMC123'}, 'pmid-malformed'],
  [{pmcid: '123'}, 'pmcid-malformed'],
  [{issn: '1351-0089'}, 'issn-malformed'],
  [{isbn: '0-306-40615-3'}, 'isbn-malformed'],
  [{doi: '10.1000/a', url: 'https://doi.org/10.1000/b'}, 'identifier-mismatch'],
  [{pmid: '1', verbatim: 'Berg A. On examples. J Ex. 2020;4:5-9. PMID: 2'}, 'identifier-mismatch'],
  [{accessed: '2020-01-02'}, 'accessed-without-url'],
  [{archiveUrl: 'https://archive.example.org/a'}, 'archive-incomplete'],
  [{title: ''}, 'title-missing'],
  [{issued: ''}, 'date-missing'],
  [{containerTitle: 'Endocrine-Related Cancer. Endocr Relat Cancer'}, 'journal-doubled'],
  [
    {containerTitle: 'Endocrine-Related Cancer', containerTitleShort: 'Endocr-Rel Caner'},
    'journal-abbreviation-unlike',
  ],
  [
    {containerTitle: 'Endocrine-Related Cancer', containerTitleShort: 'J Glob Oncol'},
    'journal-abbreviation-unlike',
  ],
  [{verbatim: 'Berg A. On examples. J Ex. 2020; 4(5): 526-547, 2020.'}, 'year-given-twice'],
  [{pages: '526-47'}, 'pages-abbreviated'],
  [{issued: '2015-12'}, 'source-old'],
  [{integrity: {status: 'retracted'}}, 'source-retracted'],
  [{integrity: {status: 'concern'}}, 'source-concern'],
  [{integrity: {status: 'corrected'}}, 'source-corrected'],
  [{parseConfidence: [{_key: 'k', field: 'title', confidence: 0.4}]}, 'field-uncertain'],
] as [Partial<CitationDocument>, string][])('%j is %s', (fields, code) => {
  expect(alone(fields)).toEqual([code])
})

test('cited and not listed, listed and not cited, and an empty mark', () => {
  expect(
    codes({
      citations: [citation({}), citation({_id: 'b', title: 'Other'})],
      content: [mark('drafts.a', 'gone'), mark()],
    }),
  ).toEqual([
    ['cited-not-listed', 'gone'],
    ['citation-empty', ['m']],
    ['listed-not-cited', 'b'],
  ])
})

test('duplicates by identifier, by near title, and neither when another identifier differs', () => {
  expect(
    codes({
      citations: [
        citation({doi: '10.1000/A'}),
        citation({_id: 'b', title: 'Else', doi: '10.1000/a'}),
      ],
    }),
  ).toEqual([['duplicate-identifier', 'b']])
  expect(codes({citations: [citation({}), citation({_id: 'b', title: 'On Examples.'})]})).toEqual([
    ['duplicate-title', 'b'],
  ])
  expect(
    codes({
      citations: [
        citation({title: 'Examples, part 1'}),
        citation({_id: 'b', title: 'Examples, part 2'}),
      ],
    }),
  ).toEqual([])
  expect(codes({citations: [citation({pmid: '1'}), citation({_id: 'b', pmid: '2'})]})).toEqual([])
  expect(
    codes({
      citations: [
        citation({pmid: '1', doi: '10.1000/a'}),
        citation({_id: 'b', pmid: '1', doi: '10.1000/b'}),
      ],
    }),
  ).toEqual([['identifier-mismatch', 'b']])
})

test('the problems of one document leave out the sources that it does not cite', () => {
  const sources = [
    citation({_id: 'drafts.a', pages: '526-47'}),
    citation({_id: 'b', title: 'Another', pages: '12-9'}),
    citation({_id: 'c', title: 'Third', url: '', accessed: '2020-01-02'}),
  ]
  const page = {body: [{_key: 'x', _type: 'block', children: [mark('a', 'gone')]}]}
  expect(
    citationProblemsFor(page, sources).map(({code, place, message}) => ({code, place, message})),
  ).toEqual([
    {
      code: 'cited-not-listed',
      place: {citation: 'gone', path: ['body', 'x', 'children', 'm']},
      message: 'The source “gone” is cited and is not on the list.',
    },
    {
      code: 'pages-abbreviated',
      place: {citation: 'a', field: 'pages'},
      message: '“526-47” is short for 526-547.',
    },
  ])
})

test('a draft and its published source are one source', () => {
  expect(codes({citations: [citation({}), citation({_id: 'drafts.a'})]})).toEqual([])
})

test('an ORCID iD with a wrong check digit is found wherever it stands', () => {
  const content = {review: {reviewers: [{name: 'A', orcid: '0000-0002-1825-0098'}]}}
  expect(checkCitations({citations: [], content})).toEqual([
    {
      code: 'orcid-malformed',
      severity: 'error',
      place: {path: ['review', 'reviewers', 0, 'orcid']},
      message: '“0000-0002-1825-0098” is not an ORCID iD.',
      hint: 'Copy the ORCID iD again; its last digit does not fit the others.',
    },
  ])
})

test('the README lists every code with its severity and its hint', () => {
  const readme = readFileSync(new URL('../README.md', import.meta.url), 'utf8')
  const rows = Object.entries(PROBLEMS).map(
    ([code, [severity, hint]]) => `| \`${code}\` | ${severity} | ${hint} |`,
  )
  expect(rows.filter((row) => !readme.includes(row))).toEqual([])
})
