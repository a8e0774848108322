import {expect, test} from 'vitest'

import {
  isValidIsbn,
  isValidIssn,
  isValidOrcid,
  parseDoi,
  parsePmcid,
  parsePmid,
} from './identifiers.ts'
import {abbreviatePages, expandPages} from './pages.ts'

test.each([
  ['10.1000/Example', '10.1000/example'],
  ['doi:10.1000/example.', '10.1000/example'],
  ['https://doi.org/10.1000/a(1)2', '10.1000/a(1)2'],
  ['http://dx.doi.org/10.1000/a(1))', '10.1000/a(1)'],
  ['10.1000', undefined],
  ['PMC123', undefined],
])('DOI in %j is %s', (text, doi) => {
  expect(parseDoi(text)).toBe(doi)
})

test.each([
  ['28717741', '28717741'],
  ['PMID: 28717741', '28717741'],
  ['https://pubmed.ncbi.nlm.nih.gov/28717741/', '28717741'],
  ['PMC5493232', undefined],
  ['0123', undefined],
  ['123456789', undefined],
])('PMID in %j is %s', (text, pmid) => {
  expect(parsePmid(text)).toBe(pmid)
})

test.each([
  ['PMC5493232', 'PMC5493232'],
  ['PMCID: 5493232', 'PMC5493232'],
  ['https://www.ncbi.nlm.nih.gov/pmc/articles/PMC5493232/', 'PMC5493232'],
  ['5493232', undefined],
])('PMCID in %j is %s', (text, pmcid) => {
  expect(parsePmcid(text)).toBe(pmcid)
})

test('check digits: Endocrine-Related Cancer, two other journals, the ORCID example, an ISBN of each length', () => {
  expect(['1351-0088', '1542-3565', '2378-9506'].map(isValidIssn)).toEqual([true, true, true])
  expect(['1351-0089', '1351008', 'abc'].map(isValidIssn)).toEqual([false, false, false])
  expect(
    ['0000-0002-1825-0097', 'https://orcid.org/0000-0002-1825-0097'].map(isValidOrcid),
  ).toEqual([true, true])
  expect(['0000-0002-1825-0098', '0000000218250097'].map(isValidOrcid)).toEqual([false, false])
  expect(['0-306-40615-2', '978-0-306-40615-7'].map(isValidIsbn)).toEqual([true, true])
  expect(['0-306-40615-3', '978-0-306-40615-8'].map(isValidIsbn)).toEqual([false, false])
})

test.each([
  ['526-47', '526-547'],
  ['526–547', '526-547'],
  ['S12-8', 'S12-S18'],
  ['S12-18', 'S12-S18'],
  ['e1002', 'e1002'],
  ['99-101', '99-101'],
  ['12-9', '12-19'],
  ['19-12', '19-12'],
  ['123-5, 130-2', '123-125, 130-132'],
])('pages %s in full are %s', (pages, full) => {
  expect(expandPages(pages)).toBe(full)
})

test('pages are cut short as NLM prints them', () => {
  expect(['526-547', '12-19', '99-101', 'e5'].map(abbreviatePages)).toEqual([
    '526-47',
    '12-9',
    '99-101',
    'e5',
  ])
})
