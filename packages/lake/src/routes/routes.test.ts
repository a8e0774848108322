import {mkdir, mkdtemp, rm, writeFile} from 'node:fs/promises'
import {tmpdir} from 'node:os'
import path from 'node:path'

import {afterEach, describe, expect, test} from 'vitest'

import {failureOf, type TestLake, testLake} from '../test-lake.ts'
import {routingPath} from './api-path.ts'

let lake: TestLake
afterEach(() => lake.lake.close())

describe('queries', () => {
  test('show what the perspective shows, by default what is published', async () => {
    lake = testLake()
    const client = lake.as('administrator')
    await client.create({_id: 'a', _type: 'page', n: 1})
    await client.create({_id: 'drafts.a', _type: 'page', n: 2})
    const query = '*{_id, _originalId, n}'
    const seen = (perspective: 'raw' | 'published' | 'drafts') =>
      client.fetch(query, {}, {perspective})
    expect(await seen('drafts')).toEqual([{_id: 'a', _originalId: 'drafts.a', n: 2}])
    expect(await seen('published')).toEqual([{_id: 'a', _originalId: 'a', n: 1}])
    expect(await seen('raw')).toHaveLength(2)
    const search = `query=${encodeURIComponent('count(*)')}`
    const count = async (version: string) => {
      const target = `/${version}/data/query/production?${search}`
      const response = await lake.request(target, {as: 'administrator'})
      return ((await response.json()) as {result: number}).result
    }
    expect([await count('v2025-02-19'), await count('v2024-01-01'), await count('v1')]).toEqual([
      1, 2, 2,
    ])
  })

  test('come by GET with parameters, or by POST when they are long', async () => {
    lake = testLake()
    const client = lake.as('administrator')
    await client.create({_id: 'a', _type: 'page', n: 1})
    expect(await client.fetch('*[n == $n]._id', {n: 1})).toEqual(['a'])
    const long = Array.from({length: 2000}, (_, index) => `id-${index}`)
    expect(await client.fetch('*[_id in $ids]._id', {ids: [...long, 'a']})).toEqual(['a'])
  })

  test('leave out the query text on request, and never the result', async () => {
    lake = testLake()
    const target = '/v1/data/query/production?query=*[0]&returnQuery=false'
    const body: unknown = await (await lake.request(target)).json()
    expect(body).toEqual({ms: expect.any(Number), result: null, syncTags: [expect.any(String)]})
  })

  test('with an error name its place', async () => {
    lake = testLake()
    const response = await lake.request('/v1/data/query/production?query=*[_type%20==%20')
    expect([response.status, await response.json()]).toEqual([
      400,
      {
        error: {
          type: 'queryParseError',
          description: 'unexpected end-of-file, expected expression',
          query: '*[_type == ',
          start: expect.any(Number),
          end: expect.any(Number),
        },
        statusCode: 400,
      },
    ])
  })

  test.each(['$x=1', '$x={', 'perspective=raw,drafts', 'returnQuery=perhaps', '$__proto__=1'])(
    'that are malformed get 400: %s',
    async (search) => {
      lake = testLake()
      const target = `/v1/data/query/production?query=$x${search.startsWith('$x=1') ? '$y' : ''}&${search}`
      expect((await lake.request(target)).status).toBe(400)
    },
  )
})

describe('paths', () => {
  test.each([
    ['/v1/ping', '/api/ping'],
    ['//v2024-01-29/data/export/production', '/api/data/export/production'],
    ['/vX/projects/p/datasets/d/query', '/api/data/query/d'],
    ['/v2025-02-19/projects/p/datasets/d/doc/a,b', '/api/data/doc/d/a,b'],
    ['/v2025-02-19/projects/p/datasets/d/live/events', '/api/data/live/events/d'],
    ['/v2025-02-19/projects/p/datasets/d/acl', '/api/projects/p/datasets/d/acl'],
    ['/vision', '/vision'],
    ['/structure', '/structure'],
  ])('%s is routed as %s', (from, to) => {
    lake = testLake()
    expect(routingPath(from)).toBe(to)
  })

  test('the client may address the dataset as a resource or by project host', async () => {
    lake = testLake()
    await lake.as('administrator').create({_id: 'a', _type: 'page'})
    const byResource = lake.as('administrator', {
      resource: {type: 'dataset', id: 'nettherapies.production'},
    })
    expect(await byResource.fetch('*._id')).toEqual(['a'])
    expect(await byResource.getDocument('a')).toMatchObject({_id: 'a'})
    const byHost = lake.as('administrator', {useProjectHostname: true})
    expect(await byHost.fetch('*._id')).toEqual(['a'])
  })

  test('what is no endpoint is 404 in JSON, with no word that would stop the Studio', async () => {
    lake = testLake()
    const response = await lake.request('/v1/subscriptions/project/x', {
      headers: {origin: 'http://localhost:3333'},
    })
    expect(response.status).toBe(404)
    expect(response.headers.get('access-control-allow-origin')).toBe('http://localhost:3333')
    expect(await response.json()).toEqual({
      statusCode: 404,
      error: 'Not Found',
      message: 'GET /v1/subscriptions/project/x is not an endpoint of this lake',
    })
    const other = await failureOf(lake.as('administrator', {dataset: 'other'}).fetch('*'))
    expect([other.statusCode, other.message]).toEqual([
      404,
      'Not Found - there is no dataset "other" in this lake',
    ])
  })
})

describe('what a Studio asks when it starts', () => {
  test.each<[string, unknown]>([
    ['/v1/ping', {pong: true}],
    ['/v2025-02-19/data/ping/production', {pong: true}],
    ['/v1/features', ['contentReleases', 'singleDocRelease', 'studioComments', 'sanityTasks']],
    ['/v2025-02-19/projects/nettherapies/grants', {}],
    [
      '/v1/projects/nettherapies/datasets?datasetProfile=comments&addonFor=production',
      [{name: 'production-comments', aclMode: 'private'}],
    ],
    ['/v1/intake/telemetry-status', {status: 'denied'}],
    ['/v2022-09-01/schedules/nettherapies/production?limit=1', {schedules: []}],
    ['/v1/users/writer', expect.objectContaining({id: 'writer', displayName: 'The writer'})],
    ['/v1/users/writer,reviewer', [expect.anything(), expect.anything()]],
    [
      '/v2021-12-15/projects/nettherapies',
      expect.objectContaining({id: 'nettherapies', organizationId: null}),
    ],
  ])('%s', async (target, expected) => {
    lake = testLake()
    const response = await lake.request(target, {as: 'administrator'})
    expect([response.status, await response.json()]).toEqual([200, expected])
  })

  test('settings are remembered for each person', async () => {
    lake = testLake()
    const send = (as: string, target: string, init: RequestInit = {}) =>
      lake.request(`/v1/users/me/keyvalue${target}`, {as, ...init})
    const body = JSON.stringify([{key: 'view', value: {wide: true}}])
    const saved = await send('writer', '', {method: 'PUT', body})
    expect(await saved.json()).toEqual([{key: 'view', value: {wide: true}}])
    expect(await (await send('writer', '/view,other')).json()).toEqual([
      {key: 'view', value: {wide: true}},
    ])
    expect(await (await send('reviewer', '/view')).json()).toEqual([])
  })

  test('more settings at once than a Studio has are refused, and none of them is kept', async () => {
    lake = testLake()
    const body = JSON.stringify(Array.from({length: 101}, (_, n) => ({key: `k${n}`, value: n})))
    const target = '/v1/users/me/keyvalue'
    const response = await lake.request(target, {as: 'writer', method: 'PUT', body})
    expect([response.status, await response.json()]).toEqual([
      400,
      {
        statusCode: 400,
        error: 'Bad Request',
        message: '100 settings can be saved at once; got 101',
      },
    ])
    expect(await (await lake.request(`${target}/k0`, {as: 'writer'})).json()).toEqual([])
  })
})

describe('a built Studio', () => {
  test('is served with a policy that keeps it on this machine', async () => {
    const root = await mkdtemp(path.join(tmpdir(), 'studio-'))
    const folder = path.join(root, 'dist')
    await mkdir(path.join(folder, 'static'), {recursive: true})
    await writeFile(path.join(root, 'secret.txt'), 'secret')
    await writeFile(path.join(folder, 'index.html'), '<script>let a = 1</script><p>Studio</p>')
    await writeFile(path.join(folder, 'static', 'a.js'), 'let b')
    lake = testLake({studioDir: folder})
    const page = await lake.request('/structure/page;a')
    expect(await page.text()).toContain('Studio')
    const policy = page.headers.get('content-security-policy')
    expect(policy).toContain(
      "script-src 'self' 'sha256-LAfYd7pbFUgwfQu8b4q135PeTG2z+/coPEUYCd74eCQ='",
    )
    expect(policy).toContain(
      "connect-src 'self' http://localhost:3333 ws://localhost:3333 http://nettherapies.localhost:3333 ws://nettherapies.localhost:3333;",
    )
    const script = await lake.request('/static/a.js')
    expect(script.headers.get('content-type')).toBe('text/javascript; charset=utf-8')
    for (const escape of [
      '/..%2Fsecret.txt',
      '/%2e%2e/secret.txt',
      '/static/..%2f..%2fsecret.txt',
    ]) {
      expect(await (await lake.request(escape)).text()).not.toContain('secret')
    }
    expect((await lake.request('/v1/nothing')).status).toBe(404)
    await rm(root, {recursive: true})
  })
})
