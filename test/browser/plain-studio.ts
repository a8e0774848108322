import {spawnSync} from 'node:child_process'
import {existsSync, globSync, statSync} from 'node:fs'
import path from 'node:path'

import {createLake, type Lake} from '@net-therapies/lake'
import {createClient, type SanityClient} from '@sanity/client'
import {type Browser, chromium, type Page} from 'playwright-core'
import {onTestFailed} from 'vitest'

import {screenshotOf} from './failure.ts'

const folder = path.join(import.meta.dirname, 'plain-studio')
const root = path.resolve(import.meta.dirname, '../..')
const sources = ['test/browser/plain-studio/*.{ts,json}', 'studio/lake/*.ts', 'package-lock.json']

/** A Studio with every feature switched on and one document type, over a lake in memory. */
export interface PlainStudio {
  lake: Lake
  url: string
  browser: Browser
  /** Everything the browser said was wrong, other than that the lake lets it reach no other host. */
  complaints: string[]
  /** The real client, as this person. */
  clientOf: (userId: string) => SanityClient
  /** A tab of its own browser profile, or of the profile of another tab. */
  signIn: (userId: string) => Promise<Page>
  close: () => Promise<void>
}

const people = [
  {id: 'ada', name: 'Ada Lovelace', email: 'ada@example.org', role: 'administrator'},
  {id: 'ben', name: 'Ben Miller', email: 'ben@example.org', role: 'administrator'},
]

/**
 * Builds the Studio if need be, and opens it.
 *
 * @param clock - the time of the lake; the browser keeps its own
 */
export async function openPlainStudio(clock = () => new Date()): Promise<PlainStudio> {
  const studioDir = path.join(folder, 'dist')
  if (isOutdated(path.join(studioDir, 'index.html'))) build()
  const lake = createLake({file: ':memory:', studioDir, users: people, clock})
  const {url} = await lake.listen({port: 0})
  const browser = await chromium.launch({
    executablePath: process.env['CHROMIUM_PATH'] ?? '',
    args: ['--no-sandbox', '--disable-background-networking'],
  })
  const complaints: string[] = []
  return {
    lake,
    url,
    browser,
    complaints,
    clientOf: (userId) =>
      createClient({
        projectId: 'nettherapies',
        dataset: 'production',
        apiVersion: '2025-02-19',
        apiHost: url,
        useProjectHostname: false,
        useCdn: false,
        perspective: 'raw',
        token: lake.mintToken(userId),
      }),
    signIn: async (userId) => {
      const context = await browser.newContext({viewport: {width: 1600, height: 1000}})
      const page = await context.newPage()
      page.on('pageerror', (error) => complaints.push(`${userId}: ${error.message}`))
      page.on('response', (response) => {
        if (response.status() >= 500) complaints.push(`${response.status()} ${response.url()}`)
      })
      onTestFailed(async () => screenshotOf(page))
      await page.goto(lake.signInLink(userId, url))
      await page.getByTestId('studio-navbar').waitFor()
      return page
    },
    close: async () => {
      await browser.close()
      await lake.close()
    },
  }
}

function isOutdated(built: string): boolean {
  if (!existsSync(built)) return true
  const {mtimeMs} = statSync(built)
  return globSync(sources, {cwd: root}).some(
    (file) => statSync(path.join(root, file)).mtimeMs > mtimeMs,
  )
}

function build(): void {
  const sanity = path.join(root, 'node_modules/.bin/sanity')
  const result = spawnSync(process.execPath, [sanity, 'build', 'dist', '-y'], {
    cwd: folder,
    env: {...process.env, DO_NOT_TRACK: '1', SANITY_DISABLE_TELEMETRY: '1'},
    encoding: 'utf8',
  })
  if (result.status !== 0) {
    throw new Error(`The plain Studio could not be built:\n${result.stdout}${result.stderr}`)
  }
}
