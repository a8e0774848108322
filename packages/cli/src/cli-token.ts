import {mkdir, readFile, rm, writeFile} from 'node:fs/promises'
import path from 'node:path'

/** How to reach a running lake as the demo writer. */
export interface LakeAccess {
  url: string
  projectId: string
  dataset: string
  token: string
}

const fileIn = (dataDir: string) => path.join(dataDir, 'cli-token')

/** Leaves the access of the running lake for other commands; only its owner may read the file. */
export async function writeCliToken(dataDir: string, access: LakeAccess): Promise<void> {
  await mkdir(dataDir, {recursive: true})
  await rm(fileIn(dataDir), {force: true})
  await writeFile(fileIn(dataDir), JSON.stringify(access), {mode: 0o600})
}

/** Removes the file again, unless another lake has replaced it. */
export async function removeCliToken(dataDir: string, access: LakeAccess): Promise<void> {
  const current = await readCliToken(dataDir)
  if (current?.token === access.token) await rm(fileIn(dataDir), {force: true})
}

/** The access of the running lake; `undefined` if none left it. */
export async function readCliToken(dataDir: string): Promise<LakeAccess | undefined> {
  let text: string
  try {
    text = await readFile(fileIn(dataDir), 'utf8')
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined
    throw error
  }
  const value: unknown = JSON.parse(text)
  return isAccess(value) ? value : undefined
}

function isAccess(value: unknown): value is LakeAccess {
  if (typeof value !== 'object' || value === null) return false
  const fields: Partial<Record<string, unknown>> = {...value}
  return ['url', 'projectId', 'dataset', 'token'].every((name) => typeof fields[name] === 'string')
}
