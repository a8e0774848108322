import type {SanityClient} from '@sanity/client'

import {type LakeAccess, readCliToken} from './cli-token.ts'
import {CommandError, usageError} from './command-error.ts'
import {operatorSocket} from './data-folder.ts'

/** The options of every command that works on a lake. */
export const lakeOptions = {
  data: {type: 'string', default: '.data'},
  url: {type: 'string'},
  token: {type: 'string'},
  project: {type: 'string'},
  dataset: {type: 'string'},
} as const

/** What the options of {@link lakeOptions} were given as. */
export interface LakeValues {
  data: string
  url?: string
  token?: string
  project?: string
  dataset?: string
}

/**
 * Finds the lake that the options name: the one at `--url`, or the one that runs on `--data`.
 *
 * @throws {CommandError} when there is none, or no token for it
 */
export async function findAccess(values: LakeValues): Promise<LakeAccess> {
  const token = values.token ?? process.env['NET_THERAPIES_TOKEN']
  if (values.url !== undefined) {
    if (!URL.canParse(values.url)) throw usageError(`--url takes an address; got “${values.url}”.`)
    if (!token) throw usageError('--url needs --token or the environment NET_THERAPIES_TOKEN.')
    return {
      url: values.url,
      token,
      projectId: values.project ?? 'nettherapies',
      dataset: values.dataset ?? 'production',
    }
  }
  const running = await readCliToken(values.data)
  if (!running) {
    const {connectOperator} = await import('@net-therapies/lake')
    const shared = await connectOperator(operatorSocket(values.data))
    if (shared) {
      if (!token) {
        throw usageError(
          'this lake has no demo users. Set NET_THERAPIES_TOKEN to a token from “net-therapies users token create”.',
        )
      }
      return {
        ...(await shared.address()),
        token,
        ...(values.dataset ? {dataset: values.dataset} : {}),
      }
    }
    throw new CommandError(
      `no lake is running on “${values.data}”. Start one with “npm start” or “npx net-therapies serve”.`,
      1,
    )
  }
  return {
    ...running,
    ...(token ? {token} : {}),
    ...(values.project ? {projectId: values.project} : {}),
    ...(values.dataset ? {dataset: values.dataset} : {}),
  }
}

/** Makes a client for a lake; it is loaded here, so that other commands do not wait for it. */
export async function openLake(
  {url, projectId, dataset, token}: LakeAccess,
  perspective: 'raw' | 'published' | 'drafts' = 'raw',
): Promise<SanityClient> {
  const {createClient} = await import('@sanity/client')
  return createClient({
    apiHost: url,
    useProjectHostname: false,
    projectId,
    dataset,
    token,
    apiVersion: '2025-02-19',
    useCdn: false,
    perspective,
    maxRetries: 1,
  })
}

/** Makes a client for a project at Sanity. */
export async function openHosted({
  projectId,
  dataset,
  token,
}: Omit<LakeAccess, 'url'>): Promise<SanityClient> {
  const {createClient} = await import('@sanity/client')
  const apiVersion = '2025-02-19'
  return createClient({projectId, dataset, token, apiVersion, useCdn: false, perspective: 'raw'})
}

/**
 * Asks a lake for something.
 *
 * @throws {CommandError} that names the lake when it does not answer or refuses
 */
export async function ask<Answer>(
  access: LakeAccess,
  what: string,
  question: Promise<Answer>,
): Promise<Answer> {
  try {
    return await question
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error)
    throw new CommandError(`${what} at ${access.url}: ${reason}`, 1, {cause: error})
  }
}
