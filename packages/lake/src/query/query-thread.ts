import {Worker} from 'node:worker_threads'

import type {Change} from './dataset.ts'
import type {SanityDocument} from './document.ts'
import {QueryBudgetError, QueryParseError} from './errors.ts'
import type {QueryRequest} from './evaluator.ts'
import type {Failure, FromWorker, ToWorker} from './worker.ts'

export interface ThreadBudget {
  timeBudgetMs: number
  memoryBudgetMb: number
  maximumResultLength: number
}

interface Job {
  id: number
  /** JSON text. */
  request: string
  resolve: (json: string) => void
  reject: (error: Error) => void
}

/**
 * A worker thread that answers queries in order. One that exceeds its budget is stopped together
 * with the thread; the others move on to a new thread, loaded from the copy kept here.
 */
export class QueryThread {
  readonly #budget: ThreadBudget
  readonly #documents = new Map<string, string>()
  readonly #jobs = new Map<number, Job>()
  #worker: Worker | null = null
  #timer: NodeJS.Timeout | undefined
  #running: number | null = null
  #lastId = 0
  #isClosed = false

  constructor(budget: ThreadBudget) {
    this.#budget = budget
    this.#start()
  }

  load(documents: Iterable<SanityDocument>): void {
    this.#documents.clear()
    for (const document of documents) this.#documents.set(document._id, JSON.stringify(document))
    this.#sendDocuments()
  }

  apply(changes: readonly Change[]): void {
    for (const {id, after} of changes) {
      if (after) this.#documents.set(id, JSON.stringify(after))
      else this.#documents.delete(id)
    }
    const items = changes.map(
      ({id}) => `{"id":${JSON.stringify(id)},"after":${this.#documents.get(id) ?? 'null'}}`,
    )
    this.#send({kind: 'apply', changes: `[${items.join(',')}]`})
  }

  async query(request: QueryRequest): Promise<string> {
    if (this.#isClosed) throw new Error('the query engine is closed')
    const text = JSON.stringify(request)
    return new Promise((resolve, reject) => {
      const job: Job = {id: ++this.#lastId, request: text, resolve, reject}
      this.#jobs.set(job.id, job)
      if (!this.#worker) {
        this.#start()
        return
      }
      this.#worker.ref()
      this.#sendQuery(job)
    })
  }

  async close(): Promise<void> {
    this.#isClosed = true
    const worker = this.#detach()
    for (const job of this.#jobs.values()) job.reject(new Error('the query engine is closed'))
    this.#jobs.clear()
    await worker?.terminate()
  }

  #start(): void {
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
    if (this.#documents.size > 0) this.#sendDocuments()
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
    if (message.kind === 'result') job?.resolve(message.json)
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
    this.#jobs.get(running)?.reject(error)
    this.#jobs.delete(running)
    this.#start()
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

  #sendDocuments(): void {
    this.#send({kind: 'load', documents: `[${[...this.#documents.values()].join(',')}]`})
  }

  #sendQuery({id, request}: Job): void {
    const {maximumResultLength} = this.#budget
    this.#send({kind: 'query', id, request, maximumResultLength})
  }

  #send(message: ToWorker): void {
    this.#worker?.postMessage(message)
  }
}

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
