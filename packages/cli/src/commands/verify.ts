import {mkdtemp, rm} from 'node:fs/promises'
import {tmpdir} from 'node:os'
import path from 'node:path'
import {parseArgs} from 'node:util'

import {connectOperator, type HistoryCheck, verifyLakeFile} from '@net-therapies/lake'

import {lakeFile, operatorSocket} from '../data-folder.ts'
import {asCommandError} from '../operate.ts'

/** `verify`: recomputes the whole history and ends with 1 when something was altered. */
export async function verify(args: string[]): Promise<number> {
  const {values} = parseArgs({
    args,
    options: {
      data: {type: 'string', default: '.data'},
      json: {type: 'boolean', default: false},
    },
  })
  const check = await checkFolder(values.data)
  process.stdout.write(values.json ? `${JSON.stringify(check)}\n` : toText(check))
  return check.problems.length === 0 ? 0 : 1
}

/** Checks the history of the lake in a folder, whether it runs or not. */
export async function checkFolder(dataDir: string): Promise<HistoryCheck> {
  try {
    const operator = await connectOperator(operatorSocket(dataDir))
    if (!operator) return verifyLakeFile(lakeFile(dataDir))
    // A copy is checked in this process, so that the lake does not stand still meanwhile.
    const folder = await mkdtemp(path.join(tmpdir(), 'net-therapies-verify-'))
    try {
      const copy = path.join(folder, 'copy.sqlite')
      await operator.backup(copy)
      return verifyLakeFile(copy)
    } finally {
      await rm(folder, {recursive: true})
    }
  } catch (error) {
    throw asCommandError(error, dataDir)
  }
}

function toText({transactions, problems}: HistoryCheck): string {
  const found = problems.map(({place, message}) => `  ${place}: ${message}\n`).join('')
  return problems.length === 0
    ? `${transactions} transactions, nothing was altered.\n`
    : `${transactions} transactions, ${problems.length} problems:\n${found}`
}
