import {
  type ClientConfig,
  createClient,
  type MutationEvent,
  type SanityClient,
} from '@sanity/client'

import {createLake, type Lake, type LakeOptions} from './index.ts'

export interface TestLake {
  lake: Lake
  /** Moves the clock, which otherwise stands still. */
  advance: (seconds: number) => void
  as: (userId: string | null, config?: Partial<ClientConfig>) => SanityClient
  /** A plain request; the path begins with a version. */
  request: (path: string, init?: RequestInit & {as?: string}) => Promise<Response>
}

const START = Date.parse('2026-03-01T08:00:00.000Z')

/** A lake in memory with one user per role, and the real client wired to it without a port. */
export function testLake(options: Partial<LakeOptions> = {}): TestLake {
  let now = START
  const lake = createLake({
    file: ':memory:',
    users: ['administrator', 'writer', 'reviewer'].map((role) => ({
      id: role,
      name: `The ${role}`,
      email: `${role}@example.org`,
      role,
    })),
    clock: () => new Date(now),
    ...options,
  })
  return {
    lake,
    advance: (seconds) => {
      now += seconds * 1000
    },
    as: (userId, config = {}) => connect(lake, userId, config),
    request: (path, {as: userId, ...init} = {}) => {
      const headers = new Headers(init.headers)
      if (userId !== undefined) headers.set('authorization', `Bearer ${lake.mintToken(userId)}`)
      return lake.fetch(new Request(`http://localhost:3333${path}`, {...init, headers}))
    },
  }
}

/** The real client over `lake.fetch`. `resolveFetch` is internal to it, so it is used here only. */
export function connect(
  lake: Lake,
  userId: string | null,
  config: Partial<ClientConfig> = {},
): SanityClient {
  return createClient({
    projectId: 'nettherapies',
    dataset: 'production',
    apiVersion: '2025-02-19',
    apiHost: 'http://localhost:3333',
    useProjectHostname: false,
    useCdn: false,
    perspective: 'raw',
    ...(userId === null ? {} : {token: lake.mintToken(userId)}),
    resolveFetch: () => (url: string, init?: RequestInit) => lake.fetch(new Request(url, init)),
    ...config,
  })
}

type ListenEvents = (MutationEvent | {type: 'welcome'})[]

/** Collects what a listener is told; `ready` resolves at its welcome. */
export function collect(
  client: SanityClient,
  query: string,
  params: Record<string, unknown> = {},
  options: Record<string, unknown> = {},
) {
  const events: MutationEvent[] = []
  const waiting: {count: number; resolve: (events: MutationEvent[]) => void}[] = []
  const ready = Promise.withResolvers<void>()
  const subscription = client
    .listen(query, params, {...options, events: ['welcome', 'mutation']})
    .subscribe({
      next: (event: ListenEvents[number]) => {
        if (event.type === 'welcome') {
          ready.resolve()
          return
        }
        events.push(event)
        for (const {count, resolve} of waiting) if (events.length >= count) resolve(events)
      },
      error: (error: unknown) => ready.reject(error),
    })
  return {
    ready: ready.promise,
    /** Resolves when so many mutations have arrived. */
    next: (count: number) =>
      new Promise<MutationEvent[]>((resolve) => {
        if (events.length >= count) resolve(events)
        else waiting.push({count, resolve})
      }),
    stop: () => subscription.unsubscribe(),
  }
}

/** What the client makes of a refusal. */
export interface Failure {
  name: string
  message: string
  statusCode: number
  details: {type: string; items: {index: number; error: Record<string, unknown>}[]}
}

/** What a promise is rejected with. */
export async function failureOf(promise: Promise<unknown>): Promise<Failure> {
  try {
    await promise
  } catch (error) {
    if (!(error instanceof Error)) throw error
    const {statusCode = 0, details = {type: '', items: []}} = error as Error & Partial<Failure>
    return {name: error.constructor.name, message: error.message, statusCode, details}
  }
  throw new Error('the promise was not rejected')
}
