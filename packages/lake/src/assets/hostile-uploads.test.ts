import {mkdtempSync, readdirSync, rmSync} from 'node:fs'
import {tmpdir} from 'node:os'
import path from 'node:path'
import {DatabaseSync} from 'node:sqlite'

import {afterEach, beforeEach, describe, expect, test} from 'vitest'

import type {CommitGuard} from '../index.ts'
import {type TestLake, testLake} from '../test-lake.ts'

let folder: string
let lake: TestLake
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'lake-uploads-'))
  lake = testLake({file: path.join(folder, 'lake.sqlite'), maximumAssetBytes: 10_000})
})
afterEach(async () => {
  await lake.lake.close()
  rmSync(folder, {recursive: true})
})

interface AssetAnswer {
  document: {_id: string; path: string; mimeType: string; extension: string}
}

async function upload(
  kind: 'images' | 'files',
  body: BodyInit,
  {filename = 'a.bin', type = 'application/octet-stream'} = {},
): Promise<Response> {
  const target = `/v1/assets/${kind}/production?filename=${encodeURIComponent(filename)}`
  const headers = {'content-type': type}
  return lake.request(target, {as: 'writer', method: 'POST', headers, body})
}

async function stored(response: Response): Promise<AssetAnswer['document']> {
  expect(response.status).toBe(200)
  return ((await response.json()) as AssetAnswer).document
}

describe('an upload', () => {
  async function restart(sql: string): Promise<void> {
    await lake.lake.close()
    const file = path.join(folder, 'lake.sqlite')
    const database = new DatabaseSync(file)
    database.exec(sql)
    database.close()
    lake = testLake({file, log: () => undefined})
  }

  test('whose bytes cannot be written leaves no document that says they are there', async () => {
    await restart(`CREATE TRIGGER full BEFORE INSERT ON asset
      BEGIN SELECT RAISE(ABORT, 'database or disk is full'); END`)
    const failed = await upload('files', 'text', {filename: 'a.txt'})
    expect([failed.status, await failed.json()]).toEqual([
      500,
      {error: {type: 'storageError', description: expect.any(String)}, statusCode: 500},
    ])
    expect(await lake.as('administrator').fetch('*._id')).toEqual([])
    await restart('DROP TRIGGER full')
    const {path: place} = await stored(await upload('files', 'text', {filename: 'a.txt'}))
    expect(await (await lake.request(`/${place}`)).text()).toBe('text')
  })

  test('that is refused leaves no bytes', async () => {
    await lake.lake.close()
    const guard: CommitGuard = ({changes}) =>
      changes.map(({id}) => ({documentId: id, message: 'no'}))
    lake = testLake({file: path.join(folder, 'lake.sqlite'), guard})
    expect((await upload('files', 'text', {filename: 'a.txt'})).status).toBe(403)
    await lake.lake.close()
    const database = new DatabaseSync(path.join(folder, 'lake.sqlite'))
    const {n} = database.prepare('SELECT count(*) AS n FROM asset').get() ?? {}
    database.close()
    expect(n).toBe(0)
  })
})

describe('the name of an upload', () => {
  test.each([
    '../../../etc/passwd',
    '..\\..\\windows\\win.ini',
    '/etc/passwd',
    'a.txt/../../b',
    'a.\0txt',
    'a.html\r\nx: y',
    'a.../x',
    `a.${'x'.repeat(5_000)}`,
    'CON',
    '.',
    '',
  ])('%j leads nowhere', async (filename) => {
    const {_id, path: place, extension} = await stored(await upload('files', 'text', {filename}))
    expect(extension).toMatch(/^[a-z0-9]{1,10}$/)
    expect(_id).toMatch(/^file-[0-9a-f]{40}-[a-z0-9]{1,10}$/)
    expect(place).toMatch(/^files\/nettherapies\/production\/[0-9a-f]{40}\.[a-z0-9]{1,10}$/)
    expect(readdirSync(folder).every((name) => name.startsWith('lake.sqlite'))).toBe(true)
    const served = await lake.request(`/${place}?dl=${encodeURIComponent(filename)}`)
    expect(served.headers.get('content-disposition') ?? 'attachment').toMatch(
      /^attachment(; filename\*=UTF-8''[\w.!~*'()%-]+)?$/,
    )
  })
})

describe('an address', () => {
  test.each([
    '/files/nettherapies/production/../../../lake.sqlite',
    '/files/nettherapies/production/..%2f..%2flake.sqlite',
    '/files/nettherapies/production/%2e%2e%2flake.sqlite',
    '/files/nettherapies/production/..%5c..%5clake.sqlite',
    '/files/nettherapies/production/lake.sqlite%00.txt',
    '/files/nettherapies/production//etc/passwd',
    '/images/nettherapies/%2e%2e/lake.sqlite',
    '/images/../../../../etc/passwd',
    '/files/nettherapies/production/%',
    `/files/nettherapies/production/${'x'.repeat(5_000)}`,
  ])('%s leads out of nothing', async (target) => {
    for (const method of ['GET', 'HEAD', 'POST', 'DELETE']) {
      const response = await lake.request(target, {as: 'administrator', method})
      expect([method, response.status]).toEqual([method, 404])
      expect(await response.text()).not.toMatch(/SQLite format|root:/)
    }
  })

  test('of one dataset or kind does not serve what belongs to another', async () => {
    const {path: place} = await stored(await upload('files', 'text', {filename: 'a.txt'}))
    for (const wrong of [
      place.replace('production', 'production-comments'),
      place.replace('files', 'images'),
    ]) {
      expect((await lake.request(`/${wrong}`)).status).toBe(404)
    }
  })
})

describe('what is not what it says', () => {
  const png = Buffer.from(
    'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
    'base64',
  )

  test.each([
    ['a page', '<!doctype html><script>alert(1)</script>'],
    ['a script', 'alert(1)'],
    ['an archive', Buffer.from('PK\u0003\u0004')],
    ['the beginning of a picture', png.subarray(0, 20)],
    ['a document type that declares entities', '<!DOCTYPE svg [<!ENTITY a "b">]><p>&a;</p>'],
  ])('%s called a picture is refused', async (_, body) => {
    const response = await upload('images', body, {filename: 'a.png', type: 'image/png'})
    expect(response.status).toBe(400)
  })

  test('a picture called a page is served as the picture it is', async () => {
    const response = await upload('images', png, {filename: 'a.html', type: 'text/html'})
    const {path: place, mimeType} = await stored(response)
    expect([mimeType, place.endsWith('.png')]).toEqual(['image/png', true])
    expect((await lake.request(`/${place}`)).headers.get('content-type')).toBe('image/png')
  })

  test('one byte too many, and nothing at all, are refused', async () => {
    expect((await upload('files', 'x'.repeat(10_000))).status).toBe(200)
    expect((await upload('files', 'x'.repeat(10_001))).status).toBe(413)
    expect((await upload('files', '')).status).toBe(400)
  })

  test('an upload needs somebody who may upload', async () => {
    const init = {method: 'POST', body: 'text'}
    expect((await lake.request('/v1/assets/files/production', init)).status).toBe(401)
    expect((await lake.request('/v1/assets/files/nowhere', {...init, as: 'writer'})).status).toBe(
      404,
    )
  })
})

describe.each([
  ['text/html', 'a.html', '<script>alert(1)</script>', 'attachment'],
  ['application/xhtml+xml', 'a.xhtml', '<html xmlns="x"/>', 'attachment'],
  ['text/xml', 'a.xml', '<?xml-stylesheet href="x"?><a/>', 'attachment'],
  ['application/javascript', 'a.js', 'alert(1)', 'attachment'],
  ['text/html, text/plain', 'a.txt', '<script>alert(1)</script>', 'attachment'],
  ['TEXT/HTML', 'a.HTML', '<script>alert(1)</script>', 'attachment'],
  [
    'image/svg+xml',
    'a.svg',
    '<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>',
    'shown',
  ],
  ['text/plain', 'a.txt', '<script>alert(1)</script>', 'shown'],
])('a file of the type %s', (type, filename, body, how) => {
  test('runs no script where the lake is', async () => {
    const {path: place} = await stored(await upload('files', body, {filename, type}))
    const {headers} = await lake.request(`/${place}`)
    expect(Object.fromEntries(headers)).toMatchObject({
      'content-security-policy': expect.stringMatching(/^default-src 'none';.*; sandbox$/),
      'x-content-type-options': 'nosniff',
    })
    expect(headers.get('content-security-policy')).not.toMatch(/script|allow-/)
    const disposition = headers.get('content-disposition')
    expect(disposition?.split(';')[0] ?? 'shown').toBe(how)
  })
})
