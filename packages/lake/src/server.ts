import {once} from 'node:events'
import {createServer, type IncomingMessage, type Server} from 'node:http'
import type {Duplex} from 'node:stream'

import {getRequestListener} from '@hono/node-server'
import {WebSocketServer} from 'ws'

import {keepAssetAddresses} from './assets/keep-addresses.ts'
import type {Caller} from './auth/caller.ts'
import {credentialsFrom} from './auth/credentials.ts'
import {forbidden, LakeError, notFound, tooMany, unauthorized} from './errors.ts'
import type {LakeContext} from './lake-context.ts'
import {apiVersionOf, routingPath} from './routes/api-path.ts'
import {tunnelEvents} from './sockets/event-tunnel.ts'
import {Presence} from './sockets/presence.ts'

/** Bytes of headers, and how long a client may take to send them and the rest, in milliseconds. */
const LIMITS = {maxHeaderSize: 32 * 1024, headersTimeout: 20_000, requestTimeout: 300_000}

const MAXIMUM_CONNECTIONS = 5_000
const MAXIMUM_WEBSOCKETS = 1_000

/** Bytes of one message from a client. */
const MAXIMUM_FRAME = 32 * 1024

const LOOPBACK = new Set(['127.0.0.1', 'localhost', '::1'])

/** The lake on a port: requests, and the two websockets a Studio opens. */
export class LakeServer {
  readonly #context: LakeContext
  readonly #fetch: (request: Request) => Promise<Response>
  readonly #servers = new Set<Server>()
  readonly #sockets = new WebSocketServer({noServer: true, maxPayload: MAXIMUM_FRAME})
  readonly #presence: Presence
  /** Of the last port that was opened. */
  url: string | undefined

  constructor(context: LakeContext, fetch: (request: Request) => Promise<Response>) {
    this.#context = context
    this.#fetch = fetch
    this.#presence = new Presence((token) => context.accounts.caller({token}))
  }

  async listen({port, host = '127.0.0.1'}: {port: number; host?: string}): Promise<{
    url: string
    port: number
  }> {
    const isLoopback = LOOPBACK.has(host)
    if (this.#context.settings.demoSignIn && !isLoopback) {
      throw new RangeError(
        `demoSignIn lets anyone sign in who reaches the port, so host must be 127.0.0.1; got "${host}"`,
      )
    }
    const server = createServer(LIMITS, getRequestListener(this.#fetch))
    server.maxConnections = MAXIMUM_CONNECTIONS
    server.on('upgrade', (request, socket, head) => this.#upgrade(request, socket, head))
    server.listen({port, host})
    await once(server, 'listening')
    const address = server.address()
    if (address === null || typeof address === 'string') {
      throw new TypeError('the server must listen on a TCP port')
    }
    this.#servers.add(server)
    this.#context.gate.ports.add(address.port)
    const name = isLoopback ? 'localhost' : host
    this.url = `http://${name}:${address.port}`
    const {settings, datasets} = this.#context
    for (const dataset of datasets.values()) {
      keepAssetAddresses(dataset, settings.publicUrl ?? this.url, settings.clock)
    }
    return {url: this.url, port: address.port}
  }

  async close(): Promise<void> {
    for (const socket of this.#sockets.clients) socket.terminate()
    for (const server of this.#servers) {
      const closed = once(server, 'close')
      server.close()
      server.closeAllConnections()
      await closed
    }
    this.#servers.clear()
  }

  #upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void {
    socket.on('error', () => socket.destroy())
    try {
      const {origin} = request.headers
      this.#context.gate.check(request.headers.host ?? '', origin ?? null)
      if (this.#sockets.clients.size >= MAXIMUM_WEBSOCKETS) {
        throw tooMany(`the lake has ${MAXIMUM_WEBSOCKETS} websockets, and no more are possible`)
      }
      const url = new URL(request.url ?? '/', `http://${request.headers.host}`)
      const caller = this.#callerOf(request, url.port)
      if (caller.by === 'cookie' && origin === undefined) {
        throw forbidden('a websocket by a cookie session needs an Origin header')
      }
      this.#accept(request, socket, head, url, caller)
    } catch (error) {
      const failure =
        error instanceof LakeError
          ? error
          : new LakeError('badRequest', 'the upgrade request is malformed', {status: 400})
      const body = JSON.stringify(failure.toBody())
      socket.end(
        `HTTP/1.1 ${failure.status} Refused\r\nContent-Type: application/json\r\nContent-Length: ${Buffer.byteLength(body)}\r\nConnection: close\r\n\r\n${body}`,
      )
    }
  }

  #callerOf({headers}: IncomingMessage, port: string): Caller {
    return this.#context.accounts.caller(
      credentialsFrom(headers.authorization, headers.cookie, port),
    )
  }

  #accept(request: IncomingMessage, socket: Duplex, head: Buffer, url: URL, caller: Caller): void {
    const path = apiVersionOf(url.pathname) === undefined ? '' : routingPath(url.pathname)
    const dataset = /^\/api\/socket\/([^/]+)$/.exec(path)?.[1]
    if (path === '/api/events-socket') {
      if (caller.isAnonymous) throw unauthorized('this needs a token or a signed-in session')
      this.#sockets.handleUpgrade(request, socket, head, (client) => {
        const {host = '', authorization, cookie} = request.headers
        tunnelEvents(client, (target, headers, signal) =>
          this.#fetch(
            new Request(new URL(target, `http://${host}`), {
              headers: {
                ...headers,
                ...(authorization ? {authorization} : {}),
                ...(cookie ? {cookie} : {}),
              },
              signal,
            }),
          ),
        )
      })
    } else if (dataset !== undefined && this.#context.datasets.has(dataset)) {
      this.#sockets.handleUpgrade(request, socket, head, (client) =>
        this.#presence.join(client, dataset, caller),
      )
    } else {
      throw notFound(`${url.pathname} is not a websocket of this lake`)
    }
  }
}
