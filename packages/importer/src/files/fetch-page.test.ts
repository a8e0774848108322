import {createServer} from 'node:http'
import {once} from 'node:events'
import type {AddressInfo} from 'node:net'

import {expect, test} from 'vitest'

import {fetchPage} from './fetch-page.ts'

const answering = (response: Response) => ({fetch: () => Promise.resolve(response)})
const failing = (error: unknown) => ({fetch: () => Promise.reject(error)})
const address = 'https://example.org/pages/a.md?x=1#y'

test('a page comes with its name and media type', async () => {
  const response = new Response('# T', {headers: {'content-type': 'text/markdown'}})
  expect(await fetchPage(address, answering(response))).toEqual({
    bytes: new TextEncoder().encode('# T'),
    name: '/pages/a.md',
    mediaType: 'text/markdown',
  })
})

test('a page comes over a socket', async () => {
  const server = createServer((_request, response) => {
    response.setHeader('content-type', 'text/html')
    response.end('<p>A</p>')
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const {port} = server.address() as AddressInfo
  const page = await fetchPage(`http://127.0.0.1:${port}/page`)
  server.close()
  expect(page).toEqual({
    bytes: new TextEncoder().encode('<p>A</p>'),
    name: '/page',
    mediaType: 'text/html',
  })
})

const offline = Object.assign(new TypeError('fetch failed'), {
  cause: Object.assign(new Error('getaddrinfo ENOTFOUND example.org'), {code: 'ENOTFOUND'}),
})
const tooLong = new Response('a', {headers: {'content-length': '52428800'}})
const endless = new Response(
  new ReadableStream({pull: (controller) => controller.enqueue(new Uint8Array(1024 * 1024))}),
)

test.each([
  [
    'no network',
    failing(offline),
    'The page could not be fetched: there is no network, or no server of that name.',
  ],
  [
    'a time-out',
    failing(new DOMException('late', 'TimeoutError')),
    'The page could not be fetched: its server did not answer in time.',
  ],
  [
    'a missing page',
    answering(new Response('', {status: 404})),
    'The page could not be fetched: its server answered 404.',
  ],
  [
    'a page that states 50 MB',
    answering(tooLong),
    'The file has 50 MB; the most that is read is 16 MB.',
  ],
  [
    'a page without an end',
    answering(endless),
    'The file has 17 MB; the most that is read is 16 MB.',
  ],
])('%s is one problem', async (_name, options, message) => {
  const result = await fetchPage(address, options)
  expect('problem' in result && result.problem.message).toBe(message)
})

test('an address that is none of the web is the mistake of the caller', async () => {
  await expect(fetchPage('file:///etc/passwd')).rejects.toThrow(
    new TypeError('address must begin with http:// or https://; got file:///etc/passwd'),
  )
})
