import {randomBytes} from 'node:crypto'

import {LAKE_USER_ID} from '../assets/keep-addresses.ts'
import {notFound, unauthorized} from '../errors.ts'
import type {LakeUser, Settings} from '../options.ts'
import type {CredentialKind, StoredCredential} from '../store/account-store.ts'
import type {Store} from '../store/store.ts'
import {Access} from './access.ts'
import {ANONYMOUS_ID, type Caller} from './caller.ts'
import {anonymousGrants, fullGrants, type LakeGrant, type LakeRole} from './roles.ts'

/** As long as the cookie that carries it. */
const SESSION_DAYS = 30
const DAY_MS = 86_400_000

interface SignInId {
  userId: string
  /** Used up by the first sign-in. */
  isSingleUse: boolean
  /** Milliseconds since 1970; none for as long as the process lives. */
  expiresAt: number | undefined
}

export interface TokenOptions {
  /** ISO 8601. */
  expiresAt?: string
  /** What it is for, so that it can be told from others. */
  label?: string
}

/**
 * Who may sign in, with which secrets, and what they may do then: the people and roles that were
 * declared at the start, and those that were added to the file.
 */
export class Accounts {
  readonly #settings: Settings
  readonly #store: Store
  readonly #access = new Map<string, Access>()
  readonly #signInIds = new Map<string, SignInId>()
  readonly #users = new Map<string, LakeUser>()
  readonly #roles = new Map<string, LakeRole>()
  /** Counts the changes after which a caller has to be recognised anew. */
  #generation = 0

  constructor(settings: Settings, store: Store) {
    this.#settings = settings
    this.#store = store
    for (const user of settings.users.values()) store.accounts.saveUser(user)
    // Author of what the lake says about itself, so that its name can be shown.
    store.accounts.saveUser({id: LAKE_USER_ID, name: 'The lake', email: '', role: ''})
    store.accounts.deleteExpired(settings.clock().toISOString())
    this.refresh()
  }

  /** Reads the stored people and roles; to be called after each change to them or to a credential. */
  refresh(): void {
    this.#generation += 1
    this.#access.clear()
    this.#roles.clear()
    this.#users.clear()
    const {users, roles} = this.#settings
    for (const [name, role] of roles) this.#roles.set(name, role)
    for (const role of this.#store.accounts.roles()) {
      if (!this.#roles.has(role.name)) this.#roles.set(role.name, role)
    }
    for (const user of users.values()) this.#users.set(user.id, user)
    for (const {createdAt: _, ...account} of this.#store.accounts.accounts()) {
      if (!this.#users.has(account.id)) this.#users.set(account.id, account)
    }
  }

  user(id: string): LakeUser | undefined {
    return this.#users.get(id)
  }

  users(): LakeUser[] {
    return [...this.#users.values()]
  }

  role(name: string): LakeRole | undefined {
    return this.#roles.get(name)
  }

  roles(): LakeRole[] {
    return [...this.#roles.values()]
  }

  /** @throws {RangeError} when there is nobody with this id */
  requireUser(id: string): LakeUser {
    const user = this.user(id)
    if (user) return user
    const known = [...this.#users.keys()].join(', ')
    throw new RangeError(`userId must be a user of this lake (${known}); got "${id}"`)
  }

  /** @throws {RangeError} when there is no such user or the time is not ISO 8601 */
  mintToken(userId: string, options: TokenOptions = {}): {id: string; token: string} {
    const {expiresAt} = options
    if (expiresAt !== undefined && Number.isNaN(Date.parse(expiresAt))) {
      throw new RangeError(`expiresAt must be an ISO 8601 time; got "${expiresAt}"`)
    }
    const {id, secret} = this.#mint('token', userId, options)
    return {id, token: secret}
  }

  mintSession(userId: string): string {
    const expiresAt = new Date(this.#now() + SESSION_DAYS * DAY_MS).toISOString()
    return this.#mint('session', userId, {expiresAt}).secret
  }

  /** @param lifetimeMs - makes it good for one sign-in within that time */
  mintSignInId(userId: string, lifetimeMs?: number): string {
    const {isRobot} = this.requireUser(userId)
    if (isRobot)
      throw new RangeError(`"${userId}" is a program and does not sign in; give it a token`)
    const id = randomBytes(24).toString('base64url')
    this.#signInIds.set(id, {
      userId,
      isSingleUse: lifetimeMs !== undefined,
      expiresAt: lifetimeMs === undefined ? undefined : this.#now() + lifetimeMs,
    })
    return id
  }

  /** The user who may sign in by this id now. */
  useSignInId(id: string): string | undefined {
    const found = this.#signInIds.get(id)
    if (!found) return undefined
    const {userId, isSingleUse, expiresAt} = found
    if (isSingleUse) this.#signInIds.delete(id)
    if (expiresAt !== undefined && expiresAt <= this.#now()) return undefined
    return this.user(userId)?.id
  }

  endSession(secret: string): void {
    this.#store.accounts.deleteSecret(secret)
    this.#generation += 1
  }

  /** @throws {LakeError} 401 when a bearer token is unknown or expired */
  caller(credentials: {token?: string; session?: string}): Caller {
    if (credentials.token !== undefined) {
      const caller = this.#recognised(credentials.token, 'token')
      if (!caller) throw unauthorized('the token is unknown or expired')
      return caller
    }
    const caller = credentials.session && this.#recognised(credentials.session, 'session')
    return caller || this.#callerFor(undefined, 'nothing', () => true)
  }

  /** Somebody who acts without a request, as when a release is due; `undefined` if nobody is. */
  callerWithId(userId: string): Caller | undefined {
    const user = this.user(userId)
    return user && this.#callerFor(user, 'nothing', () => this.user(userId) !== undefined)
  }

  #recognised(secret: string, kind: CredentialKind): Caller | undefined {
    const find = (): StoredCredential | undefined => {
      const credential = this.#store.accounts.credential(secret, kind)
      return credential && this.user(credential.userId) && this.#isInTime(credential)
        ? credential
        : undefined
    }
    let credential = find()
    const user = credential && this.user(credential.userId)
    if (!user) return undefined
    let generation = this.#generation
    const isCurrent = () => {
      if (generation !== this.#generation) {
        generation = this.#generation
        credential = find()
      }
      return credential !== undefined && this.#isInTime(credential)
    }
    return this.#callerFor(user, kind === 'token' ? 'token' : 'cookie', isCurrent)
  }

  #isInTime({expiresAt}: StoredCredential): boolean {
    return expiresAt === undefined || Date.parse(expiresAt) > this.#now()
  }

  #callerFor(user: LakeUser | undefined, by: Caller['by'], isCurrent: () => boolean): Caller {
    const id = user?.id ?? ANONYMOUS_ID
    return {
      id,
      isAnonymous: !user,
      roles: user ? [user.role] : [],
      by,
      // Looked up again each time: a listener lives longer than the role its owner had.
      access: (dataset) => this.#accessFor(user && this.user(user.id), id, dataset),
      isCurrent,
    }
  }

  #accessFor(user: LakeUser | undefined, id: string, dataset: string): Access {
    const key = `${dataset} ${id}`
    let access = this.#access.get(key)
    if (!access) {
      const {projectId} = this.#settings
      access = new Access(this.#grantsFor(user, dataset), {identity: id, projectId, dataset})
      this.#access.set(key, access)
    }
    return access
  }

  #grantsFor(user: LakeUser | undefined, dataset: string): readonly LakeGrant[] {
    const {dataset: main, addonDataset} = this.#settings
    if (dataset !== main && dataset !== addonDataset) {
      throw notFound(`there is no dataset "${dataset}" in this lake`)
    }
    const isAddon = dataset === addonDataset
    if (!user) return isAddon ? [] : anonymousGrants
    const role = this.role(user.role)
    return (isAddon ? (role?.addonGrants ?? fullGrants) : role?.grants) ?? []
  }

  #mint(
    kind: CredentialKind,
    userId: string,
    {expiresAt, label}: TokenOptions,
  ): {id: string; secret: string} {
    this.requireUser(userId)
    const secret = randomBytes(32).toString('base64url')
    const createdAt = new Date(this.#now()).toISOString()
    const credential = {userId, kind, createdAt, expiresAt, label}
    return {id: this.#store.accounts.saveCredential(secret, credential), secret}
  }

  #now(): number {
    return this.#settings.clock().getTime()
  }
}
