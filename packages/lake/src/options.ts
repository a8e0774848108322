import type {LakeRole} from './auth/roles.ts'
import type {CommitGuard} from './mutate/guard.ts'

/** A person or program that may sign in. */
export interface LakeUser {
  id: string
  name: string
  email: string
  /** Name of a role. */
  role: string
  /** A program: it has tokens, and nobody signs in as it. */
  isRobot?: boolean
}

export interface LakeOptions {
  /** Path of the SQLite file, created if need be; `:memory:` keeps nothing. */
  file: string
  /** Lower-case letters and digits. Default `nettherapies`. */
  projectId?: string
  /** Default `production`. An addon dataset `<dataset>-comments` is always there as well. */
  dataset?: string
  /** May refuse any transaction, whichever way it came in. */
  guard?: CommitGuard
  /** Folder of a built Studio, served for every path that is not the API's. */
  studioDir?: string
  /** Origins of other web pages that may use the lake, such as `http://localhost:3334`. */
  allowedOrigins?: readonly string[]
  /** Host names, besides those of the loopback interface, under which the lake may be addressed. */
  allowedHosts?: readonly string[]
  /**
   * Where people reach the lake, when it stands behind a proxy: such as `https://lake.example.org`.
   * Its host and origin are allowed, sign-in links and addresses of assets begin with it.
   */
  publicUrl?: string
  /** Default: one administrator with the id `administrator`. */
  users?: readonly LakeUser[]
  /** Default: administrator, writer and reviewer. */
  roles?: readonly LakeRole[]
  /** Lets everyone who reaches the sign-in screen become any declared user. Loopback only. */
  demoSignIn?: boolean
  /** Largest asset, in bytes. Default 100 000 000. */
  maximumAssetBytes?: number
  /** How long one query may run, in milliseconds. Default 10 000. */
  queryTimeoutMs?: number
  clock?: () => Date
  /** Gets one line per failure of the lake itself. Default: standard error. */
  log?: (line: string) => void
}

/** Options with every default filled in, and checked. */
export interface Settings {
  projectId: string
  dataset: string
  addonDataset: string
  guard: CommitGuard | undefined
  studioDir: string | undefined
  allowedOrigins: ReadonlySet<string>
  allowedHosts: ReadonlySet<string>
  /** Without a slash at its end. */
  publicUrl: string | undefined
  users: ReadonlyMap<string, LakeUser>
  roles: ReadonlyMap<string, LakeRole>
  demoSignIn: boolean
  maximumAssetBytes: number
  queryTimeoutMs: number
  clock: () => Date
  log: (line: string) => void
}
