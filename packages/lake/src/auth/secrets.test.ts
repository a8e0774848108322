import {mkdtempSync, readdirSync, readFileSync, rmSync} from 'node:fs'
import {tmpdir} from 'node:os'
import path from 'node:path'

import {afterEach, beforeEach, expect, test, vi} from 'vitest'

import {type TestLake, testLake} from '../test-lake.ts'

let folder: string
let lake: TestLake
let url: string
/** Everything the lake says to those who run it. */
const said: string[] = []

beforeEach(async () => {
  said.length = 0
  for (const name of ['log', 'info', 'warn', 'error', 'debug'] as const) {
    vi.spyOn(console, name).mockImplementation((...parts: unknown[]) => {
      said.push(parts.map(String).join(' '))
    })
  }
  for (const stream of [process.stdout, process.stderr]) {
    vi.spyOn(stream, 'write').mockImplementation((chunk) => {
      said.push(String(chunk))
      return true
    })
  }
  folder = mkdtempSync(path.join(tmpdir(), 'lake-secrets-'))
  lake = testLake({
    file: path.join(folder, 'lake.sqlite'),
    demoSignIn: true,
    guard: ({changes}) => {
      if (changes.some(({id}) => id === 'broken')) throw new Error('the guard is broken')
      return []
    },
  })
  url = (await lake.lake.listen({port: 0})).url
})
afterEach(async () => {
  vi.restoreAllMocks()
  await lake.lake.close()
  rmSync(folder, {recursive: true})
})

const broken = JSON.stringify({mutations: [{create: {_id: 'broken', _type: 'page'}}]})

interface Attempt {
  path: string
  init?: RequestInit
}

/** Requests that fail in every way there is, each with a secret where a client may put one. */
function attempts(secret: string): Attempt[] {
  const authorized = {authorization: `Bearer ${secret}`}
  const cookie = {cookie: `lakeSession${new URL(url).port}=${secret}`, origin: url}
  return [authorized, cookie].flatMap((headers) => [
    {path: '/v1/data/mutate/production', init: {method: 'POST', headers, body: broken}},
    {path: '/v1/data/mutate/production', init: {method: 'POST', headers, body: '{'}},
    {
      path: '/v1/data/mutate/production',
      init: {method: 'POST', headers, body: '{"mutations":[7]}'},
    },
    {path: '/v1/data/query/production?query=*[', init: {headers}},
    {path: '/v1/data/query/nowhere?query=*', init: {headers}},
    {path: '/v1/data/listen/production?query=*[&$a=', init: {headers}},
    {path: '/v1/nowhere', init: {headers}},
    {path: '/v1/users/me', init: {headers}},
    {path: '/v1/users/me', init: {headers: {authorization: `Bearer ${secret}x`}}},
    {path: '/v1/users/me', init: {headers: {authorization: `Basic ${secret}`}}},
    {path: '/v1/users/me', init: {headers: {...headers, origin: 'http://example.com'}}},
    {path: `/v1/auth/link?sid=${secret}x`, init: {headers}},
    {path: `/v1/auth/fetch?sid=${secret}`, init: {headers}},
    {path: '/v1/projects', init: {headers}},
    {path: '/v1/assets/images/production', init: {method: 'POST', headers, body: 'no image'}},
  ])
}

test('no token, session or sign-in id is in a log, in an answer or in the file', async () => {
  const token = lake.lake.mintToken('administrator')
  const link = new URL(lake.lake.signInLink('writer', url))
  const signIn = await fetch(link, {redirect: 'manual'})
  const session = /=([\w-]+);/.exec(signIn.headers.get('set-cookie') ?? '')?.[1] ?? ''
  const secrets = [token, session, link.searchParams.get('sid') ?? '']
  expect(secrets.map(({length}) => length)).toEqual([43, 43, 32])

  const statuses = new Set<number>()
  for (const secret of secrets) {
    for (const {path: target, init} of attempts(secret)) {
      const response = await fetch(`${url}${target}`, {redirect: 'manual', ...init})
      statuses.add(response.status)
      const isStream = response.headers.get('content-type')?.startsWith('text/event-stream')
      const text = isStream ? '' : await response.text()
      if (isStream) await response.body?.cancel()
      const answer = JSON.stringify([[...response.headers], text])
      for (const each of secrets)
        expect([target, answer]).toEqual([target, expect.not.stringContaining(each)])
    }
  }
  expect(statuses).toEqual(new Set([200, 400, 401, 403, 404, 500]))
  // The failures were told, so the log is not empty for want of something to say.
  expect(said.join('\n')).toContain('the guard is broken')
  for (const secret of secrets) expect(said.join('\n')).not.toContain(secret)
  const stored = readdirSync(folder).map((name) => readFileSync(path.join(folder, name), 'latin1'))
  expect(stored.join()).toContain('administrator')
  for (const secret of secrets) expect(stored.join()).not.toContain(secret)
})

test('an answer that carries a secret is kept by no cache and told to no other page', async () => {
  const login = await fetch(`${url}/v1/auth/login/writer?withSid=true`, {redirect: 'manual'})
  const sid = /#sid=(.+)$/.exec(login.headers.get('location') ?? '')?.[1]
  const exchange = await fetch(`${url}/v1/auth/fetch?sid=${sid}`)
  expect(Object.fromEntries(login.headers)).toMatchObject({
    'cache-control': 'no-store',
    'referrer-policy': 'no-referrer',
  })
  expect(exchange.headers.get('cache-control')).toBe('no-store')
  expect(await exchange.json()).toEqual({token: expect.stringMatching(/^[\w-]{43}$/)})
})
