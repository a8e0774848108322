import {QueryBudgetError} from './errors.ts'
import type {QueryThread} from './query-thread.ts'
import type {Answer} from './worker.ts'

interface Waiting {
  request: string
  resolve: (answer: Answer) => void
  reject: (error: Error) => void
}

/** How many of one caller's queries may wait. */
const MAXIMUM_WAITING = 20

/** How long the thread is kept for the next query, in milliseconds. */
const IDLE_MS = 60_000

/** One slow query at a time; callers take turns, so that nobody's queries hold up the others'. */
export class SlowLane {
  readonly #thread: QueryThread
  readonly #waiting = new Map<string, Waiting[]>()
  #isBusy = false
  #lastCaller: string | undefined
  #idleTimer: NodeJS.Timeout | undefined

  constructor(thread: QueryThread) {
    this.#thread = thread
  }

  /** @throws {QueryBudgetError} when too many queries of this caller wait already */
  async query(caller: string, request: string): Promise<Answer> {
    return new Promise((resolve, reject) => {
      const queue = this.#waiting.get(caller) ?? []
      if (queue.length >= MAXIMUM_WAITING) {
        const message = `${MAXIMUM_WAITING} slow queries of this caller are waiting already; send them one after the other`
        reject(new QueryBudgetError(message))
        return
      }
      queue.push({request, resolve, reject})
      this.#waiting.set(caller, queue)
      void this.#next()
    })
  }

  async close(): Promise<void> {
    clearTimeout(this.#idleTimer)
    const waiting = [...this.#waiting.values()].flat()
    this.#waiting.clear()
    for (const {reject} of waiting) reject(new Error('the query engine is closed'))
    await this.#thread.close()
  }

  async #next(): Promise<void> {
    if (this.#isBusy) return
    const callers = [...this.#waiting.keys()]
    const caller = callers.find((each) => each !== this.#lastCaller) ?? callers[0]
    const queue = caller === undefined ? undefined : this.#waiting.get(caller)
    const job = queue?.shift()
    if (caller === undefined || !queue || !job) return
    // To the end of the line.
    this.#waiting.delete(caller)
    if (queue.length > 0) this.#waiting.set(caller, queue)
    this.#lastCaller = caller
    this.#isBusy = true
    clearTimeout(this.#idleTimer)
    try {
      job.resolve(await this.#thread.query(job.request))
    } catch (error) {
      job.reject(error instanceof Error ? error : new Error(String(error)))
    }
    this.#isBusy = false
    this.#idleTimer = setTimeout(() => void this.#thread.stop(), IDLE_MS)
    this.#idleTimer.unref()
    await this.#next()
  }
}
