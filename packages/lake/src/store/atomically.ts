import type {DatabaseSync} from 'node:sqlite'

/** Writes all or nothing. When it returns, what was written is on the disk. */
export function atomically<T>(database: DatabaseSync, write: () => T): T {
  database.exec('BEGIN IMMEDIATE')
  try {
    const result = write()
    database.exec('COMMIT')
    return result
  } catch (error) {
    if (database.isTransaction) database.exec('ROLLBACK')
    throw error
  }
}
