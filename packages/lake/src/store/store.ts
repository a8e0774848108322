import {closeSync, openSync} from 'node:fs'
import {DatabaseSync} from 'node:sqlite'

import {AccountStore} from './account-store.ts'
import {atomically} from './atomically.ts'
import {DatasetStore} from './dataset-store.ts'
import {prepareSchema} from './schema.ts'

export interface StoredAsset {
  mimeType: string
  sha1: string
  md5: string
  content: Uint8Array<ArrayBuffer>
}

/** One SQLite file: documents, their history, people, credentials, settings and asset bytes. */
export class Store {
  readonly database: DatabaseSync
  readonly accounts: AccountStore

  /** @throws {Error} naming the file, when it is in use, belongs to something else or is damaged */
  constructor(file: string) {
    if (file !== ':memory:') createPrivate(file)
    this.database = openLake(file)
    this.accounts = new AccountStore(this.database)
  }

  dataset(name: string): DatasetStore {
    return new DatasetStore(this.database, name)
  }

  setting(userId: string, key: string): unknown {
    const row = this.database
      .prepare('SELECT value FROM setting WHERE user_id = ? AND key = ?')
      .get(userId, key)
    return row ? (JSON.parse(String(row['value'])) as unknown) : undefined
  }

  /** All or none. */
  saveSettings(userId: string, entries: readonly {key: string; value: unknown}[]): void {
    const statement = this.database.prepare(
      'INSERT INTO setting VALUES (?, ?, ?) ON CONFLICT DO UPDATE SET value = excluded.value',
    )
    atomically(this.database, () => {
      for (const {key, value} of entries) statement.run(userId, key, JSON.stringify(value))
    })
  }

  asset(dataset: string, path: string): StoredAsset | null {
    const row = this.database
      .prepare('SELECT * FROM asset WHERE dataset = ? AND path = ?')
      .get(dataset, path)
    const content = row?.['content']
    if (!row || !(content instanceof Uint8Array)) return null
    return {
      mimeType: String(row['mime_type']),
      sha1: String(row['sha1']),
      md5: String(row['md5']),
      content: new Uint8Array(content),
    }
  }

  saveAsset(dataset: string, path: string, asset: StoredAsset): void {
    this.database
      .prepare('INSERT OR IGNORE INTO asset VALUES (?, ?, ?, ?, ?, ?)')
      .run(dataset, path, asset.mimeType, asset.sha1, asset.md5, asset.content)
  }

  close(): void {
    this.database.close()
  }
}

function openLake(file: string): DatabaseSync {
  let database: DatabaseSync | undefined
  try {
    database = new DatabaseSync(file, {timeout: 2_000})
    prepareSchema(database)
    return database
  } catch (error) {
    database?.close()
    const reason = error instanceof Error ? error.message : String(error)
    const message = /locked|busy/i.test(reason)
      ? `${file} is in use by another process; stop it or choose another file`
      : `${file} cannot be the file of a lake: ${reason}`
    throw new Error(message, {cause: error})
  }
}

/** Drafts and hashes of tokens are nothing for other users of the machine. */
function createPrivate(file: string): void {
  try {
    // An existing file is left closed: closing it again would drop the locks this process has on it.
    closeSync(openSync(file, 'ax', 0o600))
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST') return
    throw error
  }
}
