import {readFile} from 'node:fs/promises'
import {buffer} from 'node:stream/consumers'

import {decodeText} from '@net-therapies/importer'

import {CommandError} from './command-error.ts'

/**
 * Reads a text file, or standard input for “-”.
 *
 * @throws {CommandError} exit code 2 if there is no such file, 1 if it is not text
 */
export async function readInput(file: string): Promise<string> {
  const decoded = decodeText(file === '-' ? await buffer(process.stdin) : await readBytes(file))
  if ('text' in decoded) return decoded.text
  const {message, hint} = decoded.problem
  throw new CommandError(`${file}: ${message} ${hint}`, 1)
}

/** Reads the bytes of a file, with the errors of {@link readInput}. */
export async function readBytes(file: string): Promise<Uint8Array> {
  try {
    return await readFile(file)
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : undefined
    if (code === 'ENOENT') throw new CommandError(`there is no file “${file}”.`, 2, {cause: error})
    if (code === 'EISDIR') {
      throw new CommandError(`“${file}” is a folder; name one file.`, 2, {cause: error})
    }
    if (code === 'EACCES') {
      throw new CommandError(`“${file}” may not be read by you.`, 2, {cause: error})
    }
    throw error
  }
}
