import {mkdir} from 'node:fs/promises'
import path from 'node:path'

import {createLake, type Lake} from '@net-therapies/lake'
import {createPublicationGuard} from '@net-therapies/review'
import {composedSections, reviewedTypes} from '@net-therapies/schemas'

import {type LakeAccess, removeCliToken, writeCliToken} from './cli-token.ts'

const projectId = 'nettherapies'

/** The people that the local lake knows; each has the role of the same name. */
const demoUsers = [
  {id: 'administrator', name: 'Ada Administrator', email: 'administrator@example.org'},
  {id: 'writer', name: 'Will Writer', email: 'writer@example.org'},
  {id: 'reviewer', name: 'Rita Reviewer', email: 'reviewer@example.org'},
] as const

/** What shows drafts to people on the site: it reads and does nothing else. */
const previewUser = {
  id: 'preview',
  name: 'Preview',
  email: 'preview@example.org',
  role: 'viewer',
  isRobot: true,
}

type DemoUser = (typeof demoUsers)[number]['id']

/** How a local lake is started. */
export interface StartLakeOptions {
  /** 0 picks a free port. */
  port: number
  /** Folder of the SQLite file; made if it is missing. */
  dataDir: string
  dataset: string
  /** A built Studio to serve under the lake's address. */
  studioDir?: string
}

/** A local lake with its demo users. */
export interface RunningLake {
  lake: Lake
  url: string
  projectId: string
  dataset: string
  /** Minted afresh at every start. */
  tokens: Record<DemoUser, string>
  signInLinks: Record<DemoUser, string>
  /** For a site that shows drafts; it can read and nothing else. */
  previewToken: string
  close(): Promise<void>
}

/**
 * Starts a lake for net-therapies on this machine: one SQLite file in `dataDir`, a demo user for
 * each role, and the guard that lets nobody publish without the approval of a second person.
 * While it runs, `dataDir` has a file that lets `net-therapies import` write as the writer.
 *
 * @throws {Error} with the code EADDRINUSE if the port is taken
 */
export async function startLake(options: StartLakeOptions): Promise<RunningLake> {
  const {port, dataDir, dataset, studioDir} = options
  await mkdir(dataDir, {recursive: true})
  const lake = createLake({
    file: path.join(dataDir, 'lake.sqlite'),
    projectId,
    dataset,
    guard: createPublicationGuard({reviewedTypes, sections: composedSections}),
    users: [...demoUsers.map((user) => ({...user, role: user.id})), previewUser],
    demoSignIn: true,
    ...(studioDir === undefined ? {} : {studioDir}),
  })
  try {
    const {url} = await lake.listen({port, host: '127.0.0.1'})
    const tokens = forEachUser((id) => lake.mintToken(id))
    const access: LakeAccess = {url, projectId, dataset, token: tokens.writer}
    await writeCliToken(dataDir, access)
    return {
      lake,
      url,
      projectId,
      dataset,
      tokens,
      signInLinks: forEachUser((id) => lake.signInLink(id, url)),
      previewToken: lake.mintToken(previewUser.id),
      async close() {
        await removeCliToken(dataDir, access)
        await lake.close()
      },
    }
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
