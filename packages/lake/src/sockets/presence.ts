import type {WebSocket} from 'ws'

import type {Caller} from '../auth/caller.ts'
import {isRecord} from '../document.ts'

const HEARTBEAT = '♥'
const HEARTBEAT_MS = 10_000

/** Of one websocket; a Studio has one of each. */
const MAXIMUM_SUBSCRIPTIONS = 4
const MAXIMUM_SESSIONS = 20

const MAXIMUM_BUFFERED = 1_000_000

interface Participant {
  socket: WebSocket
  caller: Caller
  subscriptions: Set<string>
  sessions: Set<string>
}

/** Tells the Studios that have the same dataset open who looks at what. Nothing is stored. */
export class Presence {
  readonly #participants = new Map<string, Set<Participant>>()
  readonly #authorize: (token: string) => Caller
  #subscriptions = 0

  /** @param authorize - throws when the token is not valid */
  constructor(authorize: (token: string) => Caller) {
    this.#authorize = authorize
  }

  join(socket: WebSocket, dataset: string, caller: Caller): void {
    const participant: Participant = {
      socket,
      caller,
      subscriptions: new Set(),
      sessions: new Set(),
    }
    const room = this.#participants.get(dataset) ?? new Set()
    this.#participants.set(dataset, room.add(participant))
    const heartbeat = setInterval(() => send(socket, HEARTBEAT), HEARTBEAT_MS)
    heartbeat.unref()
    socket.on('message', (data: Buffer) => this.#receive(room, participant, data.toString()))
    socket.on('close', () => {
      clearInterval(heartbeat)
      room.delete(participant)
      for (const session of participant.sessions) {
        broadcast(room, {type: 'disconnect', i: participant.caller.id, m: {session}})
      }
    })
  }

  #receive(room: ReadonlySet<Participant>, participant: Participant, text: string): void {
    if (text === HEARTBEAT) return
    let request: unknown
    try {
      request = JSON.parse(text)
    } catch {
      reply(participant, null, {error: {code: -32_700, message: 'the message is not valid JSON'}})
      return
    }
    if (!isRecord(request)) return
    const {id, method} = request
    const params = isRecord(request['params']) ? request['params'] : {}
    if (method === 'authorization') {
      const token = String(params['authorization']).replace(/^bearer\s+/i, '')
      try {
        participant.caller = this.#authorize(token)
        reply(participant, id, {result: true})
      } catch {
        participant.socket.close(4001, 'the token is unknown or expired')
      }
      return
    }
    if (participant.caller.isAnonymous) {
      reply(participant, id, {error: {code: 4001, message: 'sign in first'}})
      return
    }
    this.#perform(room, participant, {id, method, params})
  }

  #perform(
    room: ReadonlySet<Participant>,
    participant: Participant,
    {id, method, params}: {id: unknown; method: unknown; params: Record<string, unknown>},
  ): void {
    const i = participant.caller.id
    switch (method) {
      case 'presence_subscribe': {
        if (participant.subscriptions.size >= MAXIMUM_SUBSCRIPTIONS) {
          reply(participant, id, {error: {code: 4029, message: 'there are too many subscriptions'}})
          return
        }
        this.#subscriptions += 1
        const subscription = String(this.#subscriptions)
        participant.subscriptions.add(subscription)
        reply(participant, id, {result: subscription})
        return
      }
      case 'presence_unsubscribe':
        reply(participant, id, {
          result: participant.subscriptions.delete(String(params['subscriptionId'])),
        })
        return
      case 'presence_rollcall':
        broadcast(room, {type: 'rollCall', i, session: params['session']})
        break
      case 'presence_announce': {
        const data = isRecord(params['data']) ? params['data'] : {}
        const {sessionId, locations} = data
        if (typeof sessionId === 'string' && participant.sessions.size < MAXIMUM_SESSIONS) {
          participant.sessions.add(sessionId)
        }
        broadcast(room, {type: 'state', i, m: {sessionId, locations}})
        break
      }
      case 'presence_disconnect':
        participant.sessions.delete(String(params['session']))
        broadcast(room, {type: 'disconnect', i, m: {session: params['session']}})
        break
      default:
        reply(participant, id, {error: {code: -32_601, message: 'there is no such method'}})
        return
    }
    reply(participant, id, {result: true})
  }
}

function reply({socket}: Participant, id: unknown, outcome: Record<string, unknown>): void {
  send(socket, JSON.stringify({jsonrpc: '2.0', id, ...outcome}))
}

/** One that does not read is cut off; it joins again when it can. */
function send(socket: WebSocket, text: string): void {
  if (socket.bufferedAmount > MAXIMUM_BUFFERED) socket.terminate()
  else socket.send(text)
}

function broadcast(room: Iterable<Participant>, result: Record<string, unknown>): void {
  for (const {socket, caller, subscriptions} of room) {
    if (caller.isAnonymous) continue
    for (const subscription of subscriptions) {
      const params = {subscription, result}
      send(socket, JSON.stringify({jsonrpc: '2.0', method: 'presence_subscription', params}))
    }
  }
}
