import path from 'node:path'
import {parseArgs} from 'node:util'

import {usageError} from '../command-error.ts'
import {operate} from '../operate.ts'

/** `backup FILE`: copies everything a lake has into one file, while it runs or not. */
export async function backup(args: string[]): Promise<number> {
  const {values, positionals} = parseArgs({
    args,
    allowPositionals: true,
    options: {data: {type: 'string', default: '.data'}},
  })
  const [file, ...others] = positionals
  if (file === undefined || others.length > 0) throw usageError('“backup” takes one FILE.')
  const {bytes, transactions, lastHash} = await operate(values.data, (operator) =>
    // The lake that runs may have been started in another folder.
    operator.backup(path.resolve(file)),
  )
  process.stdout.write(
    `${file} has ${transactions} transactions in ${bytes} bytes.\nThe last hash is ${lastHash}. Keep it elsewhere to prove later that nothing was rewritten.\n`,
  )
  return 0
}
