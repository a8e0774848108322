import type {SanityClient} from '@sanity/client'
import {afterEach, beforeEach, describe, expect, test} from 'vitest'

import {failureOf, type TestLake, testLake} from '../src/test-lake.ts'

let lake: TestLake
beforeEach(() => {
  lake = testLake()
})
afterEach(() => lake.lake.close())

interface Counter {
  _id: string
  _rev: string
  n: number
}

/** What a writer needs of a lake; the real client is one way to it. */
interface Access {
  read: (id: string) => Promise<Counter>
  /** Resolves to false when somebody else was faster. */
  write: (id: string, revision: string | undefined, n: number) => Promise<boolean>
}

function byClient(client: SanityClient): Access {
  return {
    read: async (id) => {
      const found = await client.getDocument<{n: number}>(id)
      if (!found) throw new Error(`${id} is gone`)
      return found
    },
    write: async (id, revision, n) => {
      const patch = client.patch(id, {set: {n}})
      const attempt = (revision === undefined ? patch : patch.ifRevisionId(revision)).commit()
      return attempt.then(
        () => true,
        async () => {
          const {statusCode, details} = await failureOf(attempt)
          expect([statusCode, details.items[0]?.error['type']]).toEqual([
            409,
            'documentRevisionIDDoesNotMatchError',
          ])
          return false
        },
      )
    },
  }
}

/** The same requests without what the client needs to make them; faster. */
function byRequests(): Access {
  const authorization = `Bearer ${lake.lake.mintToken('administrator')}`
  const send = (path: string, init: RequestInit = {}) =>
    lake.lake.fetch(
      new Request(`http://localhost:3333/v2025-02-19/data/${path}`, {
        ...init,
        headers: {authorization},
      }),
    )
  return {
    read: async (id) => {
      const response = await send(`doc/production/${id}`)
      const {documents} = (await response.json()) as {documents: [Counter]}
      return documents[0]
    },
    write: async (id, ifRevisionID, n) => {
      const mutations = [{patch: {id, ifRevisionID, set: {n}}}]
      const response = await send('mutate/production', {
        method: 'POST',
        body: JSON.stringify({mutations}),
      })
      expect([200, 409]).toContain(response.status)
      return response.status === 200
    },
  }
}

/**
 * Several writers add one to the same number, each by reading it and writing what it should be.
 * Which of them takes a step next is chance, and so is how many steps are under way at once.
 *
 * @returns what was added, and what the number was at the end
 */
async function interleave(
  access: Access,
  id: string,
  isCareful: boolean,
): Promise<{acknowledged: number; found: number}> {
  let acknowledged = 0
  const writer = () => {
    let left = Math.random() < 0.8 ? 1 : 2
    let seen: Counter | undefined
    return async (): Promise<boolean> => {
      if (seen === undefined) {
        seen = await access.read(id)
      } else {
        const isDone = await access.write(id, isCareful ? seen._rev : undefined, seen.n + 1)
        seen = undefined
        if (isDone) {
          acknowledged += 1
          left -= 1
        }
      }
      return left > 0
    }
  }
  let writers = Array.from({length: Math.random() < 0.8 ? 2 : 3}, writer)
  while (writers.length > 0) {
    const chosen = writers.filter(() => Math.random() < 0.5)
    const goOn = await Promise.all(chosen.map(async (step) => step()))
    const done = new Set(chosen.filter((_, index) => !goOn[index]))
    writers = writers.filter((step) => !done.has(step))
  }
  return {acknowledged, found: (await access.read(id)).n}
}

const COUNTERS = 100

async function interleavings(access: Access, runs: number, isCareful = true): Promise<number> {
  const client = lake.as('administrator')
  let lost = 0
  for (let run = 0; run < runs; run += 1) {
    const id = `counter-${run % COUNTERS}`
    if (run < COUNTERS) await client.create({_id: id, _type: 'counter', n: 0})
    const {n} = await access.read(id)
    const {acknowledged, found} = await interleave(access, id, isCareful)
    lost += n + acknowledged - found
  }
  return lost
}

describe('writers who say which revision they saw', () => {
  test('lose no update in 9 500 interleavings of requests', {timeout: 300_000}, async () => {
    expect(await interleavings(byRequests(), 9_500)).toBe(0)
  })

  test('lose no update in 500 interleavings of real clients', {timeout: 120_000}, async () => {
    expect(await interleavings(byClient(lake.as('administrator')), 500)).toBe(0)
  })
})

test('control: writers who do not say it lose updates', async () => {
  expect(await interleavings(byRequests(), 50, false)).toBeGreaterThan(0)
})
