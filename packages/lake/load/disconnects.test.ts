import {createClient, type SanityClient} from '@sanity/client'
import {afterEach, beforeEach, describe, expect, test} from 'vitest'

import {type TestLake, testLake} from '../src/test-lake.ts'
import {readEvents, type ReceivedEvent} from './event-source.ts'
import {type LossyProxy, startLossyProxy} from './lossy-proxy.ts'

let lake: TestLake
let url: string
let proxy: LossyProxy
/** Bytes; a welcome and a few events, with what comes before them. */
let longest: number

beforeEach(async () => {
  longest = 4_000
  // At whichever port: that of the proxy is not the lake's.
  lake = testLake({allowedHosts: ['127.0.0.1']})
  const {port} = await lake.lake.listen({port: 0})
  proxy = await startLossyProxy(port, () => 200 + Math.floor(Math.random() * longest))
  url = `http://localhost:${port}`
})
afterEach(async () => {
  proxy.close()
  await lake.lake.close()
})

/** The real client over the network. */
function clientOf(apiHost: string): SanityClient {
  return createClient({
    projectId: 'nettherapies',
    dataset: 'production',
    apiVersion: '2025-02-19',
    apiHost,
    useProjectHostname: false,
    useCdn: false,
    token: lake.lake.mintToken('administrator'),
  })
}

/** What a listener was told between two welcomes. */
interface Session {
  beginsWith: 'welcome' | 'reset'
  /** How many transactions had been acknowledged when it began. */
  acknowledged: number
  eventIds: string[]
}

/** Writes transactions of one to three documents, of which listeners to pages see some. */
async function write(count: number, acknowledged: string[][], maximumDocuments = 3): Promise<void> {
  const client = clientOf(url)
  for (let index = 0; index < count; index += 1) {
    const transactionId = `tx-${acknowledged.length}`
    const documents = Array.from(
      {length: 1 + Math.floor(Math.random() * maximumDocuments)},
      (_, n) => ({
        _id: `d${Math.floor(Math.random() * 20)}-${n}`,
        _type: n === 1 ? 'note' : 'page',
        text: 'x'.repeat(Math.floor(Math.random() * 400)),
      }),
    )
    const mutations = documents.map((document) => ({createOrReplace: document}))
    await client.mutate(mutations, {transactionId})
    acknowledged.push(
      documents.filter(({_type}) => _type === 'page').map(({_id}) => `${transactionId}#${_id}`),
    )
  }
}

function follow(port: number, search: string, acknowledged: readonly string[][]) {
  const sessions: Session[] = []
  let resumed = 0
  const onEvent = ({name, id}: ReceivedEvent) => {
    if (name === 'welcome' || name === 'reset') {
      sessions.push({beginsWith: name, acknowledged: acknowledged.length, eventIds: []})
    } else if (name === 'welcomeback') {
      resumed += 1
    } else if (name === 'mutation') {
      sessions.at(-1)?.eventIds.push(id ?? 'none')
    }
  }
  const query = encodeURIComponent('*[_type == "page"]')
  const reader = readEvents(
    `http://127.0.0.1:${port}/v2025-02-19/data/listen/production?query=${query}${search}`,
    {token: lake.lake.mintToken('administrator'), onEvent},
  )
  /** Number of the transaction up to which it knows everything. */
  const told = () => {
    const {eventIds, acknowledged: known} = sessions.at(-1) ?? {eventIds: [], acknowledged: 0}
    const last = eventIds.at(-1)
    return last === undefined ? known : Number(/^tx-(\d+)/.exec(last)?.[1])
  }
  return {...reader, sessions, told, resumed: () => resumed}
}

function isUpToDate(sessions: readonly Session[], acknowledged: readonly string[][]): boolean {
  const {eventIds, acknowledged: known} = sessions.at(-1) ?? {eventIds: [], acknowledged: 0}
  return eventIds.at(-1) === acknowledged.at(-1)?.at(-1) || known === acknowledged.length
}

/** Every session tells all events, each once, from some event on that it need not have known. */
function check(sessions: readonly Session[], acknowledged: readonly string[][]): void {
  const all = acknowledged.flat()
  for (const [index, {eventIds, acknowledged: known}] of sessions.entries()) {
    const [first] = eventIds
    if (first === undefined) continue
    const start = all.indexOf(first)
    expect(eventIds).toEqual(all.slice(start, start + eventIds.length))
    // The transaction that was being written at the welcome may be told or be there already.
    expect(start).toBeLessThanOrEqual(acknowledged.slice(0, known + 1).flat().length)
    if (index === sessions.length - 1) expect(eventIds.at(-1)).toBe(all.at(-1))
  }
}

async function until(condition: () => boolean): Promise<void> {
  const deadline = Date.now() + 60_000
  while (!condition()) {
    if (Date.now() > deadline) throw new Error('the listeners did not hear of the last event')
    await new Promise((resolve) => void setTimeout(resolve, 2))
  }
}

describe('listeners whose connections are cut at random', () => {
  test(
    'are told each event once, over 1 000 cuts, when they go on where they were',
    {timeout: 300_000},
    async () => {
      const acknowledged: string[][] = []
      const readers = Array.from({length: 10}, () =>
        follow(proxy.port, '&enableResume=true', acknowledged),
      )
      await until(() => readers.every(({sessions}) => sessions.length > 0))
      while (proxy.cuts() < 1_000) {
        await write(5, acknowledged)
        // Those who fall far behind have to begin anew, which is another test.
        await until(() => readers.every(({told}) => acknowledged.length - told() < 100))
      }
      longest = 1e9
      await write(5, acknowledged)
      await until(() => readers.every(({sessions}) => isUpToDate(sessions, acknowledged)))
      for (const reader of readers) {
        reader.stop()
        check(reader.sessions, acknowledged)
      }
      const resumed = readers.reduce((sum, reader) => sum + reader.resumed(), 0)
      expect(resumed).toBeGreaterThan(300)
    },
  )

  test('control: those who start anew each time miss events', {timeout: 120_000}, async () => {
    const acknowledged: string[][] = []
    const reader = follow(proxy.port, '', acknowledged)
    await until(() => reader.sessions.length > 0)
    while (proxy.cuts() < 30) await write(10, acknowledged)
    longest = 1e9
    await write(5, acknowledged)
    reader.stop()
    const told = new Set(reader.sessions.flatMap(({eventIds}) => eventIds))
    expect(reader.resumed()).toBe(0)
    expect(acknowledged.flat().filter((id) => !told.has(id)).length).toBeGreaterThan(0)
  })

  test('are told to begin anew when they missed too much', async () => {
    const acknowledged: string[][] = []
    await write(1, acknowledged)
    const client = clientOf(url)
    for (let batch = 0; batch < 3; batch += 1) {
      await client.mutate(Array.from({length: 500}, () => ({create: {_type: 'page', title: 'A'}})))
    }
    const response = await fetch(
      `${url}/v2025-02-19/data/listen/production?query=*&enableResume=true`,
      {
        headers: {
          authorization: `Bearer ${lake.lake.mintToken('administrator')}`,
          'last-event-id': acknowledged[0]?.[0] ?? '',
        },
      },
    )
    const reader = response.body?.getReader()
    const {value} = (await reader?.read()) ?? {}
    await reader?.cancel()
    expect(new TextDecoder().decode(value)).toMatch(/^event: reset\n/)
  })
})

test(
  'the real client, cut off again and again, tells each event once',
  {timeout: 300_000},
  async () => {
    const acknowledged: string[][] = []
    const client = clientOf(`http://127.0.0.1:${proxy.port}`)
    const sessions: Session[] = []
    const names = new Set<string>()
    const listening = client.listen(
      '*[_type == "page"]',
      {},
      {enableResume: true, events: ['welcome', 'welcomeback', 'reset', 'mutation', 'reconnect']},
    )
    const subscription = listening.subscribe((event) => {
      names.add(event.type)
      // Cut off before its first event, it has nothing to go on from, and is welcomed anew.
      if (event.type === 'welcome') {
        sessions.push({beginsWith: 'welcome', acknowledged: acknowledged.length, eventIds: []})
      }
      if (event.type === 'mutation') sessions.at(-1)?.eventIds.push(event.eventId)
    })
    await until(() => names.has('welcome'))
    // It waits for three seconds before it connects again.
    while (proxy.cuts() < 4 || !names.has('welcomeback')) {
      await write(3, acknowledged, 1)
      await until(() => isUpToDate(sessions, acknowledged))
    }
    subscription.unsubscribe()
    expect(names.has('reset')).toBe(false)
    check(sessions, acknowledged)
  },
)
