import fc from 'fast-check'
import {afterAll, beforeAll, expect, test} from 'vitest'

import type {CommitGuard} from '../src/index.ts'
import {type TestLake, testLake} from '../src/test-lake.ts'
import {type RandomRequest, randomRequest} from './random-requests.ts'

const BATCHES = 1_000
const BATCH = 100

const sentinels: {_id: string; _type: string; [name: string]: unknown}[] = [
  {_id: 'sentinel-a', _type: 'sentinel', title: 'A', next: {_ref: 'sentinel-b'}, n: [1, 2, 3]},
  {
    _id: 'sentinel-b',
    _type: 'sentinel',
    title: 'B',
    body: [{_type: 'block', children: [{_type: 'span', text: 'some words'}]}],
  },
]
const SENTINEL_QUERY = `*[_type == "sentinel" && title match "*"] | order(title) {
  ..., "next": next->title, "words": pt::text(body), "sum": math::sum(n), "of": count(*[_type == "sentinel"])
}`

/** Nobody may change what the others are compared with. */
const guard: CommitGuard = ({identity, changes}) =>
  changes
    .filter(({id, after}) => after?._type === 'sentinel' || id.includes('sentinel'))
    .filter(() => identity.id !== 'keeper')
    .map(({id}) => ({documentId: id, message: 'the sentinels stay as they are'}))

let lake: TestLake
const log: string[] = []
const tokens = new Map<string, string>()

beforeAll(async () => {
  lake = testLake({
    guard,
    log: (line) => log.push(line),
    demoSignIn: true,
    queryTimeoutMs: 1_000,
    users: ['administrator', 'writer', 'reviewer', 'keeper'].map((id) => ({
      id,
      name: id,
      email: '',
      role: id === 'keeper' ? 'administrator' : id,
    })),
  })
  for (const id of ['administrator', 'writer', 'reviewer']) tokens.set(id, lake.lake.mintToken(id))
  await lake.as('keeper').mutate(sentinels.map((document) => ({create: document})))
})
afterAll(() => lake.lake.close())

/** `undefined` for what no client can send. */
function requestOf({method, path, headers, body, as}: RandomRequest): Request | undefined {
  try {
    const token = as === undefined ? undefined : tokens.get(as)
    return new Request(`http://localhost:3333${path}`, {
      method,
      headers: {...headers, ...(token ? {authorization: `Bearer ${token}`} : {})},
      ...(body === undefined ? {} : {body}),
    })
  } catch (error) {
    if (error instanceof TypeError) return undefined
    throw error
  }
}

const statuses = new Map<number, number>()
let sent = 0

async function sendAndCheck(random: RandomRequest): Promise<void> {
  const request = requestOf(random)
  if (!request) return
  sent += 1
  const response = await lake.lake.fetch(request)
  statuses.set(response.status, (statuses.get(response.status) ?? 0) + 1)
  const type = response.headers.get('content-type') ?? ''
  if (type.startsWith('text/event-stream')) {
    await response.body?.cancel()
    return
  }
  const text = await response.text()
  expect({status: response.status, text, log}).toEqual({
    status: expect.toSatisfy((status: number) => status < 500),
    text: expect.not.stringMatching(/\n\s+at |node:internal|\/packages\/lake\//),
    log: [],
  })
  if (type.startsWith('application/json') && request.method !== 'HEAD' && text !== '') {
    JSON.parse(text)
  }
  for (const token of tokens.values()) expect(text).not.toContain(token)
}

test(
  '100 000 random and mutilated requests: no crash, no 5xx, and nobody else finds other results',
  {timeout: 300_000},
  async () => {
    const before = await lake.as('keeper').fetch<unknown>(SENTINEL_QUERY)
    expect(before).toMatchObject([
      {title: 'A', next: 'B', sum: 6, of: 2},
      {title: 'B', words: 'some words'},
    ])
    await fc.assert(
      fc.asyncProperty(
        fc.array(randomRequest, {minLength: BATCH, maxLength: BATCH, size: 'max'}),
        async (requests) => {
          await Promise.all(requests.map(async (request) => sendAndCheck(request)))
          expect(await lake.as('keeper').fetch(SENTINEL_QUERY)).toEqual(before)
        },
      ),
      {numRuns: BATCHES, endOnFailure: true},
    )
    expect(sent).toBeGreaterThanOrEqual(100_000)
    // Refusals alone would prove nothing.
    expect(statuses.get(200)).toBeGreaterThan(10_000)
    const {transactions, problems} = lake.lake.verifyHistory()
    expect(problems).toEqual([])
    expect(transactions).toBeGreaterThan(1_000)
  },
)

test('control: a lake that fails is noticed, and does not show where', async () => {
  const lines: string[] = []
  const failing = testLake({
    guard: () => {
      throw new Error('the guard is broken')
    },
    log: (line) => lines.push(line),
  })
  const response = await failing.request('/v1/data/mutate/production', {
    as: 'administrator',
    method: 'POST',
    body: JSON.stringify({mutations: [{create: {_type: 'page'}}]}),
  })
  expect([response.status, await response.json()]).toEqual([
    500,
    {
      error: {type: 'internalServerError', description: 'the lake failed; its log says why'},
      statusCode: 500,
    },
  ])
  expect(lines.join()).toContain('the guard is broken')
  await failing.lake.close()
})
