import {tooMany} from '../errors.ts'

/** Lets a few pieces of work run at a time, in the order in which they came. */
export class Turns {
  readonly #maximumRunning: number
  readonly #maximumWaiting: number
  readonly #waiting: (() => void)[] = []
  #running = 0

  constructor(maximumRunning: number, maximumWaiting: number) {
    this.#maximumRunning = maximumRunning
    this.#maximumWaiting = maximumWaiting
  }

  /** @throws {LakeError} 429 when as many wait as may */
  async take<Result>(work: () => Promise<Result>): Promise<Result> {
    if (this.#running < this.#maximumRunning) {
      this.#running++
    } else if (this.#waiting.length < this.#maximumWaiting) {
      await new Promise<void>((resolve) => this.#waiting.push(resolve))
    } else {
      throw tooMany('too many pictures are being worked on; try again in a few seconds')
    }
    try {
      return await work()
    } finally {
      const next = this.#waiting.shift()
      if (next) next()
      else this.#running--
    }
  }
}
