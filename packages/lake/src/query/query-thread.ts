import {Worker} from 'node:worker_threads'

import {QueryBudgetError, QueryParseError} from './errors.ts'
import type {Answer, Failure, FromWorker, QueryLimits, ToWorker} from './worker.ts'

export interface ThreadBudget extends QueryLimits {
  /** Wall time after which a query is stopped together with its thread, in milliseconds. */
  timeBudgetMs: number
  memoryBudgetMb: number
}

/** The query is not one for this thread. */
export class DeferredError extends Error {
  override readonly name = 'DeferredError'
}

interface Job {
  id: number
  /** JSON text. */
  request: string
  isSent: boolean
  resolve: (answer: Answer) => void
  reject: (error: Error) => void
}

/** So many characters of documents are handed to a new thread before others get a turn. */
const CHUNK_LENGTH = 1_000_000

/**
 * A worker thread that answers queries in order. One that exceeds its budget is stopped together
 * with the thread; the others move on to a new thread, loaded from the given documents.
 */
export class QueryThread {
  readonly #documents: ReadonlyMap<string, string>
  readonly #budget: ThreadBudget
  readonly #jobs = new Map<number, Job>()
  #worker: Worker | null = null
  #isLoaded = false
  #timer: NodeJS.Timeout | undefined
  #running: number | null = null
  #lastId = 0
  #isClosed = false

  /** @param documents - JSON text by id; its owner tells of every change */
  constructor(documents: ReadonlyMap<string, string>, budget: ThreadBudget) {
    this.#documents = documents
    this.#budget = budget
  }

  /** To be called after the documents changed altogether. */
  reload(): void {
    if (!this.#worker) return
    this.#send({kind: 'clear'})
    void this.#load(this.#worker)
  }

  /** To be called after these documents changed or went. */
  apply(ids: readonly string[]): void {
    if (this.#worker) this.#sendDocuments(ids)
  }

  async query(request: string): Promise<Answer> {
    return new Promise((resolve, reject) => {
      if (this.#isClosed) {
        reject(closed())
        return
      }
      const job: Job = {id: ++this.#lastId, request, isSent: false, resolve, reject}
      this.#jobs.set(job.id, job)
      if (this.#worker) {
        this.#worker.ref()
        this.#sendQuery(job)
      } else {
        this.start()
      }
    })
  }

  /** Starts the thread now rather than with the first query. */
  start(): void {
    if (this.#worker || this.#isClosed) return
    const worker = new Worker(new URL('./worker.ts', import.meta.url), {
      resourceLimits: {maxOldGenerationSizeMb: this.#budget.memoryBudgetMb},
      execArgv: [],
    })
    if (this.#jobs.size === 0) worker.unref()
    worker.on('message', (message: FromWorker) => {
      if (worker === this.#worker) this.#receive(message)
    })
    worker.on('error', (error) => {
      if (worker === this.#worker) this.#fail(failureOfThread(error))
    })
    this.#worker = worker
    for (const job of this.#jobs.values()) job.isSent = false
    void this.#load(worker)
  }

  /** Gives the memory back until there is a query again. */
  async stop(): Promise<void> {
    if (this.#jobs.size === 0) await this.#detach()?.terminate()
  }

  async close(): Promise<void> {
    this.#isClosed = true
    const worker = this.#detach()
    for (const job of this.#jobs.values()) job.reject(closed())
    this.#jobs.clear()
    await worker?.terminate()
  }

  /** Hands over the documents in portions; changes in between are handed over as they come. */
  async #load(worker: Worker): Promise<void> {
    this.#isLoaded = false
    let portion: string[] = []
    let length = 0
    for (const [id, text] of this.#documents) {
      portion.push(id)
      length += text.length
      if (length < CHUNK_LENGTH) continue
      this.#sendDocuments(portion)
      portion = []
      length = 0
      await new Promise<void>((resolve) => void setImmediate(resolve))
      if (worker !== this.#worker) return
    }
    this.#sendDocuments(portion)
    this.#isLoaded = true
    for (const job of this.#jobs.values()) this.#sendQuery(job)
  }

  #receive(message: FromWorker): void {
    if (message.kind === 'started') {
      this.#running = message.id
      this.#timer = setTimeout(() => {
        const seconds = this.#budget.timeBudgetMs / 1000
        this.#fail(new QueryBudgetError(`the query was stopped after ${seconds} s`))
      }, this.#budget.timeBudgetMs)
      return
    }
    this.#settleTimer()
    const job = this.#jobs.get(message.id)
    this.#jobs.delete(message.id)
    if (this.#jobs.size === 0) this.#worker?.unref()
    if (message.kind === 'result') job?.resolve(message)
    else if (message.kind === 'deferred') job?.reject(new DeferredError('it takes too long here'))
    else job?.reject(errorOf(message.failure))
  }

  /** Ends the thread and the query it was running, and gives the others a new thread. */
  #fail(error: Error): void {
    const running = this.#running
    const worker = this.#detach()
    void worker?.terminate()
    if (running === null) {
      // Without a running query the documents are at fault, and another thread would fail as well.
      for (const job of this.#jobs.values()) job.reject(error)
      this.#jobs.clear()
      return
    }
    const isQuick = this.#budget.quickMs !== undefined
    this.#jobs.get(running)?.reject(isQuick ? new DeferredError(error.message) : error)
    this.#jobs.delete(running)
    this.start()
  }

  #detach(): Worker | null {
    const worker = this.#worker
    this.#worker = null
    this.#settleTimer()
    return worker
  }

  #settleTimer(): void {
    clearTimeout(this.#timer)
    this.#timer = undefined
    this.#running = null
  }

  #sendDocuments(ids: readonly string[]): void {
    const items = ids.map(
      (id) => `{"id":${JSON.stringify(id)},"after":${this.#documents.get(id) ?? 'null'}}`,
    )
    if (items.length > 0) this.#send({kind: 'apply', changes: `[${items.join(',')}]`})
  }

  #sendQuery(job: Job): void {
    if (!this.#isLoaded || job.isSent) return
    job.isSent = true
    const {quickMs, maximumResultLength} = this.#budget
    const limits = {maximumResultLength, ...(quickMs === undefined ? {} : {quickMs})}
    this.#send({kind: 'query', id: job.id, request: job.request, limits})
  }

  #send(message: ToWorker): void {
    this.#worker?.postMessage(message)
  }
}

const closed = (): Error => new Error('the query engine is closed')

function failureOfThread(error: unknown): Error {
  if (error instanceof Error && 'code' in error && error.code === 'ERR_WORKER_OUT_OF_MEMORY') {
    return new QueryBudgetError('the query was stopped because it used too much memory')
  }
  return new Error('the query thread failed', {cause: error})
}

function errorOf(failure: Failure): Error {
  switch (failure.type) {
    case 'parse':
      return new QueryParseError(failure.query, failure.start, failure.end, failure.description)
    case 'budget':
      return new QueryBudgetError(failure.message)
    case 'other': {
      const error = new Error(`the query failed: ${failure.message}`)
      if (failure.stack !== undefined) error.stack = failure.stack
      return error
    }
    default:
      return failure satisfies never
  }
}
