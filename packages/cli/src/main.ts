#!/usr/bin/env node
import {CommandError} from './command-error.ts'
import {run} from './run.ts'

process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  // The reader of a pipe, such as `head`, has seen enough.
  if (error.code === 'EPIPE') process.exit(0)
  throw error
})

try {
  process.exitCode = await run(process.argv.slice(2))
} catch (error) {
  if (!(error instanceof CommandError)) throw error
  process.stderr.write(`net-therapies: ${error.message}\n`)
  process.exitCode = error.exitCode
}
