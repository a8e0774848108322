import {spawn} from 'node:child_process'
import {once} from 'node:events'
import {existsSync} from 'node:fs'
import {createRequire} from 'node:module'
import path from 'node:path'

import type {Operator} from '@net-therapies/lake'

import {CommandError, usageError} from '../command-error.ts'
import {asCommandError, requireRunning} from '../operate.ts'
import {relayToLake} from '../sanity/lake-relay.ts'

const TOKEN_LIFETIME_MS = 86_400_000

/** Flags that say to which project and dataset a command belongs, where no Studio says so. */
const placeFlags = new Map<string, readonly ('project-id' | 'dataset')[]>([
  ['dataset', ['project-id']],
  ['datasets', ['project-id']],
  ['document', ['project-id', 'dataset']],
  ['documents', ['project-id', 'dataset']],
])

/**
 * `sanity …`: runs the real `sanity` command against the lake, as one of its administrators. The
 * token it uses is made for this run and revoked after it; it is not written down anywhere.
 */
export async function sanity(args: string[]): Promise<number> {
  const {dataDir, userId, rest} = optionsFrom(args)
  const operator = await requireRunning(dataDir)
  const {url, projectId, dataset} = await operator.address()
  const {id, token} = await administratorToken(operator, userId, dataDir)
  const relay = await relayToLake({url, projectId, token})
  try {
    const child = spawn(
      process.execPath,
      [sanityBinary(), ...withPlace(rest, {'project-id': projectId, dataset})],
      {
        stdio: 'inherit',
        env: {
          ...withoutProxies(process.env),
          NODE_OPTIONS: [
            process.env['NODE_OPTIONS'] ?? '',
            `--import ${new URL('../sanity/redirect.ts', import.meta.url).href}`,
          ]
            .join(' ')
            .trim(),
          NET_THERAPIES_RELAY: relay.socketPath,
          NET_THERAPIES_LAKE: url,
          // The relay puts the real one in its place.
          SANITY_AUTH_TOKEN: 'replaced-by-the-relay',
          SANITY_STUDIO_PROJECT_ID: projectId,
          SANITY_STUDIO_DATASET: dataset,
          DO_NOT_TRACK: '1',
          NO_UPDATE_NOTIFIER: '1',
        },
      },
    )
    // Ctrl-C reaches the command as well; this process stays to tidy up after it.
    const stay = () => undefined
    process.on('SIGINT', stay)
    const passOn = () => child.kill('SIGTERM')
    process.on('SIGTERM', passOn)
    try {
      const [code] = (await once(child, 'exit')) as [number | null]
      return code ?? 1
    } finally {
      process.off('SIGINT', stay)
      process.off('SIGTERM', passOn)
    }
  } finally {
    await relay.close()
    await operator.revokeToken(id)
  }
}

function optionsFrom(args: readonly string[]): {
  dataDir: string
  userId: string | undefined
  rest: string[]
} {
  const found = new Map([['--data', '.data']])
  let at = 0
  for (; args[at] === '--data' || args[at] === '--as'; at += 2) {
    const value = args[at + 1]
    if (value === undefined) throw usageError(`${args[at]} needs a value.`)
    found.set(args[at] ?? '', value)
  }
  return {dataDir: found.get('--data') ?? '', userId: found.get('--as'), rest: args.slice(at)}
}

async function administratorToken(
  operator: Operator,
  userId: string | undefined,
  dataDir: string,
): Promise<{id: string; token: string}> {
  const administrator = (await operator.users()).find(({role}) => role === 'administrator')
  const owner = userId ?? administrator?.id
  if (owner === undefined) {
    throw new CommandError(
      'this lake has no administrator. Add one with “net-therapies users add”, or name a user with --as.',
      1,
    )
  }
  try {
    return await operator.createToken(owner, {
      label: 'net-therapies sanity',
      expiresAt: new Date(Date.now() + TOKEN_LIFETIME_MS).toISOString(),
    })
  } catch (error) {
    throw asCommandError(error, dataDir)
  }
}

function sanityBinary(): string {
  const manifest = createRequire(import.meta.url).resolve('@sanity/cli/package.json')
  return path.join(path.dirname(manifest), 'bin', 'run.js')
}

/** A proxy would be asked for the service, and it is not there that the requests should go. */
function withoutProxies(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  return Object.fromEntries(
    Object.entries(env).filter(([name]) => !/^(?:all|https?|no)_proxy$/iu.test(name)),
  )
}

/** Outside the folder of a Studio the command does not know which project it is about. */
function withPlace(
  args: readonly string[],
  place: Record<'project-id' | 'dataset', string>,
): string[] {
  const topic = args[0]?.split(':')[0] ?? ''
  const missing = (placeFlags.get(topic) ?? []).filter(
    (name) => !args.some((arg) => arg === `--${name}` || arg.startsWith(`--${name}=`)),
  )
  if (missing.length === 0 || isInStudio(process.cwd())) return [...args]
  return [...args, ...missing.map((name) => `--${name}=${place[name]}`)]
}

function isInStudio(folder: string): boolean {
  const names = ['sanity.config', 'sanity.cli'].flatMap((name) =>
    ['.ts', '.tsx', '.js', '.jsx', '.mjs', '.cjs'].map((extension) => name + extension),
  )
  if (names.some((name) => existsSync(path.join(folder, name)))) return true
  const parent = path.dirname(folder)
  return parent !== folder && isInStudio(parent)
}
