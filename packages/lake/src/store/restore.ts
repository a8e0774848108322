import {existsSync} from 'node:fs'
import {chmod, copyFile, rename, rm} from 'node:fs/promises'
import path from 'node:path'
import {DatabaseSync} from 'node:sqlite'

import {flush, flushFolder} from './flush.ts'
import {Store} from './store.ts'
import {type HistoryCheck, verifyHistory} from './verify-history.ts'

export interface RestoreOptions {
  /** Put the backup in the place of a file that is there. */
  replace?: boolean
}

/**
 * Puts a backup in the place of a lake's file. What it is about to put there is copied, checked as a
 * database and as a history, and only then renamed, so a failure leaves everything as it was.
 *
 * @throws {RangeError} when the backup is damaged or altered, or there is a file and `replace` is off
 * @throws {Error} when a lake runs on the file
 */
export async function restoreLake(
  backup: string,
  file: string,
  {replace = false}: RestoreOptions = {},
): Promise<HistoryCheck> {
  if (!existsSync(backup)) throw new RangeError(`there is no file ${backup}`)
  if (existsSync(file)) {
    if (!replace) throw new RangeError(`${file} is there already`)
    requireUnused(file)
  }
  const unfinished = `${file}.restoring`
  await removeDatabase(unfinished)
  try {
    await copyFile(backup, unfinished)
    const check = checkCopy(unfinished, backup)
    await chmod(unfinished, 0o600)
    await flush(unfinished)
    await removeJournals(file)
    await rename(unfinished, file)
    await flushFolder(path.dirname(file))
    return check
  } finally {
    await removeDatabase(unfinished)
  }
}

/** Opening takes the lock that a running lake holds. What is damaged may be replaced. */
function requireUnused(file: string): void {
  try {
    new Store(file).close()
  } catch (error) {
    const cause = error instanceof Error ? error.cause : undefined
    const isDamaged = cause instanceof Error && /not a database|malformed/.test(cause.message)
    if (!isDamaged) throw error
  }
}

function checkCopy(file: string, backup: string): HistoryCheck {
  const database = new DatabaseSync(file)
  try {
    const {integrity_check: integrity} = database.prepare('PRAGMA integrity_check').get() ?? {}
    if (integrity !== 'ok') throw new RangeError(`${backup} is damaged: ${String(integrity)}`)
    const {user_version: version} = database.prepare('PRAGMA user_version').get() ?? {}
    if (version === 0) throw new RangeError(`${backup} is not the backup of a lake`)
  } catch (error) {
    if (error instanceof RangeError) throw error
    throw new RangeError(`${backup} is not the backup of a lake`, {cause: error})
  } finally {
    database.close()
  }
  const store = new Store(file)
  try {
    const check = verifyHistory(store)
    const [problem] = check.problems
    if (problem) {
      throw new RangeError(`${backup} was altered: ${problem.place}: ${problem.message}`)
    }
    return check
  } finally {
    store.close()
  }
}

async function removeDatabase(file: string): Promise<void> {
  await rm(file, {force: true})
  await removeJournals(file)
}

/** A journal of the file before would be played into the new one. */
async function removeJournals(file: string): Promise<void> {
  for (const suffix of ['-wal', '-shm', '-journal']) await rm(file + suffix, {force: true})
}
