import {createContext, Script} from 'node:vm'

import {QueryBudgetError} from './errors.ts'

const slot: {run: () => void} = {run: () => {}}
const context = createContext(slot)
const script = new Script('run()')

/**
 * Runs synchronous code of this thread and really stops it when it takes too long. Costs about as
 * much as a small query, so it is for code that may loop.
 *
 * @throws {QueryBudgetError} when the time is over
 */
export function withTimeLimit<T>(milliseconds: number, run: () => T): T {
  const results: T[] = []
  slot.run = () => results.push(run())
  try {
    script.runInContext(context, {timeout: milliseconds})
  } catch (error) {
    if (isTimeout(error)) {
      throw new QueryBudgetError(`the filter was stopped after ${milliseconds} ms`, {cause: error})
    }
    throw error
  } finally {
    slot.run = () => {}
  }
  const [result] = results
  return result as T
}

/** The error may belong to another realm, so `instanceof` does not help. */
const isTimeout = (error: unknown): boolean =>
  typeof error === 'object' &&
  error !== null &&
  'code' in error &&
  error.code === 'ERR_SCRIPT_EXECUTION_TIMEOUT'
