import {spawnSync} from 'node:child_process'
import {mkdtempSync, rmSync, writeFileSync} from 'node:fs'
import {tmpdir} from 'node:os'
import path from 'node:path'

import {afterAll, describe, expect, test} from 'vitest'

const main = path.join(import.meta.dirname, 'main.ts')
const folder = mkdtempSync(path.join(tmpdir(), 'net-therapies-cli-'))
afterAll(() => rmSync(folder, {recursive: true}))

const page = `Treatments

Most people had tablets.3 Some of the tablets include:3,4

3Writer A. Rest. J Example Med. 2011;4(1):5-9.
`

function file(name: string, content: string | Uint8Array): string {
  const full = path.join(folder, name)
  writeFileSync(full, content)
  return full
}

function run(args: string[], input = '') {
  const {NET_THERAPIES_TOKEN: _token, ...env} = process.env
  const {status, stdout, stderr} = spawnSync(process.execPath, [main, ...args], {
    input,
    env,
    encoding: 'utf8',
  })
  return {status, stdout, stderr}
}

describe('a mistake is one line on standard error', () => {
  test.each([
    [[], 2, 'name a command. “net-therapies help” lists them.'],
    [['improt'], 2, 'there is no command “improt”. “net-therapies help” lists them.'],
    [['import'], 2, 'name one file, folder or address to import, or “-”.'],
    [
      ['import', 'x.txt', '--dryrun'],
      2,
      "Unknown option '--dryrun'. See “net-therapies help import”.",
    ],
    [['import', 'nowhere.txt', '--dry-run'], 2, 'there is no file “nowhere.txt”.'],
    [['import', '-', '--format', 'xml'], 2, '--format takes text or json; got “xml”.'],
    [
      ['import', '-', '--url', 'http://localhost:1'],
      2,
      '--url needs --token or the environment NET_THERAPIES_TOKEN.',
    ],
    [['serve', '--port', 'x'], 2, '--port takes a number from 0 to 65535; got “x”.'],
    [['references', 'print'], 2, 'use it as: net-therapies references parse FILE'],
  ])('%j', (args, status, message) => {
    expect(run(args, page)).toEqual({status, stdout: '', stderr: `net-therapies: ${message}\n`})
  })

  test('an empty file', () => {
    const empty = file('empty.txt', '')
    expect(run(['import', empty, '--dry-run'])).toEqual({
      status: 1,
      stdout: '',
      stderr: `net-therapies: ${empty}: The file has no text. Check that the page was saved whole.\n`,
    })
  })

  test('a binary file', () => {
    const binary = file('binary.txt', new Uint8Array([0, 1, 2, 3, 255]))
    expect(run(['import', binary, '--dry-run'])).toEqual({
      status: 1,
      stdout: '',
      stderr: `net-therapies: ${binary}: The file is not UTF-8 text. Save the page as plain text in UTF-8.\n`,
    })
  })

  test('no running lake', () => {
    expect(run(['import', '-', '--data', folder], page)).toEqual({
      status: 1,
      stdout: '',
      stderr: `net-therapies: no lake is running on “${folder}”. Start one with “npm start” or “npx net-therapies serve”.\n`,
    })
  })

  test('an address at which nothing answers', () => {
    const {status, stderr} = run(
      ['import', '-', '--url', 'http://127.0.0.1:9', '--token', 'secret-token'],
      page,
    )
    expect(status).toBe(1)
    expect(stderr).toMatch(/^net-therapies: nothing was written at http:\/\/127\.0\.0\.1:9: .+\n$/u)
    expect(stderr).not.toContain('secret-token')
  })
})

test('a dry run prints the whole result as JSON and needs no lake', () => {
  const {status, stdout, stderr} = run(['import', '-', '--dry-run', '--format', 'json'], page)
  expect([status, stderr]).toEqual([0, 'Nothing was written (--dry-run).\n'])
  const result: unknown = JSON.parse(stdout)
  expect(result).toMatchObject({
    title: 'Treatments',
    markers: [
      {numbers: [3], start: 36, end: 37},
      {numbers: [3, 4], start: 66, end: 69},
    ],
    references: [
      {number: 3, raw: 'Writer A. Rest. J Example Med. 2011;4(1):5-9.', start: 72, end: 117},
    ],
    problems: [{code: 'list-missing'}, {code: 'citation-not-listed'}],
  })
})

test('a report for people names line and column of each problem', () => {
  const {status, stdout} = run(['import', file('page.txt', page), '--dry-run'])
  expect([status, stdout]).toEqual([
    0,
    `“Treatments”
  2 citation marks with 3 citations, 1 reference
  2 drafts: 1 page, 1 citation, 0 drug classes, 0 therapies, 0 side effects

2 problems:

  line 3, column 27  error  list-missing
    A list is announced and missing: “Some of the tablets include:”
    Add the list from the original page, or end the sentence. Nothing was filled in.

  line 3, column 55  error  citation-not-listed
    4 is cited here and not in the list of references.
    Find the source and pick it in the empty citation mark, or remove the mark.

Nothing was written (--dry-run).
`,
  ])
})

test('a page without references is imported with a warning', () => {
  const {status, stdout} = run(['import', '-', '--dry-run'], 'A page\n\nIt has one paragraph.\n')
  expect(status).toBe(0)
  expect(stdout).toContain('warning  references-missing')
})

test('a reader that stops early ends it quietly', () => {
  const long = `Treatments\n\n${'Side effects include hiccups.\n\n'.repeat(5_000)}`
  const {stdout, stderr} = spawnSync(
    'sh',
    ['-c', '"$0" "$1" import - --dry-run --format json | head -c 5', process.execPath, main],
    {input: long, encoding: 'utf8'},
  )
  expect([stdout, stderr]).toEqual(['{\n  "', 'Nothing was written (--dry-run).\n'])
})

test('the version is that of the package', () => {
  expect(run(['--version'])).toEqual({status: 0, stdout: '0.1.0\n', stderr: ''})
})

test('help names every command', () => {
  const {status, stdout} = run(['help'])
  expect(status).toBe(0)
  for (const name of ['import', 'serve', 'check', 'citations', 'references', 'help'])
    expect(stdout).toContain(name)
})
