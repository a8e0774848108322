import {randomBytes} from 'node:crypto'

import {notFound, unauthorized} from '../errors.ts'
import type {LakeUser, Settings} from '../options.ts'
import type {Store} from '../store/store.ts'
import {Access} from './access.ts'
import {ANONYMOUS_ID, type Caller} from './caller.ts'
import {anonymousGrants, fullGrants, type LakeGrant} from './roles.ts'

/** Who may sign in, with which secrets, and what they may do then. */
export class Accounts {
  readonly #settings: Settings
  readonly #store: Store
  readonly #access = new Map<string, Access>()
  /** Sign-in links live as long as the process. */
  readonly #links = new Map<string, string>()

  constructor(settings: Settings, store: Store) {
    this.#settings = settings
    this.#store = store
    store.saveUsers([...settings.users.values()])
  }

  user(id: string): LakeUser | undefined {
    return this.#settings.users.get(id)
  }

  /** @throws {RangeError} when nobody with this id is declared */
  requireUser(id: string): LakeUser {
    const user = this.user(id)
    if (user) return user
    const known = [...this.#settings.users.keys()].join(', ')
    throw new RangeError(`userId must be a declared user (${known}); got "${id}"`)
  }

  /** @throws {RangeError} when the user is not declared or the time is not ISO 8601 */
  mintToken(userId: string, expiresAt?: string): string {
    if (expiresAt !== undefined && Number.isNaN(Date.parse(expiresAt))) {
      throw new RangeError(`expiresAt must be an ISO 8601 time; got "${expiresAt}"`)
    }
    return this.#mint('token', userId, expiresAt)
  }

  mintSession(userId: string): string {
    return this.#mint('session', userId)
  }

  mintSignInId(userId: string): string {
    this.requireUser(userId)
    const id = randomBytes(24).toString('base64url')
    this.#links.set(id, userId)
    return id
  }

  userOfSignInId(id: string): string | undefined {
    return this.#links.get(id)
  }

  endSession(secret: string): void {
    this.#store.deleteCredential(secret)
  }

  /** @throws {LakeError} 401 when a bearer token is unknown or expired */
  caller(credentials: {token?: string; session?: string}): Caller {
    const now = this.#settings.clock().toISOString()
    if (credentials.token !== undefined) {
      const id = this.#store.userOfCredential(credentials.token, 'token', now)
      const user = id === null ? undefined : this.user(id)
      if (!user) throw unauthorized('the token is unknown or expired')
      return this.#callerFor(user, 'token')
    }
    if (credentials.session !== undefined) {
      const id = this.#store.userOfCredential(credentials.session, 'session', now)
      const user = id === null ? undefined : this.user(id)
      if (user) return this.#callerFor(user, 'cookie')
    }
    return this.#callerFor(undefined, 'nothing')
  }

  /** Somebody who acts without a request, as when a release is due; `undefined` if nobody is. */
  callerWithId(userId: string): Caller | undefined {
    const user = this.user(userId)
    return user && this.#callerFor(user, 'nothing')
  }

  #callerFor(user: LakeUser | undefined, by: Caller['by']): Caller {
    return {
      id: user?.id ?? ANONYMOUS_ID,
      isAnonymous: !user,
      roles: user ? [user.role] : [],
      by,
      access: (dataset) => this.#accessFor(user, dataset),
    }
  }

  #accessFor(user: LakeUser | undefined, dataset: string): Access {
    const key = `${dataset} ${user?.id ?? ANONYMOUS_ID}`
    let access = this.#access.get(key)
    if (!access) {
      access = new Access(this.#grantsFor(user, dataset), {
        identity: user?.id ?? ANONYMOUS_ID,
        projectId: this.#settings.projectId,
        dataset,
      })
      this.#access.set(key, access)
    }
    return access
  }

  #grantsFor(user: LakeUser | undefined, dataset: string): readonly LakeGrant[] {
    const {dataset: main, addonDataset, roles} = this.#settings
    if (dataset !== main && dataset !== addonDataset) {
      throw notFound(`there is no dataset "${dataset}" in this lake`)
    }
    const isAddon = dataset === addonDataset
    if (!user) return isAddon ? [] : anonymousGrants
    const role = roles.get(user.role)
    return (isAddon ? (role?.addonGrants ?? fullGrants) : role?.grants) ?? []
  }

  #mint(kind: 'token' | 'session', userId: string, expiresAt?: string): string {
    this.requireUser(userId)
    const secret = randomBytes(32).toString('base64url')
    this.#store.saveCredential(secret, {
      userId,
      kind,
      createdAt: this.#settings.clock().toISOString(),
      ...(expiresAt === undefined ? {} : {expiresAt}),
    })
    return secret
  }
}
