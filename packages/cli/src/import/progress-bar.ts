/** What a progress bar writes to. */
export interface ProgressOutput {
  isTTY?: boolean
  columns?: number
  write: (text: string) => unknown
}

const barWidth = 24

/** Shows how far a run is: a bar on a terminal, one line a step elsewhere. */
export class ProgressBar {
  readonly #output: ProgressOutput
  readonly #total: number
  #done = 0

  constructor(output: ProgressOutput, total: number) {
    this.#output = output
    this.#total = total
  }

  /** Counts a step that is done, and names it. */
  step(name: string): void {
    this.#done += 1
    const count = `${this.#done}/${this.#total}`
    if (!this.#output.isTTY) {
      this.#output.write(`${count} ${name}\n`)
      return
    }
    const filled = Math.round((barWidth * this.#done) / this.#total)
    const bar = '█'.repeat(filled) + '░'.repeat(barWidth - filled)
    const room = Math.max((this.#output.columns ?? 80) - barWidth - count.length - 3, 8)
    const shown = name.length > room ? `…${name.slice(name.length - room + 1)}` : name
    this.#output.write(`\r\u001b[2K${bar} ${count} ${shown}`)
  }

  /** Takes the bar off the terminal, for the summary. */
  end(): void {
    if (this.#output.isTTY) this.#output.write('\r\u001b[2K')
  }
}
