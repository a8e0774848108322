import {execFile} from 'node:child_process'
import path from 'node:path'

import {createClient, type SanityClient} from '@sanity/client'

import type {RunningLake} from './start-lake.ts'

/** What a command printed, and its exit code. */
export interface Outcome {
  status: number
  stdout: string
  stderr: string
}

/** Runs the command in a process of its own, with nothing on its standard input. */
export async function runCommand(...args: string[]): Promise<Outcome> {
  const main = path.join(import.meta.dirname, 'main.ts')
  return new Promise((resolve) => {
    const child = execFile(process.execPath, [main, ...args], (_error, stdout, stderr) =>
      resolve({status: child.exitCode ?? -1, stdout, stderr}),
    )
    child.stdin?.end()
  })
}

/** The real client, as one of the demo users, seeing drafts and published documents as stored. */
export const clientOf = (
  {url, projectId, dataset, tokens}: RunningLake,
  who: keyof RunningLake['tokens'],
): SanityClient =>
  createClient({
    apiHost: url,
    useProjectHostname: false,
    projectId,
    dataset,
    apiVersion: '2025-02-19',
    useCdn: false,
    perspective: 'raw',
    token: tokens[who],
  })
