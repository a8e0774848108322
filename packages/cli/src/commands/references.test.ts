import {spawnSync} from 'node:child_process'
import {mkdtempSync, rmSync, writeFileSync} from 'node:fs'
import {tmpdir} from 'node:os'
import path from 'node:path'

import {afterAll, expect, test} from 'vitest'

const folder = mkdtempSync(path.join(tmpdir(), 'net-therapies-references-'))
afterAll(() => rmSync(folder, {recursive: true}))

const main = path.join(import.meta.dirname, '../main.ts')

function parse(input: string, ...options: string[]) {
  const {status, stdout, stderr} = spawnSync(
    process.execPath,
    [main, 'references', 'parse', '-', ...options],
    {input, encoding: 'utf8', maxBuffer: 2 ** 28},
  )
  return {status, stdout, stderr}
}

const line = 'Writer A. Rest & play. J Example Med. 2011;4(1):5-9. doi:10.1000/example'
const item = {
  id: 'ref-1',
  type: 'article-journal',
  author: [{family: 'Writer', given: 'A'}],
  title: 'Rest & play',
  'container-title': 'J Example Med',
  issued: {'date-parts': [[2011]]},
  volume: '4',
  issue: '1',
  page: '5-9',
  DOI: '10.1000/example',
}

test('each line keeps its place in the array, with null where nothing could be read', () => {
  const {status, stdout, stderr} = parse(`${line}\r\n\r\n???\r\n${line}\r\n`)
  expect([status, stderr]).toEqual([0, '-:3: This was not understood as a reference.\n'])
  const custom = {
    verbatim: line,
    confidence: {
      type: expect.any(Number),
      author: expect.any(Number),
      title: expect.any(Number),
      'container-title': expect.any(Number),
      issued: expect.any(Number),
      volume: expect.any(Number),
      issue: expect.any(Number),
      page: expect.any(Number),
      DOI: expect.any(Number),
    },
  }
  expect(JSON.parse(stdout)).toEqual([{...item, custom}, null, {...item, id: 'ref-3', custom}])
})

const files = {
  bibtex:
    '@article{ref-1, author = {Writer, A}, title = {Rest \\& play}, journal = {J Example Med}, year = 2011, volume = 4, number = 1, pages = {5--9}, doi = {10.1000/example}}',
  ris: 'TY  - JOUR\nAU  - Writer, A\nTI  - Rest & play\nT2  - J Example Med\nPY  - 2011\nVL  - 4\nIS  - 1\nSP  - 5\nEP  - 9\nDO  - 10.1000/example\nER  - \n',
  nbib: 'PMID- 1\nTI  - Rest & play.\nFAU - Writer, A\nJT  - J Example Med\nDP  - 2011\nVI  - 4\nIP  - 1\nPG  - 5-9\nAID - 10.1000/example [doi]\n',
  'pubmed-xml':
    '<?xml version="1.0"?><PubmedArticleSet><PubmedArticle><MedlineCitation><PMID>1</PMID><Article><Journal><JournalIssue><Volume>4</Volume><Issue>1</Issue><PubDate><Year>2011</Year></PubDate></JournalIssue><Title>J Example Med</Title></Journal><ArticleTitle>Rest &amp; play.</ArticleTitle><Pagination><MedlinePgn>5-9</MedlinePgn></Pagination><ELocationID EIdType="doi">10.1000/example</ELocationID><AuthorList><Author><LastName>Writer</LastName><ForeName>A</ForeName></Author></AuthorList></Article></MedlineCitation></PubmedArticle></PubmedArticleSet>',
  'csl-json': JSON.stringify([item]),
}

test.each(Object.entries(files))('%s is told from how it begins', (_format, text) => {
  const {status, stdout, stderr} = parse(text)
  expect([status, stderr]).toEqual([0, ''])
  expect(JSON.parse(stdout)).toMatchObject([item])
})

const ama = 'Writer A. Rest & play. J Example Med. 2011;4(1):5-9. doi:10.1000/example\n'
const html =
  'Writer A. Rest &#38; play. <i>J Example Med</i>. 2011;4(1):5-9. <a href="https://doi.org/10.1000/example">doi:10.1000/example</a>\n'

test.each([
  ['ama', [], ama],
  ['ama', ['--html'], html],
  ['vancouver', [], ama.replace('doi:', 'doi: ').replace('\n', '.\n')],
])(
  '%s %j prints one reference a line, also the one that was not understood',
  (format, more, text) => {
    expect(parse(`${line}\n???\n`, '--format', format, ...more)).toEqual({
      status: 0,
      stdout: `${text}???\n`,
      stderr: '-:2: This was not understood as a reference.\n',
    })
  },
)

test.each(['bibtex', 'ris'])('%s comes back as it went out', (format) => {
  const written = parse(line, '--format', format)
  expect([written.status, written.stderr]).toEqual([0, ''])
  expect(JSON.parse(parse(written.stdout).stdout)).toEqual([item])
})

test('a long file is read, and one of an older program in its own encoding', () => {
  const many = parse(`${line}\n`.repeat(15_000), '--format', 'ris')
  expect([many.status, many.stderr, many.stdout.match(/^ER/gm)?.length]).toEqual([0, '', 15_000])
  const file = path.join(folder, 'old.ris')
  writeFileSync(file, Buffer.from('TY  - BOOK\r\nAU  - N\xfa\xf1ez, J\r\nER  - \r\n', 'latin1'))
  const {stdout} = spawnSync(process.execPath, [main, 'references', 'parse', file], {
    encoding: 'utf8',
  })
  expect(JSON.parse(stdout)).toEqual([
    {id: 'ref-1', type: 'book', author: [{family: 'Núñez', given: 'J'}]},
  ])
}, 60_000)

test('what is no text is named', () => {
  expect(parse('\0\u0001')).toEqual({
    status: 1,
    stdout: '',
    stderr: 'net-therapies: -: this is not a text file.\n',
  })
})

test.each([
  [['--format', 'apa'], '--format takes csl-json, bibtex, ris, ama or vancouver; got “apa”.'],
  [['--from', 'pdf'], '--from takes text, csl-json, bibtex, ris, nbib or pubmed-xml; got “pdf”.'],
  [['--html'], '--html goes with --format ama or --format vancouver.'],
])('%j is wrong usage', (options, message) => {
  expect(parse(line, ...options)).toEqual({
    status: 2,
    stdout: '',
    stderr: `net-therapies: ${message}\n`,
  })
})
