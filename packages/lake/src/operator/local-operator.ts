import type {Accounts, TokenOptions} from '../auth/accounts.ts'
import type {LakeRole} from '../auth/roles.ts'
import type {LakeUser, Settings} from '../options.ts'
import {backUp} from '../store/backup.ts'
import type {Store} from '../store/store.ts'
import {checkRole, checkUser} from './check-arguments.ts'
import type {Operator} from './operator.ts'

const LINK_LIFETIME_MS = 86_400_000

export interface LocalOperatorContext {
  settings: Settings
  store: Store
  accounts: Accounts
  /** Where people reach the lake; `undefined` while it has no port. */
  url: () => string | undefined
}

/** Operates on a file that this process has open. */
export function localOperator({settings, store, accounts, url}: LocalOperatorContext): Operator {
  const {accounts: stored} = store

  function requireStored(userId: string): void {
    accounts.requireUser(userId)
    if (settings.users.has(userId)) {
      throw new RangeError(`"${userId}" is declared by the program that runs the lake`)
    }
  }

  function requireUrl(what: string): string {
    const base = url()
    if (base === undefined) throw new RangeError(`${what} needs a lake that runs`)
    return base
  }

  return {
    address: async () => ({
      url: requireUrl('an address'),
      projectId: settings.projectId,
      dataset: settings.dataset,
    }),

    users: async () =>
      accounts.users().map(({isRobot = false, ...user}) => ({
        ...user,
        isRobot,
        isDeclared: settings.users.has(user.id),
      })),

    addUser: async (user: LakeUser) => {
      const {isRobot = false, ...rest} = checkUser(user, accounts.roles())
      if (accounts.user(rest.id)) throw new RangeError(`there is a user "${rest.id}" already`)
      stored.saveAccount({...rest, isRobot, createdAt: settings.clock().toISOString()})
      accounts.refresh()
    },

    removeUser: async (userId: string) => {
      requireStored(userId)
      stored.deleteAccount(userId)
      accounts.refresh()
    },

    roles: async () => accounts.roles(),

    saveRole: async (role: LakeRole) => {
      const checked = checkRole(role)
      if (settings.roles.has(checked.name)) {
        throw new RangeError(`the role "${checked.name}" is declared; choose another name`)
      }
      stored.saveRole(checked)
      accounts.refresh()
    },

    removeRole: async (name: string) => {
      const known = stored.roles().some((role) => role.name === name)
      if (!known) throw new RangeError(`there is no role "${name}" that was added`)
      const holders = accounts.users().filter(({role}) => role === name)
      if (holders.length > 0) {
        throw new RangeError(
          `the role "${name}" is in use by ${holders.map(({id}) => id).join(', ')}`,
        )
      }
      stored.deleteRole(name)
      accounts.refresh()
    },

    createToken: async (userId: string, options: TokenOptions) =>
      accounts.mintToken(userId, options),

    tokens: async () =>
      stored
        .credentials('token')
        .filter(({userId}) => accounts.user(userId) !== undefined)
        .map(({id, userId, label, createdAt, expiresAt}) => ({
          id,
          userId,
          label,
          createdAt,
          expiresAt,
        })),

    revokeToken: async (id: string) => {
      if (stored.deleteCredential(id) === 0) {
        throw new RangeError(`there is no token with the id "${id}"`)
      }
      accounts.refresh()
    },

    signInLink: async (userId: string) => {
      const base = requireUrl('a sign-in link')
      return `${base}/v1/auth/link?sid=${accounts.mintSignInId(userId, LINK_LIFETIME_MS)}`
    },

    backup: (file: string) => backUp(store, file),
  }
}
