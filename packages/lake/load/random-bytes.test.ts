import {connect} from 'node:net'

import fc from 'fast-check'
import {afterAll, beforeAll, expect, test} from 'vitest'
import {WebSocket} from 'ws'

import {type TestLake, testLake} from '../src/test-lake.ts'

let lake: TestLake
let port: number
const log: string[] = []
beforeAll(async () => {
  lake = testLake({log: (line) => log.push(line)})
  port = (await lake.lake.listen({port: 0})).port
})
afterAll(() => lake.lake.close())

const line = fc.oneof(
  fc.constantFrom(
    'Host: localhost',
    'Host: localhost:PORT',
    'Content-Length: 5',
    'Content-Length: -1',
    'Content-Length: 5, 6',
    'Transfer-Encoding: chunked',
    'Transfer-Encoding: chunked, identity',
    'Connection: Upgrade',
    'Upgrade: websocket',
    'Sec-WebSocket-Version: 13',
    'Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==',
    'Expect: 100-continue',
    'Authorization: Bearer x',
    `Cookie: ${'a=b; '.repeat(2_000)}`,
    `X: ${'y'.repeat(40_000)}`,
  ),
  fc.string({unit: 'binary', maxLength: 20}),
)
const start = fc.oneof(
  fc.constantFrom(
    'GET /v1/ping HTTP/1.1',
    'GET http://example.com/v1/ping HTTP/1.1',
    'GET //example.com/v1/ping HTTP/1.1',
    'GET /v1/events-socket HTTP/1.1',
    'GET /v2022-06-30/socket/production HTTP/1.1',
    'GET /%ff%00/..;/ HTTP/1.1',
    'POST /v1/data/mutate/production HTTP/1.1',
    'CONNECT example.com:80 HTTP/1.1',
    'TRACE / HTTP/1.1',
    'OPTIONS * HTTP/1.1',
    'PRI * HTTP/2.0',
    'GET /v1/ping',
  ),
  fc.string({unit: 'binary', maxLength: 30}),
)
const bytes = fc
  .tuple(start, fc.array(line, {maxLength: 6}), fc.constantFrom('\r\n', '\n', '\r'), fc.string())
  .map(([first, lines, end, rest]) => [first, ...lines, '', rest].join(end))

const PING = 'GET /v1/ping HTTP/1.1\r\nHost: localhost:PORT\r\nConnection: close\r\n\r\n'

/** What comes back until the connection ends or has been silent for a moment. */
async function exchange(text: string, patienceMs = 200): Promise<string> {
  const socket = connect(port, '127.0.0.1')
  socket.on('error', () => socket.destroy())
  const closed = new Promise((resolve) => socket.once('close', resolve))
  let answer = ''
  socket.setEncoding('latin1').on('data', (chunk: string) => {
    answer += chunk
  })
  socket.setTimeout(patienceMs, () => socket.destroy())
  socket.end(text.replaceAll('PORT', String(port)))
  await closed
  return answer
}

test('bytes that are no request do not end the lake, and nothing of it is shown', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(bytes, {minLength: 20, maxLength: 20}), async (texts) => {
      const answers = await Promise.all(texts.map(async (text) => exchange(text)))
      for (const answer of answers) {
        expect(answer).not.toMatch(/^HTTP\/1.1 5|\n\s+at |node:internal/)
      }
      const ping = await exchange(PING, 30_000)
      expect(ping).toMatch(/^HTTP\/1.1 200 /)
    }),
    {numRuns: 300, endOnFailure: true},
  )
  expect(log).toEqual([])
}, 120_000)

const frame = fc.oneof(
  fc.string({unit: 'binary', maxLength: 40}),
  fc.json({maxDepth: 3}),
  fc
    .record(
      {
        open: fc.constantFrom<unknown>('1', '2', '', 3, null),
        close: fc.constantFrom<unknown>('1', '2', {}),
        path: fc.constantFrom<unknown>(
          '/v1/data/listen/production?query=*',
          '/v1/data/listen/production?query=*[',
          '/vX/data/live/events/production',
          '/v1/data/listen/__proto__',
          '//example.com/v1/data/listen/production',
          '/v1/data/query/production?query=*',
          7,
        ),
        lastEventId: fc.constantFrom<unknown>('x#y', '\n', 1),
        jsonrpc: fc.constant('2.0'),
        id: fc.jsonValue({maxDepth: 1}),
        method: fc.constantFrom<unknown>(
          'authorization',
          'presence_subscribe',
          'presence_unsubscribe',
          'presence_announce',
          'presence_rollcall',
          'presence_disconnect',
          '__proto__',
          1,
        ),
        params: fc.jsonValue({maxDepth: 2}),
      },
      {requiredKeys: []},
    )
    .map((value) => JSON.stringify(value)),
)

test('frames that are no request do not end the lake, on either websocket', async () => {
  const authorization = `Bearer ${lake.lake.mintToken('writer')}`
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom('/v1/events-socket', '/v2022-06-30/socket/production'),
      fc.array(frame, {minLength: 30, maxLength: 30}),
      async (place, frames) => {
        const socket = new WebSocket(`ws://127.0.0.1:${port}${place}`, {headers: {authorization}})
        const answers: string[] = []
        socket.on('message', (data: Buffer) => answers.push(data.toString()))
        await new Promise((resolve, reject) => socket.once('open', resolve).once('error', reject))
        for (const text of frames) socket.send(text)
        // Answered in turn, so what was sent before it has been looked at.
        const answered = new Promise((resolve) =>
          socket.once('pong', resolve).once('close', resolve),
        )
        socket.ping()
        await answered
        socket.terminate()
        for (const answer of answers) expect(answer).not.toMatch(/\n\s+at |node:internal/)
        const ping = await exchange(PING, 30_000)
        expect(ping).toMatch(/^HTTP\/1.1 200 /)
      },
    ),
    {numRuns: 100, endOnFailure: true},
  )
  expect(log).toEqual([])
}, 120_000)
