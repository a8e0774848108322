import type {LakeRole} from '../auth/roles.ts'
import type {LakeUser} from '../options.ts'

export interface UserEntry extends LakeUser {
  isRobot: boolean
  /** Given to the lake at its start, and not to be changed while it runs. */
  isDeclared: boolean
}

export interface TokenEntry {
  /** Names the token and opens nothing. */
  id: string
  userId: string
  label: string | undefined
  /** ISO 8601. */
  createdAt: string
  expiresAt: string | undefined
}

export interface BackupSummary {
  file: string
  bytes: number
  transactions: number
  /** SHA-256 of the last transaction; kept elsewhere, it proves later that nothing was rewritten. */
  lastHash: string
}

/**
 * What may be done to a lake by whoever owns its file. Wrong arguments, such as the id of a user
 * there is not, reject with a RangeError that says so.
 */
export interface Operator {
  /** Where the lake is reached; only while it runs. */
  address(): Promise<{url: string; projectId: string; dataset: string}>
  users(): Promise<UserEntry[]>
  addUser(user: LakeUser): Promise<void>
  /** Ends the sessions and tokens of the user as well; the name stays in the history. */
  removeUser(userId: string): Promise<void>
  roles(): Promise<LakeRole[]>
  /** Adds a role, or replaces one that was added. */
  saveRole(role: LakeRole): Promise<void>
  removeRole(name: string): Promise<void>
  /** The token is shown here and never again. */
  createToken(
    userId: string,
    options: {label?: string; expiresAt?: string},
  ): Promise<{id: string; token: string}>
  tokens(): Promise<TokenEntry[]>
  revokeToken(id: string): Promise<void>
  /** An address that signs in once, within a day; only while the lake runs. */
  signInLink(userId: string): Promise<string>
  /** Writes a copy of the file as it is at one moment, while the lake goes on. */
  backup(file: string): Promise<BackupSummary>
}

export const operatorMethods = [
  'address',
  'users',
  'addUser',
  'removeUser',
  'roles',
  'saveRole',
  'removeRole',
  'createToken',
  'tokens',
  'revokeToken',
  'signInLink',
  'backup',
] as const satisfies readonly (keyof Operator)[]
