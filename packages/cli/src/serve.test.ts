import {type ChildProcess, execFile, spawn} from 'node:child_process'
import {once} from 'node:events'
import {existsSync, mkdtempSync, rmSync, statSync, writeFileSync} from 'node:fs'
import {tmpdir} from 'node:os'
import path from 'node:path'
import {createInterface} from 'node:readline'

import {createClient} from '@sanity/client'
import {afterAll, beforeAll, expect, test} from 'vitest'

const main = path.join(import.meta.dirname, 'main.ts')
const folder = mkdtempSync(path.join(tmpdir(), 'net-therapies-serve-'))
const data = path.join(folder, 'data')
const pageFile = path.join(folder, 'page.txt')
const page = `Treatments with Examplinib

Examplotherapy is a type of treatment.3 Side effects include hiccups and pale stools.3,4

3Writer A. Rest. J Example Med. 2011;4(1):5-9.
`
const draftIds = [
  'drafts.citation-dc8fc1fc69b38d6c',
  'drafts.drugClass-examplotherapy',
  'drafts.sideEffect-hiccups',
  'drafts.sideEffect-pale-stools',
  'drafts.page-treatments-with-examplinib',
]

interface Ready {
  url: string
  projectId: string
  dataset: string
  tokens: Record<'administrator' | 'writer' | 'reviewer', string>
}

let server: ChildProcess
let ready: Ready
const printed: string[] = []

const clientOf = (token: string) =>
  createClient({
    apiHost: ready.url,
    useProjectHostname: false,
    projectId: ready.projectId,
    dataset: ready.dataset,
    apiVersion: '2025-02-19',
    useCdn: false,
    perspective: 'raw',
    token,
  })

function run(...args: string[]): Promise<{status: number; stdout: string; stderr: string}> {
  return new Promise((resolve) => {
    const child = execFile(process.execPath, [main, ...args], (_error, stdout, stderr) => {
      resolve({status: child.exitCode ?? -1, stdout, stderr})
    })
  })
}

beforeAll(async () => {
  writeFileSync(pageFile, page)
  server = spawn(process.execPath, [main, 'serve', '--port', '0', '--data', data, '--json'], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  if (!server.stdout) throw new Error('the server has no standard output')
  const lines = createInterface({input: server.stdout})
  lines.on('line', (line) => printed.push(line))
  const died = once(server, 'exit').then(([code]) => {
    throw new Error(`the server ended with ${String(code)} before it was ready`)
  })
  await Promise.race([once(lines, 'line'), died])
  died.catch(() => undefined)
  ready = JSON.parse(printed[0] ?? '')
}, 30_000)

afterAll(() => {
  server.kill('SIGKILL')
  rmSync(folder, {recursive: true})
})

test('one line says where the lake is and who may sign in', () => {
  expect(printed).toHaveLength(1)
  expect(ready).toEqual({
    url: expect.stringMatching(/^http:\/\/[\w.]+:\d+$/u),
    projectId: 'nettherapies',
    dataset: 'production',
    tokens: {
      administrator: expect.any(String),
      writer: expect.any(String),
      reviewer: expect.any(String),
    },
  })
  expect(statSync(path.join(data, 'cli-token')).mode & 0o777).toBe(0o600)
})

test('a page is written as drafts, once, and what people changed is left alone', async () => {
  const first = await run('import', pageFile, '--data', data)
  expect([first.status, first.stderr]).toEqual([0, ''])
  expect(first.stdout).toContain('5 drafts written, 0 unchanged since the last import.\n')
  const client = clientOf(ready.tokens.writer)
  const ids = await client.fetch<string[]>('*[_id in $ids]._id', {ids: draftIds})
  expect([...ids].sort()).toEqual([...draftIds].sort())

  const second = await run('import', pageFile, '--data', data)
  expect(second.stdout).toContain('0 drafts written, 5 unchanged since the last import.\n')

  await client.patch('drafts.sideEffect-hiccups').set({kind: 'symptom'}).commit()
  const third = await run('import', pageFile, '--data', data)
  expect(third.stdout).toContain('0 drafts written, 4 unchanged since the last import.\n')
  expect(third.stdout).toContain(
    'Left alone: drafts.sideEffect-hiccups differs from the page in kind, because somebody has worked on it.\n',
  )
  expect(await client.getDocument('drafts.sideEffect-hiccups')).toMatchObject({kind: 'symptom'})
}, 30_000)

test('a wrong token writes nothing and says so', async () => {
  const {status, stdout, stderr} = await run(
    'import',
    pageFile,
    '--url',
    ready.url,
    '--token',
    'wrong',
  )
  expect([status, stdout]).toEqual([1, ''])
  expect(stderr).toMatch(/^net-therapies: nothing was written at http:\S+: .+\n$/u)
}, 30_000)

test('a port in use is one line that names it and the option', async () => {
  const {port} = new URL(ready.url)
  const {status, stdout, stderr} = await run(
    'serve',
    '--port',
    port,
    '--data',
    path.join(folder, 'second'),
  )
  expect({status, stdout, stderr}).toEqual({
    status: 1,
    stdout: '',
    stderr: `net-therapies: port ${port} is in use. Choose another one with --port.\n`,
  })
}, 30_000)

test('SIGTERM ends it cleanly and takes the token away', async () => {
  server.kill('SIGTERM')
  const [code] = await once(server, 'exit')
  expect(code).toBe(0)
  expect(existsSync(path.join(data, 'cli-token'))).toBe(false)
}, 30_000)
