/** After so much time other work of the process gets its turn, in milliseconds. */
const SLICE_MS = 10

/**
 * Runs pieces of work one after the other, with pauses for everything else the process has to do,
 * however many there are. Nothing runs before `push` has returned.
 */
export class Deliveries {
  #waiting: (() => void)[] = []
  #isRunning = false

  push(deliver: () => void): void {
    this.#waiting.push(deliver)
    if (!this.#isRunning) void this.#run()
  }

  async #run(): Promise<void> {
    this.#isRunning = true
    await Promise.resolve()
    let started = performance.now()
    while (this.#waiting.length > 0) {
      const batch = this.#waiting
      this.#waiting = []
      for (const deliver of batch) {
        deliver()
        if (performance.now() - started < SLICE_MS) continue
        await new Promise<void>((resolve) => void setImmediate(resolve))
        started = performance.now()
      }
    }
    this.#isRunning = false
  }
}
