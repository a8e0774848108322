import {textsOf} from '../store/change-texts.ts'
import type {TransactionRecord} from '../store/records.ts'
import type {Commits} from './commits.ts'
import {Deliveries} from './deliveries.ts'
import {type FilterRequest, FilterThread, type Refusal} from './filter-thread.ts'
import type {Passes} from './mutation-events.ts'

export interface Listener {
  /** Every transaction from now on is told. */
  ready: () => void
  refused: (refusal: Refusal) => void
  failed: (message: string) => void
  /** Only transactions of which a document passed the filter, in commit order. */
  tell: (transaction: TransactionRecord, passes: Passes) => void
  end: () => void
}

export interface Listening {
  stop: () => void
  /** Applies the filter to earlier transactions; `done` is called before any later `tell`. */
  match: (
    transactions: readonly TransactionRecord[],
    done: (passes: readonly Passes[]) => void,
  ) => void
}

/** Everybody who listens to a dataset. What their filters cost is spent in another thread. */
export class Listeners {
  readonly #commits: Commits
  readonly #filters = new FilterThread()
  readonly #deliveries = new Deliveries()
  readonly #byFilter = new Map<number, Listener>()
  #unsubscribe: (() => void) | null = null
  #count = 0

  constructor(commits: Commits) {
    this.#commits = commits
  }

  get size(): number {
    return this.#count
  }

  add(filter: FilterRequest, listener: Listener): Listening {
    this.#count += 1
    const listening =
      filter.query.trim() === '*' ? this.#addPlain(listener) : this.#addFiltered(filter, listener)
    let isStopped = false
    return {
      ...listening,
      stop: () => {
        if (isStopped) return
        isStopped = true
        this.#count -= 1
        listening.stop()
      },
    }
  }

  async close(): Promise<void> {
    this.#unsubscribe?.()
    const listeners = [...this.#byFilter.values()]
    this.#byFilter.clear()
    for (const {end} of listeners) end()
    await this.#filters.close()
  }

  /** A listener to everything needs no thread. */
  #addPlain(listener: Listener): Listening {
    let isOpen = true
    const deliver = (work: () => void) =>
      this.#deliveries.push(() => {
        if (isOpen) work()
      })
    const unsubscribe = this.#commits.subscribe({
      next: (transaction) => deliver(() => listener.tell(transaction, passesAll(transaction))),
      end: () => listener.end(),
    })
    deliver(() => listener.ready())
    return {
      match: (transactions, done) => deliver(() => done(transactions.map(passesAll))),
      stop: () => {
        isOpen = false
        unsubscribe()
      },
    }
  }

  #addFiltered(filter: FilterRequest, listener: Listener): Listening {
    this.#unsubscribe ??= this.#commits.subscribe({
      next: (transaction) => this.#matchAll(transaction),
      end: () => undefined,
    })
    let isOpen = true
    const deliver = (work: () => void) =>
      this.#deliveries.push(() => {
        if (isOpen) work()
      })
    const forget = () => {
      this.#byFilter.delete(number)
    }
    const number = this.#filters.add(filter, {
      added: () => deliver(() => listener.ready()),
      refused: (refusal) => {
        forget()
        deliver(() => listener.refused(refusal))
      },
      failed: (message) => {
        forget()
        deliver(() => listener.failed(message))
      },
    })
    this.#byFilter.set(number, {
      ...listener,
      tell: (transaction, passes) => deliver(() => listener.tell(transaction, passes)),
    })
    return {
      match: (transactions, done) =>
        this.#filters.match(
          pairsOf(transactions),
          (matches) =>
            deliver(() => done(separate(transactions, matches.get(number) ?? new Uint8Array()))),
          number,
        ),
      stop: () => {
        isOpen = false
        forget()
        this.#filters.remove(number)
      },
    }
  }

  #matchAll(transaction: TransactionRecord): void {
    if (this.#filters.isEmpty) return
    this.#filters.match(pairsOf([transaction]), (matches) => {
      for (const [number, passes] of matches) this.#byFilter.get(number)?.tell(transaction, passes)
    })
  }
}

function passesAll({changes}: TransactionRecord): Passes {
  return changes.map(({before, after}) => (before ? 1 : 0) + (after ? 2 : 0))
}

function pairsOf(transactions: readonly TransactionRecord[]): string {
  const pairs = transactions.flatMap(({changes}) =>
    changes.map((change) => {
      const {before, after} = textsOf(change)
      return `[${before},${after}]`
    }),
  )
  return `[${pairs.join(',')}]`
}

/** One list for all transactions becomes one list for each. */
function separate(transactions: readonly TransactionRecord[], passes: Uint8Array): Passes[] {
  let start = 0
  return transactions.map(({changes}) => {
    const own = passes.subarray(start, start + changes.length)
    start += changes.length
    return own
  })
}
