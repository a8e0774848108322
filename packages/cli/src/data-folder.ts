import {createHash} from 'node:crypto'
import {mkdir, stat} from 'node:fs/promises'
import {tmpdir} from 'node:os'
import path from 'node:path'

import {CommandError} from './command-error.ts'

/** A longer path is no address of a socket on any system. */
const LONGEST_SOCKET_PATH = 100

export function lakeFile(dataDir: string): string {
  return path.join(dataDir, 'lake.sqlite')
}

/** Where the lake that runs on a folder answers its operator. */
export function operatorSocket(dataDir: string): string {
  const folder = path.resolve(dataDir)
  const name = createHash('sha256').update(folder).digest('hex').slice(0, 16)
  if (process.platform === 'win32') return `\\\\.\\pipe\\net-therapies-${name}`
  const socket = path.join(folder, 'operator', 'socket')
  return socket.length <= LONGEST_SOCKET_PATH
    ? socket
    : path.join(tmpdir(), `net-therapies-${process.getuid?.() ?? ''}-${name}`, 'socket')
}

/**
 * Makes the folder of a lake if it is missing.
 *
 * @throws {CommandError} in one line, when it is no folder or cannot be made
 */
export async function prepareDataFolder(dataDir: string): Promise<void> {
  try {
    await makeFolder(path.resolve(dataDir))
  } catch (error) {
    if (!(error instanceof Error) || !('code' in error)) throw error
    const reason =
      error.code === 'ENOTDIR' || error.code === 'EEXIST'
        ? 'it, or what is above it, is a file'
        : error.message
    throw new CommandError(`--data “${dataDir}” cannot be used as a folder: ${reason}.`, 1, {
      cause: error,
    })
  }
}

/** Not `recursive`, which goes on for ever where no folder can be made, as in /proc. */
async function makeFolder(folder: string): Promise<void> {
  try {
    await mkdir(folder)
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : undefined
    if (code === 'EEXIST' && (await stat(folder)).isDirectory()) return
    const parent = path.dirname(folder)
    if (code !== 'ENOENT' || (await isFolder(parent))) throw error
    await makeFolder(parent)
    await mkdir(folder)
  }
}

async function isFolder(name: string): Promise<boolean> {
  try {
    return (await stat(name)).isDirectory()
  } catch {
    return false
  }
}
