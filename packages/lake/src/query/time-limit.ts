import {createContext, Script} from 'node:vm'

import {QueryBudgetError} from './errors.ts'

const slot: {run: () => void} = {run: () => {}}
const context = createContext(slot)
const script = new Script('run()')

const MAXIMUM_ATTEMPTS = 8

/**
 * Runs synchronous code of this thread and really stops it when it computes for too long. Costs
 * about as much as a small query, so it is for code that may loop.
 *
 * `finally` blocks of what is stopped do not run. On a busy machine it may be started again from
 * the beginning, so it must be possible to repeat it.
 *
 * @param what - for the message, such as `the filter`
 * @param milliseconds - of wall time, of which at least half was spent computing
 * @throws {QueryBudgetError} when the time is over
 */
export function withTimeLimit<T>(what: string, milliseconds: number, run: () => T): T {
  for (let attempt = 0; ; attempt += 1) {
    const results: T[] = []
    const before = process.threadCpuUsage()
    try {
      runFor(Math.ceil(milliseconds * 2 ** attempt), () => results.push(run()))
      const [result] = results
      return result as T
    } catch (error) {
      if (!isTimeout(error)) throw error
      const {user, system} = process.threadCpuUsage(before)
      const isStarved = (user + system) / 1000 < milliseconds / 2
      if (isStarved && attempt < MAXIMUM_ATTEMPTS) continue
      throw new QueryBudgetError(`${what} was stopped after ${milliseconds} ms`, {cause: error})
    }
  }
}

function runFor(milliseconds: number, run: () => void): void {
  slot.run = run
  try {
    script.runInContext(context, {timeout: milliseconds})
  } finally {
    slot.run = () => {}
  }
}

/** The error may belong to another realm, so `instanceof` does not help. */
const isTimeout = (error: unknown): boolean =>
  typeof error === 'object' &&
  error !== null &&
  'code' in error &&
  error.code === 'ERR_SCRIPT_EXECUTION_TIMEOUT'
