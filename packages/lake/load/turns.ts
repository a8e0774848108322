export interface Turns {
  /** Longest stretch of computing without a turn for others, in milliseconds of processor time. */
  longest: () => number
  reset: () => void
  /** Computes for so many milliseconds of processor time: a control. */
  compute: (milliseconds: number) => void
}

/**
 * Watches the thread it is called in. Processor time stands still while the machine is busy with
 * something else, so this tells what the thread itself does to those who wait for it.
 */
export function watchTurns(): Turns {
  let longest = 0
  let last = process.threadCpuUsage()
  const look = () => {
    longest = Math.max(longest, millisecondsSince(last))
    last = process.threadCpuUsage()
  }
  setInterval(look, 2)
  return {
    longest: () => {
      look()
      return longest
    },
    reset: () => {
      look()
      longest = 0
    },
    compute: (milliseconds) => {
      const start = process.threadCpuUsage()
      while (millisecondsSince(start) < milliseconds);
    },
  }
}

function millisecondsSince(start: NodeJS.CpuUsage): number {
  const {user, system} = process.threadCpuUsage(start)
  return (user + system) / 1_000
}
