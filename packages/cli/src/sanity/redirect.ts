/**
 * Loaded by Node before the `sanity` command. Connections to the service are made to the relay
 * instead, connections to the lake are left alone, and there are no others.
 *
 * It sits where a connection is opened, below `fetch`, undici and `https`, because the command and
 * what it runs use all of them.
 */
import {syncBuiltinESMExports} from 'node:module'
import net from 'node:net'
import tls from 'node:tls'

interface Target {
  path?: string | undefined
  host?: string | undefined
  port?: number | string | undefined
}

const {NET_THERAPIES_RELAY: relay = '', NET_THERAPIES_LAKE: lake = ''} = process.env
const lakePort = new URL(lake).port

const SERVICE = /^(?:[a-z0-9-]+\.)?api\.sanity\.io$/u
const LOOPBACK = /^(?:localhost|127\.0\.0\.1|\[?::1\]?)$/u

/** What a connection leads to; the first argument may be options, a path or a port. */
function targetOf([first, second]: readonly unknown[]): Target {
  if (Array.isArray(first)) return targetOf(first)
  if (typeof first === 'object' && first !== null) return first
  if (typeof first === 'string' && Number.isNaN(Number(first))) return {path: first}
  return {port: Number(first), host: typeof second === 'string' ? second : undefined}
}

function isAllowed({path, host = 'localhost', port}: Target): boolean {
  return Boolean(path) || (LOOPBACK.test(host) && String(port) === lakePort)
}

function refusal({host = 'localhost', port = ''}: Target): Error {
  return new Error(
    `“net-therapies sanity” reaches the lake at ${lake} and nothing else; it did not connect to ${host}:${port}`,
  )
}

/** A plain connection to the relay that looks, to HTTP clients, like one that speaks TLS. */
function connectToRelay(): net.Socket {
  const socket = new net.Socket()
  Object.assign(socket, {
    encrypted: true,
    authorized: true,
    alpnProtocol: 'http/1.1',
    getPeerCertificate: () => ({}),
    getSession: () => undefined,
    isSessionReused: () => false,
    setServername: () => undefined,
  })
  socket.once('connect', () => socket.emit('secureConnect'))
  return socket.connect({path: relay})
}

type Connect = (this: net.Socket, ...args: unknown[]) => net.Socket

const connectSocket = Reflect.get(net.Socket.prototype, 'connect') as Connect

Object.assign(net.Socket.prototype, {
  connect(this: net.Socket, ...args: unknown[]): net.Socket {
    const target = targetOf(args)
    if (isAllowed(target)) return Reflect.apply(connectSocket, this, args)
    // As a connection fails that nobody takes, so that the caller handles it.
    process.nextTick(() => this.destroy(refusal(target)))
    return this
  },
})

Object.assign(tls, {
  connect(...args: unknown[]): net.Socket {
    const target = targetOf(args)
    const listener = args.find((value) => typeof value === 'function') as (() => void) | undefined
    const socket = SERVICE.test(target.host ?? '') ? connectToRelay() : new net.Socket()
    if (listener) socket.once('secureConnect', listener)
    return socket.connecting ? socket : socket.connect({host: target.host ?? '', port: 443})
  },
})

syncBuiltinESMExports()
