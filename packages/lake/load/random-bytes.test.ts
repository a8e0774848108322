import {connect} from 'node:net'

import fc from 'fast-check'
import {afterAll, beforeAll, expect, test} from 'vitest'

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

/** What comes back until the connection ends or has been silent for a moment. */
async function exchange(text: string): Promise<string> {
  const socket = connect(port, '127.0.0.1')
  socket.on('error', () => socket.destroy())
  const closed = new Promise((resolve) => socket.once('close', resolve))
  let answer = ''
  socket.setEncoding('latin1').on('data', (chunk: string) => {
    answer += chunk
  })
  socket.setTimeout(200, () => socket.destroy())
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
      const ping = await exchange('GET /v1/ping HTTP/1.1\r\nHost: localhost:PORT\r\n\r\n')
      expect(ping).toMatch(/^HTTP\/1.1 200 /)
    }),
    {numRuns: 300, endOnFailure: true},
  )
  expect(log).toEqual([])
}, 120_000)
