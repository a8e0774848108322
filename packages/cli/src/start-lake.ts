import {createLake, type Lake, type LakeOptions} from '@net-therapies/lake'

import {type LakeAccess, removeCliToken, writeCliToken} from './cli-token.ts'
import {lakeFile, operatorSocket, prepareDataFolder} from './data-folder.ts'
import {type DemoUser, demoUsers, previewUser} from './demo-users.ts'
import {createLakeGuard} from './lake-guard.ts'

const projectId = 'nettherapies'

/** How a local lake is started. */
export interface StartLakeOptions {
  /** 0 picks a free port. */
  port: number
  /** Folder of the SQLite file; made if it is missing. */
  dataDir: string
  dataset: string
  /** A built Studio to serve under the lake's address. */
  studioDir?: string
  /** Where people reach the lake when it stands behind a proxy, such as `https://lake.example.org`. */
  publicUrl?: string
}

/** A local lake without anybody but the users that were added to it. */
export interface SharedLake {
  lake: Lake
  url: string
  projectId: string
  dataset: string
  close(): Promise<void>
}

/** A local lake with its demo users. */
export interface RunningLake extends SharedLake {
  /** Minted afresh at every start. */
  tokens: Record<DemoUser, string>
  signInLinks: Record<DemoUser, string>
  /** For a site that shows drafts; it can read and nothing else. */
  previewToken: string
}

/** Marks the tokens that end with the process. */
const PROCESS_LABEL = 'until the lake stops'

/**
 * Starts a lake for net-therapies on this machine: one SQLite file in `dataDir`, a demo user for
 * each role, and the guard that lets nobody publish without the approval of a second person.
 * While it runs, `dataDir` has a file that lets `net-therapies import` write as the writer.
 *
 * @throws {CommandError} when `dataDir` cannot be a folder
 * @throws {Error} with the code EADDRINUSE if the port is taken
 */
export async function startLake(options: StartLakeOptions): Promise<RunningLake> {
  const {dataDir, dataset} = options
  const shared = await start(options, {
    users: [...demoUsers.map((user) => ({...user, role: user.id})), previewUser],
    demoSignIn: true,
  })
  const {lake, url} = shared
  try {
    const mint = (id: string) => lake.mintToken(id, {label: PROCESS_LABEL})
    const tokens = forEachUser(mint)
    const access: LakeAccess = {url, projectId, dataset, token: tokens.writer}
    await writeCliToken(dataDir, access)
    return {
      ...shared,
      tokens,
      signInLinks: forEachUser((id) => lake.signInLink(id, url)),
      previewToken: mint(previewUser.id),
      async close() {
        await removeCliToken(dataDir, access)
        await shared.close()
      },
    }
  } catch (error) {
    await shared.close()
    throw error
  }
}

/**
 * Starts the same lake for several people: nobody can sign in whom the operator did not add by
 * `net-therapies users`, and no token is left in the folder.
 *
 * @throws {CommandError} when `dataDir` cannot be a folder
 * @throws {Error} with the code EADDRINUSE if the port is taken
 */
export function startSharedLake(options: StartLakeOptions): Promise<SharedLake> {
  return start(options, {users: []})
}

async function start(
  {port, dataDir, dataset, studioDir, publicUrl}: StartLakeOptions,
  people: Pick<LakeOptions, 'users' | 'demoSignIn'>,
): Promise<SharedLake> {
  await prepareDataFolder(dataDir)
  const lake = createLake({
    file: lakeFile(dataDir),
    projectId,
    dataset,
    guard: createLakeGuard(),
    ...people,
    ...(studioDir === undefined ? {} : {studioDir}),
    ...(publicUrl === undefined ? {} : {publicUrl}),
  })
  try {
    lake.revokeTokens(PROCESS_LABEL)
    await lake.serveOperator(operatorSocket(dataDir))
    const {url} = await lake.listen({port, host: '127.0.0.1'})
    return {lake, url, projectId, dataset, close: () => lake.close()}
  } catch (error) {
    await lake.close()
    throw error
  }
}

function forEachUser(value: (id: DemoUser) => string): Record<DemoUser, string> {
  return {
    administrator: value('administrator'),
    writer: value('writer'),
    reviewer: value('reviewer'),
  }
}
