import {parseArgs} from 'node:util'

import {connectOperator, restoreLake} from '@net-therapies/lake'

import {CommandError, usageError} from '../command-error.ts'
import {lakeFile, operatorSocket, prepareDataFolder} from '../data-folder.ts'

/** `restore FILE`: puts a backup into a folder in which no lake runs. */
export async function restore(args: string[]): Promise<number> {
  const {values, positionals} = parseArgs({
    args,
    allowPositionals: true,
    options: {
      data: {type: 'string', default: '.data'},
      force: {type: 'boolean', default: false},
    },
  })
  const [file, ...others] = positionals
  if (file === undefined || others.length > 0) throw usageError('“restore” takes one FILE.')
  const {data, force} = values
  if (await connectOperator(operatorSocket(data))) {
    throw new CommandError(`a lake is running on “${data}”. Stop it first.`, 1)
  }
  await prepareDataFolder(data)
  try {
    const {transactions} = await restoreLake(file, lakeFile(data), {replace: force})
    process.stdout.write(`“${data}” has ${transactions} transactions from ${file}.\n`)
    return 0
  } catch (error) {
    if (!(error instanceof Error)) throw error
    const hint = error.message.endsWith('is there already') ? '; --force replaces it' : ''
    throw new CommandError(`nothing was restored: ${error.message}${hint}.`, 1, {cause: error})
  }
}
