import {createHash} from 'node:crypto'
import {DatabaseSync} from 'node:sqlite'

import {DatasetStore} from './dataset-store.ts'
import {prepareSchema} from './schema.ts'

export interface StoredUser {
  id: string
  name: string
  email: string
  role: string
}

export interface StoredAsset {
  mimeType: string
  sha1: string
  md5: string
  content: Uint8Array<ArrayBuffer>
}

/** One SQLite file: documents, their history, people, credentials, settings and asset bytes. */
export class Store {
  readonly database: DatabaseSync

  /** @throws {Error} when another process has the file open */
  constructor(file: string) {
    this.database = new DatabaseSync(file, {timeout: 2_000})
    try {
      prepareSchema(this.database)
    } catch (error) {
      this.database.close()
      if (error instanceof Error && /locked|busy/i.test(error.message)) {
        throw new Error(`${file} is in use by another process; stop it or choose another file`, {
          cause: error,
        })
      }
      throw error
    }
  }

  dataset(name: string): DatasetStore {
    return new DatasetStore(this.database, name)
  }

  /** Declares people; those who were declared before keep their names in the history. */
  saveUsers(users: readonly StoredUser[]): void {
    const statement = this.database.prepare(
      `INSERT INTO user VALUES (?, ?, ?, ?) ON CONFLICT DO UPDATE
       SET name = excluded.name, email = excluded.email, role = excluded.role`,
    )
    for (const {id, name, email, role} of users) statement.run(id, name, email, role)
  }

  user(id: string): StoredUser | null {
    const row = this.database.prepare('SELECT * FROM user WHERE id = ?').get(id)
    if (!row) return null
    return {
      id: String(row['id']),
      name: String(row['name']),
      email: String(row['email']),
      role: String(row['role']),
    }
  }

  saveCredential(
    secret: string,
    credential: {
      userId: string
      kind: 'token' | 'session'
      createdAt: string
      expiresAt?: string
    },
  ): void {
    const {userId, kind, createdAt, expiresAt} = credential
    this.database
      .prepare('INSERT INTO credential VALUES (?, ?, ?, ?, ?)')
      .run(sha256(secret), userId, kind, createdAt, expiresAt ?? null)
  }

  /** The user a secret belongs to, unless it is unknown, of the other kind or expired. */
  userOfCredential(secret: string, kind: 'token' | 'session', now: string): string | null {
    const row = this.database
      .prepare('SELECT user_id, expires_at FROM credential WHERE hash = ? AND kind = ?')
      .get(sha256(secret), kind)
    if (!row) return null
    const expiresAt = row['expires_at']
    if (typeof expiresAt === 'string' && Date.parse(expiresAt) <= Date.parse(now)) return null
    return String(row['user_id'])
  }

  deleteCredential(secret: string): void {
    this.database.prepare('DELETE FROM credential WHERE hash = ?').run(sha256(secret))
  }

  setting(userId: string, key: string): unknown {
    const row = this.database
      .prepare('SELECT value FROM setting WHERE user_id = ? AND key = ?')
      .get(userId, key)
    return row ? (JSON.parse(String(row['value'])) as unknown) : undefined
  }

  saveSetting(userId: string, key: string, value: unknown): void {
    this.database
      .prepare(
        'INSERT INTO setting VALUES (?, ?, ?) ON CONFLICT DO UPDATE SET value = excluded.value',
      )
      .run(userId, key, JSON.stringify(value))
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

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex')
}
