import {open, rename, rm, stat} from 'node:fs/promises'
import path from 'node:path'
import {backup, DatabaseSync} from 'node:sqlite'

import type {BackupSummary} from '../operator/operator.ts'
import {flush, flushFolder} from './flush.ts'
import type {Store} from './store.ts'

/**
 * Copies the file by SQLite's online backup, page by page, while the lake goes on to read and write.
 * The copy is the state at one moment. It appears under its name only when it is complete and on
 * the disk.
 *
 * @throws {RangeError} when the file is there already
 */
export async function backUp(store: Store, file: string): Promise<BackupSummary> {
  if (await exists(file)) throw new RangeError(`${file} is there already; choose another name`)
  const unfinished = `${file}.unfinished`
  await rm(unfinished, {force: true})
  try {
    // Created before SQLite would create it, for the owner only.
    await (await open(unfinished, 'wx', 0o600)).close()
    await backup(store.database, unfinished)
    const summary = summaryOf(unfinished)
    const bytes = await flush(unfinished)
    await rename(unfinished, file)
    await flushFolder(path.dirname(file))
    return {file, bytes, ...summary}
  } catch (error) {
    await rm(unfinished, {force: true})
    throw error
  }
}

/** Reads the copy back, which also proves that it can be read. */
function summaryOf(file: string): Pick<BackupSummary, 'transactions' | 'lastHash'> {
  const database = new DatabaseSync(file)
  try {
    // A copy in WAL mode would keep part of itself in a second file.
    database.exec('PRAGMA journal_mode = DELETE')
    const {count} = database.prepare('SELECT count(*) AS count FROM "transaction"').get() ?? {}
    const last = database
      .prepare('SELECT hash FROM "transaction" ORDER BY sequence DESC LIMIT 1')
      .get()
    return {transactions: Number(count), lastHash: String(last?.['hash'] ?? '')}
  } finally {
    database.close()
  }
}

async function exists(file: string): Promise<boolean> {
  try {
    await stat(file)
    return true
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return false
    throw error
  }
}
