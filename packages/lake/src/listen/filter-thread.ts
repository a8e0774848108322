import {Worker} from 'node:worker_threads'

import type {
  FilterRequest,
  FromFilterWorker,
  Matches,
  Refusal,
  ToFilterWorker,
} from './filter-worker.ts'

export type {FilterRequest, Matches, Refusal} from './filter-worker.ts'

interface FilterOwner {
  /** From the moment of `add` every transaction is matched for it. */
  added: () => void
  refused: (refusal: Refusal) => void
  /** The filter was removed because it took too long, too much memory, or threw. */
  failed: (message: string) => void
}

interface PendingMatch {
  documents: string
  only: number | undefined
  done: (matches: Matches) => void
}

const MEMORY_MB = 256

/** A worker thread that knows the filters of all listeners of a dataset. */
export class FilterThread {
  readonly #filters = new Map<number, {filter: string; owner: FilterOwner; isAdded: boolean}>()
  readonly #pending = new Map<number, PendingMatch>()
  readonly #current = new Int32Array(new SharedArrayBuffer(4))
  #worker: Worker | null = null
  #lastFilter = 0
  #lastMatch = 0

  get isEmpty(): boolean {
    return this.#filters.size === 0
  }

  add(filter: FilterRequest, owner: FilterOwner): number {
    this.#lastFilter += 1
    const listener = this.#lastFilter
    const text = JSON.stringify(filter)
    this.#filters.set(listener, {filter: text, owner, isAdded: false})
    if (this.#worker) this.#send({kind: 'add', listener, filter: text})
    else this.#start()
    return listener
  }

  remove(listener: number): void {
    if (this.#filters.delete(listener)) this.#send({kind: 'remove', listener})
  }

  /**
   * Calls `done` once every filter has seen the documents, in the order of the calls.
   *
   * @param documents - JSON text of a list of `[before, after]`
   * @param only - one filter instead of all
   */
  match(documents: string, done: (matches: Matches) => void, only?: number): void {
    this.#lastMatch += 1
    const pending = {documents, only, done}
    this.#pending.set(this.#lastMatch, pending)
    this.#sendMatch(this.#lastMatch, pending)
  }

  async close(): Promise<void> {
    const worker = this.#worker
    this.#worker = null
    this.#filters.clear()
    this.#pending.clear()
    await worker?.terminate()
  }

  #start(): void {
    const worker = new Worker(new URL('./filter-worker.ts', import.meta.url), {
      workerData: this.#current.buffer,
      resourceLimits: {maxOldGenerationSizeMb: MEMORY_MB},
      execArgv: [],
    })
    worker.unref()
    worker.on('message', (message: FromFilterWorker) => {
      if (worker === this.#worker) this.#receive(message)
    })
    worker.on('error', (error) => {
      if (worker === this.#worker) this.#restart(error)
    })
    this.#worker = worker
    for (const [listener, {filter}] of this.#filters) this.#send({kind: 'add', listener, filter})
    for (const [id, pending] of this.#pending) this.#sendMatch(id, pending)
  }

  /** Without the filter the thread died of, and with all that it had not answered. */
  #restart(error: unknown): void {
    this.#worker = null
    const culprit = Atomics.exchange(this.#current, 0, 0)
    const known = this.#filters.get(culprit)
    this.#filters.delete(culprit)
    const reason = error instanceof Error ? error.message : String(error)
    known?.owner.failed(`it was stopped: ${reason}`)
    if (known) {
      this.#start()
      return
    }
    // Nobody's filter is at fault, so another thread would end the same way.
    const owners = [...this.#filters.values()]
    this.#filters.clear()
    this.#pending.clear()
    for (const {owner} of owners) owner.failed(`the thread of the filters ended: ${reason}`)
  }

  #receive(message: FromFilterWorker): void {
    if (message.kind === 'matched') {
      const pending = this.#pending.get(message.id)
      this.#pending.delete(message.id)
      pending?.done(message.matches)
      return
    }
    const known = this.#filters.get(message.listener)
    if (!known) return
    if (message.kind === 'added') {
      // After a restart it is added once more, which is no news.
      if (!known.isAdded) known.owner.added()
      known.isAdded = true
      return
    }
    this.#filters.delete(message.listener)
    if (message.kind === 'refused') known.owner.refused(message.refusal)
    else known.owner.failed(message.message)
  }

  #sendMatch(id: number, {documents, only}: PendingMatch): void {
    this.#send({kind: 'match', id, documents, ...(only === undefined ? {} : {only})})
  }

  #send(message: ToFilterWorker): void {
    this.#worker?.postMessage(message)
  }
}
