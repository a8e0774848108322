import {afterEach, describe, expect, test} from 'vitest'

import {type TestLake, testLake} from '../test-lake.ts'

let lake: TestLake
afterEach(() => lake.lake.close())

const origin = 'http://localhost:3333'

function cookieOf(response: Response): string {
  const cookie = response.headers.get('set-cookie')
  if (!cookie) throw new Error('no cookie was set')
  return cookie
}

describe('the demo sign-in', () => {
  test('offers each declared user, signs in and goes back to the Studio', async () => {
    lake = testLake({demoSignIn: true})
    const {providers} = (await (await lake.request('/v2021-06-07/auth/providers')).json()) as {
      providers: {name: string; title: string; url: string}[]
    }
    expect(providers.map(({name, title}) => [name, title])).toEqual([
      ['administrator', 'Administrator (demo)'],
      ['writer', 'Medical writer (demo)'],
      ['reviewer', 'Reviewer (demo)'],
    ])
    const back = `${origin}/structure`
    const response = await lake.lake.fetch(
      new Request(
        `${providers[1]?.url}?origin=${encodeURIComponent(back)}&projectId=x&type=cookie`,
      ),
    )
    expect([response.status, response.headers.get('location')]).toEqual([302, back])
    expect(cookieOf(response)).toMatch(
      /^lakeSession3333=[\w-]{43}; Path=\/; HttpOnly; SameSite=Lax; Max-Age=2592000$/,
    )
    const cookie = cookieOf(response).split(';')[0] ?? ''
    const me = await lake.request('/v2026-05-04/users/me', {headers: {cookie}})
    expect(await me.json()).toEqual({
      id: 'writer',
      name: 'The writer',
      email: 'writer@example.org',
      role: 'writer',
      provider: 'lake',
      roles: [{name: 'writer', title: 'Medical writer'}],
    })
  })

  test('a Studio without cookies exchanges a one-time id for a token', async () => {
    lake = testLake({demoSignIn: true})
    const response = await lake.request(
      '/v1/auth/login/writer?origin=http://localhost:3333/&withSid=true',
    )
    const sid = /#sid=(.+)$/.exec(response.headers.get('location') ?? '')?.[1]
    const exchange = () => lake.request(`/v2021-06-07/auth/fetch?sid=${sid}`)
    const {token} = (await (await exchange()).json()) as {token: string}
    expect(await lake.as(null, {token}).users.getById('me')).toMatchObject({id: 'writer'})
    expect((await exchange()).status).toBe(401)
    expect((await lake.request(`/v1/auth/link?sid=${sid}`)).status).toBe(401)
  })

  test('does not lead to other sites, and is off unless asked for', async () => {
    lake = testLake({demoSignIn: true})
    const away = await lake.request('/v1/auth/login/writer?origin=https://example.com/')
    expect([away.status, away.headers.get('set-cookie')]).toEqual([403, null])
    await lake.lake.close()
    lake = testLake()
    expect((await lake.request('/v1/auth/login/writer')).status).toBe(404)
    expect(await (await lake.request('/v1/auth/providers')).json()).toMatchObject({providers: []})
  })

  test.each([
    ['an address that was typed', {'sec-fetch-site': 'none'}, 302],
    ['the Studio of the lake', {'sec-fetch-site': 'same-origin'}, 302],
    ['a client that is no browser', {}, 302],
    ['a declared page', {'sec-fetch-site': 'same-site', referer: 'http://localhost:3334/x'}, 302],
    ['a foreign page', {'sec-fetch-site': 'cross-site', referer: 'https://example.com/'}, 403],
    ['a foreign page that hides', {'sec-fetch-site': 'cross-site'}, 403],
    [
      'a page of another port',
      {'sec-fetch-site': 'same-site', referer: 'http://localhost:9/'},
      403,
    ],
    ['a page with a malformed address', {'sec-fetch-site': 'cross-site', referer: '::'}, 403],
  ])('by a link of %s: %j gives %i', async (_, headers, status) => {
    lake = testLake({demoSignIn: true, allowedOrigins: ['http://localhost:3334']})
    const {port} = await lake.lake.listen({port: 0})
    const response = await lake.lake.fetch(
      new Request(`http://localhost:${port}/v1/auth/login/writer`, {headers}),
    )
    expect([response.status, response.headers.has('set-cookie')]).toEqual([status, status === 302])
  })

  test('is not for programs', async () => {
    const robot = {
      id: 'site',
      name: 'Site',
      email: 'site@example.org',
      role: 'viewer',
      isRobot: true,
    }
    lake = testLake({demoSignIn: true, users: [robot]})
    expect(await (await lake.request('/v1/auth/providers')).json()).toMatchObject({providers: []})
    expect((await lake.request('/v1/auth/login/site')).status).toBe(404)
    await expect(lake.as('site').create({_id: 'drafts.a', _type: 'page'})).rejects.toThrow(
      /permission/i,
    )
    expect(await lake.as('site').fetch('count(*)')).toBe(0)
  })

  test('is refused on an address that other machines reach', async () => {
    lake = testLake({demoSignIn: true})
    await expect(lake.lake.listen({port: 0, host: '0.0.0.0'})).rejects.toThrow(RangeError)
  })
})

describe('sign-in links and sessions', () => {
  test('a link signs in, again and again; a guess does not', async () => {
    lake = testLake()
    const link = new URL(lake.lake.signInLink('reviewer', `${origin}/`))
    expect(link.href).toMatch(/^http:\/\/localhost:3333\/v1\/auth\/link\?sid=[\w-]{32}$/)
    for (const _ of [1, 2]) {
      const response = await lake.request(link.pathname + link.search)
      expect([response.status, response.headers.get('location')]).toEqual([302, '/'])
    }
    expect((await lake.request('/v1/auth/link?sid=guess')).status).toBe(401)
  })

  test('a session changes things only from an allowed page, and ends at logout', async () => {
    lake = testLake()
    const link = new URL(lake.lake.signInLink('reviewer', origin))
    const cookie = cookieOf(await lake.request(link.pathname + link.search)).split(';')[0] ?? ''
    const create = (headers: Record<string, string>) =>
      lake.request('/v1/data/mutate/production', {
        method: 'POST',
        headers: {cookie, ...headers},
        body: JSON.stringify({mutations: [{create: {_type: 'page', _id: 'drafts.'}}]}),
      })
    expect((await create({})).status).toBe(403)
    expect((await create({origin: 'https://example.com'})).status).toBe(403)
    expect((await create({origin})).status).toBe(200)
    const id = () => lake.request('/v1/auth/id', {headers: {cookie}})
    expect(await (await id()).json()).toEqual({id: 'reviewer'})
    const logout = await lake.request('/v1/auth/logout', {
      method: 'POST',
      headers: {cookie, origin},
    })
    expect(logout.status).toBe(204)
    expect((await id()).status).toBe(401)
  })

  test('only declared users get tokens and links', () => {
    lake = testLake()
    expect(() => lake.lake.mintToken('nobody')).toThrow(
      'userId must be a user of this lake (administrator, writer, reviewer); got "nobody"',
    )
    expect(() => lake.lake.signInLink('nobody', origin)).toThrow(RangeError)
  })
})

describe('who may ask', () => {
  test.each([
    ['http://localhost:3333', 200],
    ['http://127.0.0.1:3333', 200],
    ['http://[::1]:3333', 200],
    ['http://nettherapies.localhost:3333', 200],
    ['http://example.com', 403],
    ['http://localhost.example.com:3333', 403],
  ])('a request to the host %s is answered with %i', async (host, status) => {
    lake = testLake()
    const response = await lake.lake.fetch(new Request(`${host}/v1/ping`))
    expect(response.status).toBe(status)
  })

  test.each([
    ['http://localhost:4444', 403],
    ['https://example.com', 403],
    ['null', 403],
    ['http://localhost:3334', 200],
    ['http://localhost:3333', 200],
  ])('a page from %s gets %i once the port is known', async (page, status) => {
    lake = testLake({allowedOrigins: ['http://localhost:3334']})
    const {url} = await lake.lake.listen({port: 0})
    const own = page === 'http://localhost:3333' ? url : page
    const response = await fetch(`${url}/v1/ping`, {headers: {origin: own}})
    expect(response.status).toBe(status)
    expect(response.headers.get('access-control-allow-origin')).toBe(status === 200 ? own : null)
  })

  test('a preflight allows credentials and the headers asked for', async () => {
    lake = testLake()
    const response = await lake.request('/v1/data/query/production', {
      method: 'OPTIONS',
      headers: {origin, 'access-control-request-headers': 'x-one,x-two'},
    })
    expect(response.status).toBe(204)
    expect(Object.fromEntries(response.headers)).toMatchObject({
      'access-control-allow-origin': origin,
      'access-control-allow-credentials': 'true',
      'access-control-allow-headers': 'x-one,x-two',
      vary: 'Origin',
    })
  })
})
