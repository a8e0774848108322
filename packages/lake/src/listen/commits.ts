import type {TransactionRecord} from '../store/records.ts'

interface Subscriber {
  next: (transaction: TransactionRecord) => void
  end: () => void
}

/** Hands each committed transaction to everyone who listens, in commit order. */
export class Commits {
  readonly #subscribers = new Set<Subscriber>()

  /** @returns ends the subscription */
  subscribe(subscriber: Subscriber): () => void {
    this.#subscribers.add(subscriber)
    return () => this.#subscribers.delete(subscriber)
  }

  emit(transaction: TransactionRecord): void {
    for (const subscriber of this.#subscribers) subscriber.next(transaction)
  }

  /** Ends every subscription. */
  close(): void {
    for (const subscriber of this.#subscribers) subscriber.end()
    this.#subscribers.clear()
  }
}
