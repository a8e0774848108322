import {readdir, stat} from 'node:fs/promises'
import path from 'node:path'

import {
  checkSize,
  fetchPage,
  type FetchPageOptions,
  largestFile,
  pageEndings,
  readFile,
  type ReadPage,
} from '@net-therapies/importer/node'

import {CommandError, usageError} from '../command-error.ts'
import {readBytes} from '../read-input.ts'

/** A page that was asked for: read, or refused with a reason. */
export type NamedPage = {name: string} & ReadPage

const largest = Math.max(...Object.values(largestFile))

/** Whether a word of the command line is an address on the web. */
export function isAddress(input: string): boolean {
  return /^https?:\/\//iu.test(input)
}

/**
 * Reads one page: a file, an address, or standard input for “-”.
 *
 * @throws {CommandError} exit code 2 if there is no such file or the address is none
 */
export async function readNamedPage(
  input: string,
  options: FetchPageOptions = {},
): Promise<NamedPage> {
  if (isAddress(input)) {
    if (!URL.canParse(input)) throw usageError(`“${input}” is no address.`)
    const fetched = await fetchPage(input, options)
    if ('problem' in fetched) return {name: input, ...fetched}
    const {bytes, name, mediaType} = fetched
    return {name: input, ...(await readFile(bytes, {name, mediaType}))}
  }
  if (input === '-') return {name: input, ...(await readFile(await readStandardInput()))}
  const size = await stat(input).then(
    (found) => found.size,
    () => 0,
  )
  const problem = checkSize(size, input)
  if (problem) return {name: input, problem}
  return {name: input, ...(await readFile(await readBytes(input), {name: input}))}
}

/** Whether an input is a folder. */
export async function isFolder(input: string): Promise<boolean> {
  if (input === '-' || isAddress(input)) return false
  return stat(input).then(
    (found) => found.isDirectory(),
    () => false,
  )
}

/**
 * Lists the pages in a folder and its folders, by name. Hidden folders, and those that browsers
 * save beside a page, are left out; links are not followed.
 *
 * @throws {CommandError} exit code 2 if there is none
 */
export async function listPages(folder: string): Promise<string[]> {
  const pages: string[] = []
  const visit = async (current: string): Promise<void> => {
    for (const entry of await readdir(current, {withFileTypes: true})) {
      const name = path.join(current, entry.name)
      if (entry.isDirectory()) {
        if (!/^\.|^node_modules$|_files$/u.test(entry.name)) await visit(name)
      } else if (entry.isFile() && !entry.name.startsWith('.') && isPageName(entry.name)) {
        pages.push(name)
      }
    }
  }
  await visit(folder)
  if (pages.length === 0) {
    const endings = Object.keys(pageEndings).map((ending) => `.${ending}`)
    throw new CommandError(`“${folder}” has no pages (${endings.join(', ')}).`, 2)
  }
  return pages.sort()
}

function isPageName(name: string): boolean {
  return Object.hasOwn(pageEndings, name.split('.').at(-1)?.toLowerCase() ?? '')
}

async function readStandardInput(): Promise<Uint8Array> {
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of process.stdin as AsyncIterable<Buffer>) {
    chunks.push(chunk)
    size += chunk.length
    if (size > largest) break
  }
  return Buffer.concat(chunks)
}
