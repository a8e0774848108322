#!/usr/bin/env node
import {CommandError} from './command-error.ts'
import {run} from './run.ts'

try {
  process.exitCode = await run(process.argv.slice(2))
} catch (error) {
  if (!(error instanceof CommandError)) throw error
  process.stderr.write(`net-therapies: ${error.message}\n`)
  process.exitCode = error.exitCode
}
