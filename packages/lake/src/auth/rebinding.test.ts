import {once} from 'node:events'
import {request} from 'node:http'

import {afterAll, beforeAll, describe, expect, test} from 'vitest'
import {WebSocket} from 'ws'

import {type TestLake, testLake} from '../test-lake.ts'

let lake: TestLake
let port: number
let token: string
let image: string

beforeAll(async () => {
  lake = testLake({
    demoSignIn: true,
    allowedOrigins: ['http://localhost:3334'],
    allowedHosts: ['lake.example.org'],
  })
  // An asset, and a document that a page from elsewhere would like to read.
  const client = lake.as('administrator')
  await client.create({_id: 'secret', _type: 'page', title: 'for us alone'})
  const drawing = Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" width="1" height="1"/>')
  const asset = await client.assets.upload('image', drawing)
  image = `/${asset.path}`
  port = (await lake.lake.listen({port: 0})).port
  token = lake.lake.mintToken('administrator')
})
afterAll(() => lake.lake.close())

/** P stands for the port of the lake. */
const ownHosts = [
  'localhost:P',
  '127.0.0.1:P',
  '[::1]:P',
  'nettherapies.localhost:P',
  'LOCALHOST:P',
]
const declaredHosts = ['lake.example.org', 'lake.example.org:8443']
const foreignHosts = [
  'example.com',
  'example.com:P',
  'localhost.example.com:P',
  '127.0.0.1.example.com:P',
  'lake.example.org.example.com',
  'notlocalhost:P',
  'localhost',
  'localhost:1',
  'localhost.:P',
  '127.0.0.2:P',
  '0.0.0.0:P',
  '[::]:P',
  '[::ffff:127.0.0.1]:P',
  '2130706433:P',
  '0x7f.1:P',
  'user@localhost:P',
  'localhost:P@example.com',
  'example.com#localhost:P',
  'example.com/localhost:P',
  'localhost:P, example.com',
  'localhost:P example.com',
  'localhost\t:P',
  '',
]
const ownOrigins = [undefined, 'http://localhost:P', 'http://127.0.0.1:P', 'http://localhost:3334']
const foreignOrigins = [
  'http://example.com',
  'https://example.com',
  'http://example.com:P',
  'null',
  'file://',
  'http://localhost:1',
  'http://localhost',
  'https://localhost:P',
  'http://localhost.example.com:P',
  'http://localhost:P.example.com',
  'http://example.com/http://localhost:P',
  'http://localhost:P/',
  'chrome-extension://abcdefghijklmnop',
  '*',
  '',
]

interface Route {
  name: string
  path: () => string
  method?: string
  body?: string
  /** Of an answer to somebody who may ask. */
  status?: number
  /** It leads back to a page, which has to be one of the lake's own. */
  isSignIn?: boolean
}

const json = (value: unknown) => JSON.stringify(value)
const routes: Route[] = [
  {name: 'a query', path: () => '/v2025-02-19/data/query/production?query=*'},
  {
    name: 'a query by POST',
    path: () => '/v1/data/query/production',
    method: 'POST',
    body: json({query: '*'}),
  },
  {name: 'a document', path: () => '/v1/data/doc/production/secret'},
  {
    name: 'a mutation',
    path: () => '/v1/data/mutate/production',
    method: 'POST',
    body: json({mutations: [{createOrReplace: {_id: 'written', _type: 'page'}}]}),
  },
  {
    name: 'an action',
    path: () => '/v1/data/actions/production?dryRun=true',
    method: 'POST',
    body: json({actions: []}),
  },
  {name: 'a listener', path: () => '/v1/data/listen/production?query=*'},
  {name: 'live events', path: () => '/vX/data/live/events/production'},
  {name: 'an export', path: () => '/v1/data/export/production'},
  {name: 'the history', path: () => '/v1/data/history/production/transactions/secret'},
  {name: 'the profile', path: () => '/v1/users/me'},
  {name: 'a sign-in', path: () => '/v1/auth/login/administrator', status: 302, isSignIn: true},
  {
    name: 'a sign-in link',
    path: () => new URL(lake.lake.signInLink('writer', 'http://localhost')).href.slice(16),
    status: 302,
  },
  {
    name: 'an upload',
    path: () => '/v1/assets/files/production?filename=a.txt',
    method: 'POST',
    body: 'text',
  },
  {name: 'an image', path: () => image},
  {name: 'a preflight', path: () => '/v1/data/query/production', method: 'OPTIONS', status: 204},
]

interface Answer {
  status: number
  headers: Record<string, unknown>
  text: string
}

async function send(
  {path, method = 'GET', body}: Route,
  {host, origin, target = path()}: {host: string; origin: string | undefined; target?: string},
): Promise<Answer> {
  const outgoing = request({
    host: '127.0.0.1',
    port,
    path: target,
    method,
    agent: false,
    setHost: false,
    headers: {
      host: host.replace('P', String(port)),
      authorization: `Bearer ${token}`,
      ...(origin === undefined ? {} : {origin: origin.replace('P', String(port))}),
      ...(body === undefined ? {} : {'content-length': Buffer.byteLength(body)}),
    },
  })
  outgoing.end(body)
  const [response] = (await once(outgoing, 'response')) as [
    NodeJS.ReadableStream & {statusCode: number; headers: Record<string, unknown>},
  ]
  const {statusCode: status, headers} = response
  let text = ''
  if (String(headers['content-type']).startsWith('text/event-stream')) outgoing.destroy()
  else for await (const chunk of response) text += String(chunk)
  return {status, headers, text}
}

/** A page of the lake's own may read why it was refused; another reads nothing. */
const refused = (answer: Answer, origin?: string) => ({
  status: answer.status === 400 ? 403 : answer.status,
  allowed: ownOrigins.includes(origin) ? undefined : answer.headers['access-control-allow-origin'],
  cookie: answer.headers['set-cookie'],
  tells: /for us alone|written/.test(answer.text),
})
const REFUSED = {status: 403, allowed: undefined, cookie: undefined, tells: false}

describe.each(routes)('$name', (route) => {
  test('is for every name of the lake and every page of its own', async () => {
    for (const host of route.isSignIn ? ownHosts : [...ownHosts, ...declaredHosts]) {
      for (const origin of ownOrigins) {
        const {status} = await send(route, {host, origin})
        expect([host, origin, status]).toEqual([host, origin, route.status ?? 200])
      }
    }
  })

  test('is for no other name, whatever page asks', async () => {
    for (const host of foreignHosts) {
      for (const origin of [...ownOrigins, ...foreignOrigins]) {
        const answer = await send(route, {host, origin})
        expect([host, origin, refused(answer, origin)]).toEqual([host, origin, REFUSED])
      }
    }
  })

  test('is for no other page, whatever name it asks by', async () => {
    for (const origin of foreignOrigins) {
      for (const host of [...ownHosts, ...declaredHosts]) {
        const answer = await send(route, {host, origin})
        expect([host, origin, refused(answer, origin)]).toEqual([host, origin, REFUSED])
      }
    }
  })

  test('is for no other name in the first line of the request', async () => {
    const target = `http://example.com${route.path()}`
    const answer = await send(route, {host: 'localhost:P', origin: undefined, target})
    expect(refused(answer)).toEqual(REFUSED)
  })
})

describe.each([
  ['the tunnel for event streams', '/v1/events-socket'],
  ['presence', '/v2022-06-30/socket/production'],
])('%s', (_, path) => {
  async function open(host: string, origin: string | undefined): Promise<string> {
    const socket = new WebSocket(`ws://127.0.0.1:${port}${path}`, {
      headers: {
        host: host.replace('P', String(port)),
        authorization: `Bearer ${token}`,
        ...(origin === undefined ? {} : {origin: origin.replace('P', String(port))}),
      },
    })
    return new Promise((resolve) => {
      socket.once('open', () => {
        socket.terminate()
        resolve('open')
      })
      socket.once('error', ({message}) => resolve(message))
    })
  }

  test('opens for every name of the lake and every page of its own', async () => {
    for (const host of [...ownHosts, ...declaredHosts]) {
      for (const origin of ownOrigins) {
        expect([host, origin, await open(host, origin)]).toEqual([host, origin, 'open'])
      }
    }
  })

  test('opens for no other name and no other page', async () => {
    const pairs = [
      // Without a name the client takes that of the address.
      ...foreignHosts
        .filter(Boolean)
        .flatMap((host) =>
          [...ownOrigins, ...foreignOrigins].map((origin) => [host, origin] as const),
        ),
      ...foreignOrigins.flatMap((origin) =>
        [...ownHosts, ...declaredHosts].map((host) => [host, origin] as const),
      ),
    ]
    for (const [host, origin] of pairs) {
      const outcome = await open(host, origin)
      expect([host, origin, outcome]).toEqual([host, origin, expect.stringMatching(/40[03]$/)])
    }
  })
})

test('control: what the refused requests wanted to write is written when it is allowed', async () => {
  expect(
    await lake
      .as('administrator', {apiHost: `http://localhost:${port}`})
      .fetch('*[_id == "written"]._id'),
  ).toEqual(['written'])
})
