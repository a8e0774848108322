import {randomUUID} from 'node:crypto'

import type {Caller} from '../auth/caller.ts'
import type {Dataset} from '../dataset.ts'
import type {SanityDocument} from '../document.ts'
import {tooMany} from '../errors.ts'
import type {TransactionRecord} from '../store/records.ts'
import {type EventSink, eventStream} from './event-stream.ts'
import type {Listener, Listening} from './listeners.ts'
import {transactionsSince} from './missed.ts'
import {type EventOptions, mutationEvents, type Passes} from './mutation-events.ts'

/** What the hosted service allows on its smallest plan. */
const MAXIMUM_LISTENERS = 1_000

export interface ListenRequest extends EventOptions {
  query: string
  params: Record<string, unknown>
  enableResume: boolean
  lastEventId: string | undefined
  /** False for API versions before 2025-02-19. */
  showVersions: boolean
}

/**
 * Streams every later change of documents that pass the leading filter of the query.
 *
 * @throws {LakeError} 429 when the dataset has as many listeners as it can
 */
export function listen(dataset: Dataset, caller: Caller, request: ListenRequest): Response {
  if (dataset.listeners.size >= MAXIMUM_LISTENERS) {
    throw tooMany(`the dataset has ${MAXIMUM_LISTENERS} listeners, and no more are possible`)
  }
  const {query, params} = request
  const filter = {
    query,
    params,
    identity: caller.id,
    projectId: dataset.projectId,
    dataset: dataset.name,
  }
  return eventStream((sink) => {
    const audience = new Audience(dataset, caller, request, sink)
    const listening = dataset.listeners.add(filter, audience)
    audience.listening = listening
    return () => listening.stop()
  })
}

/** One listener and the stream it is told by. */
class Audience implements Listener {
  listening: Listening | undefined
  readonly #dataset: Dataset
  readonly #caller: Caller
  readonly #request: ListenRequest
  readonly #sink: EventSink
  /** Up to here the listener was told while it caught up. */
  #caughtUpTo = 0
  /** What is committed meanwhile is part of what it catches up with. */
  #isCatchingUp = false

  constructor(dataset: Dataset, caller: Caller, request: ListenRequest, sink: EventSink) {
    this.#dataset = dataset
    this.#caller = caller
    this.#request = request
    this.#sink = sink
  }

  readonly ready = (): void => {
    const {enableResume, lastEventId} = this.#request
    if (!enableResume || lastEventId === undefined) this.#greet('welcome')
    else this.#resume(lastEventId)
  }

  readonly tell = (transaction: TransactionRecord, passes: Passes): void => {
    if (this.#isCatchingUp || transaction.sequence <= this.#caughtUpTo) return
    if (!this.#caller.isCurrent()) {
      const reason = 'the session or token is no longer valid'
      this.#sink.send({name: 'disconnect', data: {reason}})
      this.#sink.end()
      return
    }
    const readable = this.#readable(transaction, passes)
    for (const {id, text} of mutationEvents(transaction, readable, this.#request)) {
      this.#sink.sendText({name: 'mutation', id, text})
    }
  }

  /** The client expects the refusal inside the stream. */
  readonly refused = (refusal: object): void => {
    this.#sink.send({
      name: 'channelError',
      data: {error: {type: 'queryParseError', ...refusal}},
    })
    this.#sink.end()
  }

  /** What it fails on is stored all the same; it is the business of this listener. */
  readonly failed = (message: string): void => {
    this.#sink.send({name: 'channelError', data: {message: `the filter failed: ${message}`}})
    this.#sink.end()
  }

  readonly end = (): void => this.#sink.end()

  #greet(name: 'welcome' | 'welcomeback' | 'reset'): void {
    this.#sink.send({name, data: {listenerName: randomUUID()}})
  }

  /**
   * Tells what was missed since an event, unless that is unknown, too much, or not the last event
   * this listener had to get of its transaction.
   */
  #resume(eventId: string): void {
    const transactions = transactionsSince(this.#dataset.store, eventId)
    const [seen, ...missed] = transactions ?? []
    if (!seen) {
      this.#greet('reset')
      return
    }
    const last = missed.at(-1) ?? seen
    this.#isCatchingUp = true
    this.listening?.match([seen, ...missed], ([seenPasses = [], ...missedPasses]) => {
      this.#isCatchingUp = false
      const events = mutationEvents(seen, this.#readable(seen, seenPasses), this.#request)
      if (events.at(-1)?.id !== eventId) {
        this.#greet('reset')
      } else {
        this.#greet('welcomeback')
        for (const [index, transaction] of missed.entries()) {
          this.tell(transaction, missedPasses[index] ?? [])
        }
      }
      this.#caughtUpTo = last.sequence
    })
  }

  #readable({changes}: TransactionRecord, passes: Passes): Passes {
    const access = this.#caller.access(this.#dataset.name)
    const mayRead = (document: SanityDocument | null) =>
      document !== null &&
      (this.#request.showVersions || !document._id.startsWith('versions.')) &&
      access.can('read', document)
    return changes.map(({before, after}, index) => {
      const own = passes[index] ?? 0
      return (mayRead(before) ? own & 1 : 0) | (mayRead(after) ? own & 2 : 0)
    })
  }
}
