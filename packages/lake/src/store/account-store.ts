import {createHash} from 'node:crypto'
import type {DatabaseSync, SQLOutputValue} from 'node:sqlite'

import type {LakeGrant, LakeRole} from '../auth/roles.ts'
import {atomically} from './atomically.ts'

export interface StoredUser {
  id: string
  name: string
  email: string
  role: string
}

/** A person or program that was added while the lake runs, rather than declared at its start. */
export interface StoredAccount extends StoredUser {
  isRobot: boolean
  createdAt: string
}

export type CredentialKind = 'token' | 'session'

export interface StoredCredential {
  /** The beginning of the hash; it names the credential and opens nothing. */
  id: string
  userId: string
  kind: CredentialKind
  label: string | undefined
  createdAt: string
  expiresAt: string | undefined
}

type Row = Record<string, SQLOutputValue>

/** People, their roles and their credentials. Of a secret only its SHA-256 is kept. */
export class AccountStore {
  readonly #database: DatabaseSync

  constructor(database: DatabaseSync) {
    this.#database = database
  }

  /** Names of people stay when their accounts go, because the history mentions them. */
  saveUser({id, name, email, role}: StoredUser): void {
    this.#run(
      `INSERT INTO user (id, name, email, role) VALUES (?, ?, ?, ?) ON CONFLICT DO UPDATE
       SET name = excluded.name, email = excluded.email, role = excluded.role`,
      id,
      name,
      email,
      role,
    )
  }

  user(id: string): StoredUser | null {
    const row = this.#database.prepare('SELECT * FROM user WHERE id = ?').get(id)
    return row ? userFrom(row) : null
  }

  /** In the order of their ids. */
  accounts(): StoredAccount[] {
    return this.#database
      .prepare('SELECT * FROM account JOIN user USING (id) ORDER BY id')
      .all()
      .map((row) => ({
        ...userFrom(row),
        isRobot: row['is_robot'] === 1,
        createdAt: String(row['created_at']),
      }))
  }

  saveAccount({isRobot, createdAt, ...user}: StoredAccount): void {
    atomically(this.#database, () => {
      this.saveUser(user)
      this.#run(
        `INSERT INTO account (id, is_robot, created_at) VALUES (?, ?, ?)
         ON CONFLICT DO UPDATE SET is_robot = excluded.is_robot`,
        user.id,
        isRobot ? 1 : 0,
        createdAt,
      )
    })
  }

  /** Removes an account with everything that signs in as it. */
  deleteAccount(id: string): void {
    atomically(this.#database, () => {
      this.#run('DELETE FROM account WHERE id = ?', id)
      this.#run('DELETE FROM credential WHERE user_id = ?', id)
    })
  }

  roles(): LakeRole[] {
    return this.#database
      .prepare('SELECT * FROM role ORDER BY name')
      .all()
      .map((row) => ({
        name: String(row['name']),
        title: String(row['title']),
        grants: JSON.parse(String(row['grants'])) as LakeGrant[],
        addonGrants: JSON.parse(String(row['addon_grants'])) as LakeGrant[],
      }))
  }

  saveRole({name, title, grants, addonGrants}: Required<LakeRole>): void {
    this.#run(
      `INSERT INTO role (name, title, grants, addon_grants) VALUES (?, ?, ?, ?)
       ON CONFLICT DO UPDATE SET title = excluded.title, grants = excluded.grants,
       addon_grants = excluded.addon_grants`,
      name,
      title,
      JSON.stringify(grants),
      JSON.stringify(addonGrants),
    )
  }

  deleteRole(name: string): void {
    this.#run('DELETE FROM role WHERE name = ?', name)
  }

  /** @returns the id under which the credential is listed */
  saveCredential(secret: string, credential: Omit<StoredCredential, 'id'>): string {
    const {userId, kind, createdAt, expiresAt, label} = credential
    const hash = sha256(secret)
    this.#run(
      `INSERT INTO credential (hash, user_id, kind, created_at, expires_at, label)
       VALUES (?, ?, ?, ?, ?, ?)`,
      hash,
      userId,
      kind,
      createdAt,
      expiresAt ?? null,
      label ?? null,
    )
    return idOf(hash)
  }

  /** The credential a secret belongs to; `null` when it is unknown or of the other kind. */
  credential(secret: string, kind: CredentialKind): StoredCredential | null {
    const row = this.#database
      .prepare('SELECT * FROM credential WHERE hash = ? AND kind = ?')
      .get(sha256(secret), kind)
    return row ? credentialFrom(row) : null
  }

  /** Oldest first. */
  credentials(kind: CredentialKind): StoredCredential[] {
    return this.#database
      .prepare('SELECT * FROM credential WHERE kind = ? ORDER BY created_at, hash')
      .all(kind)
      .map(credentialFrom)
  }

  deleteSecret(secret: string): void {
    this.#run('DELETE FROM credential WHERE hash = ?', sha256(secret))
  }

  /** @returns how many were deleted */
  deleteCredential(id: string): number {
    return this.#run('DELETE FROM credential WHERE substr(hash, 1, 12) = ?', id)
  }

  deleteLabelled(label: string): void {
    this.#run('DELETE FROM credential WHERE label = ?', label)
  }

  deleteExpired(now: string): void {
    this.#run('DELETE FROM credential WHERE expires_at IS NOT NULL AND expires_at <= ?', now)
  }

  #run(sql: string, ...values: (string | number | null)[]): number {
    return Number(this.#database.prepare(sql).run(...values).changes)
  }
}

function userFrom(row: Row): StoredUser {
  return {
    id: String(row['id']),
    name: String(row['name']),
    email: String(row['email']),
    role: String(row['role']),
  }
}

function credentialFrom(row: Row): StoredCredential {
  const text = (column: string) => (row[column] === null ? undefined : String(row[column]))
  return {
    id: idOf(String(row['hash'])),
    userId: String(row['user_id']),
    kind: row['kind'] === 'session' ? 'session' : 'token',
    label: text('label'),
    createdAt: String(row['created_at']),
    expiresAt: text('expires_at'),
  }
}

function idOf(hash: string): string {
  return hash.slice(0, 12)
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex')
}
