import {once} from 'node:events'
import {existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync} from 'node:fs'
import {createServer} from 'node:http'
import type {AddressInfo} from 'node:net'
import {tmpdir} from 'node:os'
import path from 'node:path'

import type {SanityClient} from '@sanity/client'
import {afterAll, beforeAll, beforeEach, describe, expect, test, vi} from 'vitest'

import {type RunningLake, startLake} from '../start-lake.ts'
import {clientOf, runCommand} from '../test-commands.ts'

const fixtures = path.resolve(import.meta.dirname, '../../../importer/fixtures')
const folder = mkdtempSync(path.join(tmpdir(), 'net-therapies-import-'))
const data = path.join(folder, 'data')
vi.setConfig({testTimeout: 60_000})

let running: RunningLake
let writer: SanityClient

beforeAll(async () => {
  running = await startLake({port: 0, dataDir: data, dataset: 'production'})
  writer = clientOf(running, 'writer')
})

beforeEach(async () => {
  await writer.delete({query: '*[!(_id in path("_.**"))]'})
})

afterAll(async () => {
  await running.close()
  rmSync(folder, {recursive: true})
})

const run = (...args: string[]) => runCommand('import', ...args)

function file(name: string, content: string | Uint8Array): string {
  const full = path.join(folder, name)
  mkdirSync(path.dirname(full), {recursive: true})
  writeFileSync(full, content)
  return full
}

const source = '3Writer A. Rest. J Example Med. 2011;4(1):5-9.'
const page = (text: string, title = 'Treatments') => `${title}\n\n${text}\n\n${source}\n`
const everything = () =>
  writer.fetch<Record<string, unknown>[]>('*[!(_id in path("_.**"))] | order(_id)')
const codesOf = (stdout: string) =>
  (JSON.parse(stdout) as {problems: {code: string}[]}).problems.map(({code}) => code)

describe('a page that is imported again', () => {
  test('changes nothing, not even a revision', async () => {
    const first = file('again.txt', page('Side effects include hiccups.3'))
    await run(first, '--data', data)
    const before = await everything()
    const {stdout} = await run(first, '--data', data)
    expect(stdout).toContain('0 drafts written, 3 unchanged since the last import.\n')
    expect(await everything()).toEqual(before)
  })

  test('updates what nobody has touched, and names what somebody has', async () => {
    const text = file(
      'edited.txt',
      page('Side effects include hiccups.3\n\nHormone blockers\n\nThey help.3'),
    )
    await run(text, '--data', data)
    await writer
      .patch('drafts.sideEffect-hiccups')
      .set({synonyms: ['hic']})
      .commit()
    writeFileSync(text, page('Side effects include hiccups (examploria).3 They may pass.'))
    const {stdout} = await run(text, '--data', data)
    expect(stdout).toContain('0 drafts written, 1 updated, 1 unchanged since the last import.\n')
    expect(stdout).toContain(
      'Left alone: drafts.sideEffect-hiccups differs from the page in medicalTerm, synonyms, because somebody has worked on it.\n',
    )
    const [draft] = await writer.fetch<string[]>('*[_type == "page"]{"text": pt::text(body)}.text')
    expect(draft).toContain('They may pass.')
    expect(await writer.getDocument('drafts.sideEffect-hiccups')).toMatchObject({synonyms: ['hic']})
  })

  test('leaves a page alone on which somebody has worked', async () => {
    const text = file('touched.txt', page('They help.3'))
    await run(text, '--data', data)
    await writer.patch('drafts.page-treatments').set({summary: 'In short.'}).commit()
    writeFileSync(text, page('They help a lot.3'))
    const {stdout} = await run(text, '--data', data)
    expect(stdout).toContain(
      'Left alone: drafts.page-treatments differs from the page in body, summary, because somebody has worked on it.\n',
    )
    const [draft] = await writer.fetch<string[]>('*[_type == "page"]{"text": pt::text(body)}.text')
    expect(draft).toBe('They help.')
  })

  test('names the source that it no longer cites', async () => {
    const text = file('orphan.txt', page('They help.3'))
    await run(text, '--data', data)
    const [old] = await writer.fetch<string[]>('*[_type == "citation"]._id')
    writeFileSync(text, page('They help.3').replace('Writer A', 'Writer B'))
    const {stdout} = await run(text, '--data', data)
    expect(stdout).toContain('1 draft written, 1 updated, 0 unchanged since the last import.\n')
    expect(stdout).toContain(`No longer cited: ${old}. Delete it, unless it is needed elsewhere.\n`)
  })
})

test('names lead to documents that are there, whichever of their names the page uses', async () => {
  await writer.create({
    _id: 'drafts.ex',
    _type: 'therapy',
    name: 'examplinib',
    brandNames: ['Exemplar'],
  })
  await writer.create({
    _id: 'drafts.itch',
    _type: 'sideEffect',
    name: 'Itching',
    synonyms: ['itchy skin'],
  })
  const text = file('known.txt', page('Exemplar helps. Side effects include itchy skin.3'))
  const {stdout} = await run(text, '--data', data, '--format', 'json')
  const {mentions} = JSON.parse(stdout) as {mentions: {id: string}[]}
  expect(mentions.map(({id}) => id)).toEqual(['ex', 'itch'])
  expect(codesOf(stdout)).toContain('document-linked')
  expect(await writer.fetch('array::unique(*[]._type)')).not.toContain('drugClass')
  expect(await writer.fetch('count(*[_type in ["therapy", "sideEffect"]])')).toBe(2)
})

describe('every format', () => {
  test.each(['lost-lists.txt', 'saved-page.html', 'footnotes.md', 'word-page.docx'])(
    '%s is written as drafts',
    async (name) => {
      const {status, stderr} = await run(path.join(fixtures, name), '--data', data)
      expect([status, stderr]).toEqual([0, ''])
      expect(await writer.fetch('count(*[_type == "page" && _id in path("drafts.**")])')).toBe(1)
      expect(await writer.fetch('count(*[_type == "page" && !(_id in path("drafts.**"))])')).toBe(0)
    },
  )

  test('a page from the web', async () => {
    const server = createServer((_request, response) => {
      response.setHeader('content-type', 'text/html')
      response.end(readFileSync(path.join(fixtures, 'saved-page.html')))
    }).listen(0, '127.0.0.1')
    await once(server, 'listening')
    const {port} = server.address() as AddressInfo
    const {status, stdout} = await run(`http://127.0.0.1:${port}/page`, '--dry-run')
    server.close()
    expect(status).toBe(0)
    expect(stdout).toContain('“Treatments & Examplinib”\n')
  })

  test('a page from nowhere', async () => {
    const {status, stdout, stderr} = await run('http://127.0.0.1:9/page', '--dry-run')
    expect([status, stdout]).toEqual([1, ''])
    expect(stderr).toMatch(
      /^net-therapies: http:\/\/127\.0\.0\.1:9\/page: The page could not be fetched: .+ import the file\.\n$/u,
    )
  })

  test('the places of a Word file count the text that goes with them', async () => {
    const {stdout} = await run(
      path.join(fixtures, 'word-page.docx'),
      '--dry-run',
      '--format',
      'json',
    )
    const {text, markers} = JSON.parse(stdout) as {
      text: string
      markers: {start: number; end: number}[]
    }
    expect(markers.map(({start, end}) => text.slice(start, end))).toEqual(['2,5', '[1]', '5'])
  })
})

describe('a folder', () => {
  test('becomes drafts with one summary, and says which pages were refused', async () => {
    file('many/a.txt', page('They help.3', 'Page A'))
    file('many/deep/b.html', '<h1>Page B</h1><p>They help.</p>')
    file('many/c.docx', 'no Word file')
    file('many/d.md', '# Page A\n\nAgain.')
    file('many/ignored.pdf', '%PDF')
    file('many/deep/b_files/frame.html', '<p>A frame</p>')
    const {status, stdout, stderr} = await run(path.join(folder, 'many'), '--data', data)
    expect(status).toBe(1)
    expect(stderr.split('\n').map((line) => line.replace(`${folder}/`, ''))).toEqual([
      '1/4 many/a.txt',
      '2/4 many/c.docx',
      '3/4 many/d.md',
      '4/4 many/deep/b.html',
      '',
    ])
    expect(stdout.replaceAll(`${folder}/`, '')).toBe(`many/a.txt: “Page A”, no problems
many/deep/b.html: “Page B”, 1 warning
many/c.docx: not imported. The Word file is damaged: its archive cannot be read. Open it in Word and save it again.
many/d.md: not imported. The page has the title of many/a.txt, “Page A”, so it would become the same draft. Give one of them another title, or take one away.

2 pages imported, 2 refused. 1 problem in all.
3 drafts written, 0 updated, 0 unchanged, 0 left alone.
`)
    expect(await writer.fetch('*[_type == "page"] | order(title).title')).toEqual([
      'Page A',
      'Page B',
    ])
  })

  test('prints its results as one JSON value', async () => {
    file('few/a.txt', page('They help.3', 'Page A'))
    file('few/b.txt', '')
    const {status, stdout} = await run(path.join(folder, 'few'), '--dry-run', '--format', 'json')
    const {pages} = JSON.parse(stdout) as {
      pages: {file: string; title?: string; problem?: object}[]
    }
    expect(status).toBe(1)
    expect(pages.map(({title, problem}) => [title, problem !== undefined])).toEqual([
      ['Page A', false],
      [undefined, true],
    ])
  })

  test('without pages is wrong usage', async () => {
    mkdirSync(path.join(folder, 'empty'))
    const {status, stderr} = await run(path.join(folder, 'empty'), '--dry-run')
    expect([status, stderr]).toEqual([
      2,
      `net-therapies: “${path.join(folder, 'empty')}” has no pages (.txt, .text, .html, .htm, .xhtml, .md, .markdown, .docx).\n`,
    ])
  })
})

test('a report is written as one HTML file, also for what was refused', async () => {
  const report = path.join(folder, 'report.html')
  await run(file('reported.txt', page('They help.3,4')), '--dry-run', '--report', report)
  expect(readFileSync(report, 'utf8')).toContain(
    '4 is cited here and not in the list of references.',
  )
  await run(file('refused.txt', ''), '--dry-run', '--report', report)
  expect(readFileSync(report, 'utf8')).toContain('This page was not imported.')
  const {status, stderr} = await run(file('a.txt', page('x')), '--dry-run', '--report', folder)
  expect([status, stderr]).toEqual([
    1,
    expect.stringMatching(/^net-therapies: the report was not written: EISDIR/u),
  ])
})

test('--into names the dataset, and one that is not there is an error', async () => {
  const text = file('into.txt', page('They help.3'))
  expect((await run(text, '--data', data, '--into', 'production')).status).toBe(0)
  const {status, stdout, stderr} = await run(text, '--data', data, '--into', 'elsewhere')
  expect([status, stdout]).toEqual([1, ''])
  expect(stderr).toMatch(/^net-therapies: nothing was written at http:\S+: .*elsewhere.*\n$/u)
})

test.each([
  ['nothing', 'empty.txt', ''],
  ['bytes', 'bytes.html', new Uint8Array([0, 1, 2, 255])],
  ['50 MB', 'large.txt', new Uint8Array(50 * 1024 * 1024)],
  ['a broken Word file', 'broken.docx', 'PK\u0003\u0004broken'],
  ['a page cut off', 'cut.html', '<html><body><p>It helped <a href="'],
  ['a deeply nested page', 'deep.html', '<div>'.repeat(100_000)],
])('%s gives one message and writes nothing', async (_name, name, content) => {
  const {status, stdout, stderr} = await run(file(name, content), '--data', data)
  expect([status, stdout]).toEqual([1, ''])
  expect(stderr).toMatch(/^net-therapies: [^\n]+\n$/u)
  expect(await everything()).toEqual([])
})

test('an import that fails half-way writes nothing', async () => {
  const text = file('half.txt', page('Side effects include hiccups.3'))
  const {status} = await run(text, '--url', running.url, '--token', 'wrong')
  expect(status).toBe(1)
  expect(await everything()).toEqual([])
  expect(existsSync(text)).toBe(true)
})
