import {connectOperator, openOperator, type Operator} from '@net-therapies/lake'

import {CommandError} from './command-error.ts'
import {lakeFile, operatorSocket} from './data-folder.ts'

/**
 * Does something to the lake in a folder, whether it runs or not.
 *
 * @throws {CommandError} with the reason when the lake refuses, or there is none
 */
export async function operate<Result>(
  dataDir: string,
  run: (operator: Operator, isRunning: boolean) => Promise<Result>,
): Promise<Result> {
  try {
    const running = await connectOperator(operatorSocket(dataDir))
    if (running) return await run(running, true)
    const {operator, close} = openOperator({file: lakeFile(dataDir)})
    try {
      return await run(operator, false)
    } finally {
      close()
    }
  } catch (error) {
    throw asCommandError(error, dataDir)
  }
}

/** @throws {CommandError} when no lake runs on the folder */
export async function requireRunning(dataDir: string): Promise<Operator> {
  const operator = await connectOperator(operatorSocket(dataDir))
  if (operator) return operator
  throw new CommandError(
    `no lake is running on “${dataDir}”. Start one with “npm start” or “npx net-therapies serve”.`,
    1,
  )
}

export function asCommandError(error: unknown, dataDir: string): unknown {
  if (error instanceof RangeError && error.message.startsWith('there is no file')) {
    return new CommandError(
      `there is no lake in “${dataDir}”. Choose another folder with --data, or start one with “npx net-therapies serve”.`,
      1,
      {cause: error},
    )
  }
  if (error instanceof RangeError || isInUse(error)) {
    return new CommandError(`${(error as Error).message}.`, 1, {cause: error})
  }
  return error
}

function isInUse(error: unknown): boolean {
  return error instanceof Error && error.message.includes('is in use by another process')
}
