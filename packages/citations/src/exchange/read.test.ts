import {expect, test} from 'vitest'

import {readBibtex} from './bibtex.ts'
import {detectFormat, readReferences} from './formats.ts'
import {readNbib} from './nbib.ts'
import {readPubmedXml} from './pubmed-xml.ts'
import {readRis} from './ris.ts'

test('BibTeX: accents, macros, concatenation, name order and institutions', () => {
  const {items, problems} = readBibtex(String.raw`
@string{jex = "Journal of Examples"}
@comment{ignored {nested} text}
@article{berg2020,
  author = {van der Berg, Jr, Anna Maria and J{\"o}rg M{\"u}ller and {Example Study Group}},
  title = {{T}rial of examplinib at 5\% --- a \emph{first} look},
  journal = jex # " B", year = 2020, month = mar, volume = 4, number = {2},
  pages = {526--547}, doi = {https://doi.org/10.1000/example_1},
}`)
  expect(problems).toEqual([])
  expect(items).toEqual([
    {
      id: 'berg2020',
      type: 'article-journal',
      title: 'Trial of examplinib at 5% — a first look',
      author: [
        {family: 'van der Berg', given: 'Anna Maria', suffix: 'Jr'},
        {family: 'Müller', given: 'Jörg'},
        {literal: 'Example Study Group'},
      ],
      'container-title': 'Journal of Examples B',
      issued: {'date-parts': [[2020, 3]]},
      volume: '4',
      issue: '2',
      page: '526-547',
      DOI: '10.1000/example_1',
    },
  ])
})

test('BibTeX: a broken entry is reported with its line and the next one is read', () => {
  const {items, problems} = readBibtex(
    '@article{a, title = {never closed\n\n@book{b, title = {Whole}}\n',
  )
  expect(problems).toEqual([
    {line: 1, message: 'The @article entry cannot be read: a value has no closing }.'},
  ])
  expect(items).toEqual([{id: 'b', type: 'book', title: 'Whole'}])
})

test('RIS: a record as PubMed and publishers write it', () => {
  const {items, problems} = readRis(
    'TY  - JOUR\r\nAU  - Berg, Anna M\r\nAU  - Example Study Group\r\nTI  - A trial of\r\n   examplinib\r\nJO  - J Examples\r\nPY  - 2020/03/04/\r\nVL  - 4\r\nIS  - 2\r\nSP  - 526\r\nEP  - 547\r\nDO  - https://doi.org/10.1000/example\r\nER  - \r\n',
  )
  expect(problems).toEqual([])
  expect(items).toEqual([
    {
      type: 'article-journal',
      title: 'A trial of examplinib',
      author: [{family: 'Berg', given: 'Anna M'}, {literal: 'Example Study Group'}],
      'container-title': 'J Examples',
      issued: {'date-parts': [[2020, 3, 4]]},
      volume: '4',
      issue: '2',
      page: '526-547',
      DOI: '10.1000/example',
    },
  ])
})

test('nbib: continued lines, full names before short ones, study groups, pages in full', () => {
  const {items, problems} = readNbib(`
PMID- 12345
TI  - A trial of examplinib in
      two lines.
FAU - Berg, Anna M
AU  - Berg AM
CN  - Example Study Group
JT  - Journal of examples
TA  - J Ex
DP  - 2020 Mar 4
VI  - 4
IP  - 2
PG  - 526-47
LID - 10.1000/example [doi]
PMC - PMC77

PMID- 12346
TI  - Another.
`)
  expect(problems).toEqual([])
  expect(items).toEqual([
    {
      type: 'article-journal',
      title: 'A trial of examplinib in two lines',
      author: [{family: 'Berg', given: 'Anna M'}, {literal: 'Example Study Group'}],
      'container-title': 'Journal of examples',
      'container-title-short': 'J Ex',
      issued: {'date-parts': [[2020, 3, 4]]},
      volume: '4',
      issue: '2',
      page: '526-547',
      DOI: '10.1000/example',
      PMID: '12345',
      PMCID: 'PMC77',
    },
    {type: 'article-journal', title: 'Another', PMID: '12346'},
  ])
})

const RECORD = `<?xml version="1.0"?><!DOCTYPE PubmedArticleSet><PubmedArticleSet><PubmedArticle>
<MedlineCitation><PMID Version="1">12345</PMID><Article><Journal><ISSN IssnType="Print">1351-0088</ISSN>
<JournalIssue><Volume>4</Volume><Issue>2</Issue><PubDate><MedlineDate>2020 Mar-Apr</MedlineDate></PubDate></JournalIssue>
<Title>Journal of examples</Title><ISOAbbreviation>J Ex</ISOAbbreviation></Journal>
<ArticleTitle>Examplinib &amp; <i>others</i>.</ArticleTitle><Pagination><MedlinePgn>526-47</MedlinePgn></Pagination>
<AuthorList><Author><LastName>Berg</LastName><ForeName>Anna M</ForeName><Suffix>Jr</Suffix></Author>
<Author><CollectiveName>Example Study Group</CollectiveName></Author></AuthorList></Article></MedlineCitation>
<PubmedData><ArticleIdList><ArticleId IdType="doi">10.1000/example</ArticleId><ArticleId IdType="pmc">PMC77</ArticleId></ArticleIdList></PubmedData>
</PubmedArticle></PubmedArticleSet>`

test('PubMed XML: names, dates in words, markup in titles', () => {
  expect(readPubmedXml(RECORD)).toEqual({
    problems: [],
    items: [
      {
        type: 'article-journal',
        title: 'Examplinib & others',
        author: [{family: 'Berg', given: 'Anna M', suffix: 'Jr'}, {literal: 'Example Study Group'}],
        'container-title': 'Journal of examples',
        'container-title-short': 'J Ex',
        issued: {'date-parts': [[2020, 3]]},
        volume: '4',
        issue: '2',
        page: '526-547',
        DOI: '10.1000/example',
        PMID: '12345',
        PMCID: 'PMC77',
        ISSN: '1351-0088',
      },
    ],
  })
})

test('PubMed XML that is cut off is a problem and no item', () => {
  expect(readPubmedXml(RECORD.slice(0, 400))).toEqual({
    items: [],
    problems: [{line: 1, message: expect.stringMatching(/is never closed|not XML/) as string}],
  })
})

test.each([
  ['@article{a,}', 'bibtex'],
  ['% a note\n@book{a,}', 'bibtex'],
  ['TY  - JOUR\nER  - ', 'ris'],
  ['\nPMID- 1\n', 'nbib'],
  ['<PubmedArticleSet/>', 'pubmed-xml'],
  ['[{"type":"book"}]', 'csl-json'],
  ['[13] Berg AM. Examples. J Ex. 2020;4(2):5-9.', 'text'],
])('%j is read as %s', (source, format) => {
  expect(detectFormat(source)).toBe(format)
})

test.each(['bibtex', 'ris', 'nbib', 'csl-json'] as const)('a file read as %s', (format) => {
  expect(readReferences(format === 'csl-json' ? '[]' : '', format)).toEqual({
    items: [],
    problems: [],
  })
})
