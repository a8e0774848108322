import {execFile} from 'node:child_process'
import {mkdtempSync, rmSync} from 'node:fs'
import {tmpdir} from 'node:os'
import path from 'node:path'
import {promisify} from 'node:util'

import type {Browser} from 'playwright-core'
import {afterAll, beforeAll, expect, onTestFailed, test} from 'vitest'

import {screenshotOf} from './failure.ts'
import {freePort, type RunningApp, startApp} from './running-app.ts'
import {launchBrowser} from './studio-page.ts'

const root = path.resolve(import.meta.dirname, '../..')
const data = mkdtempSync(path.join(tmpdir(), 'net-therapies-import-'))
const run = promisify(execFile)

let app: RunningApp
let browser: Browser

beforeAll(async () => {
  app = await startApp({port: await freePort(), sitePort: await freePort(), data})
  browser = await launchBrowser()
})

afterAll(async () => {
  await browser.close()
  await app.stop()
  rmSync(data, {recursive: true})
})

test('an imported page opens in the Studio, and the preview of the site shows it', async () => {
  const file = path.join(root, 'packages/importer/fixtures/lost-lists.txt')
  const command = path.join(root, 'packages/cli/src/main.ts')
  const args = [command, 'import', file, '--data', data, '--format', 'json']
  const {stdout} = await run(process.execPath, args)
  const {documents} = JSON.parse(stdout) as {
    documents: {_id: string; _type: string; title?: string; slug?: {current: string}}[]
  }
  expect(documents.length).toBeGreaterThan(5)

  const studio = await browser.newPage({viewport: {width: 1500, height: 1000}})
  onTestFailed(() => screenshotOf(studio))
  const errors: string[] = []
  studio.on('pageerror', (error) => errors.push(error.message))
  await studio.goto(app.signIn.writer)
  await studio.getByTestId('studio-navbar').waitFor()
  for (const {_id, _type} of documents) {
    const id = _id.replace('drafts.', '')
    await studio.goto(`${app.studioUrl}/intent/edit/id=${id};type=${_type}/`)
    await studio.getByTestId('form-view').waitFor()
    await studio.getByTestId('review-banner').waitFor()
  }
  expect(errors).toEqual([])

  const page = documents.find(({_type}) => _type === 'page')
  const site = await browser.newPage()
  await site.goto(`${app.siteUrl}/pages/${page?.slug?.current}?preview`)
  expect(await site.locator('h1').innerText()).toBe(page?.title)
  expect(await site.locator('#ref-1').count()).toBe(1)
  const missing = await site.goto(`${app.siteUrl}/pages/${page?.slug?.current}`)
  expect(missing?.status()).toBe(404)
})
