import {mkdtempSync, rmSync} from 'node:fs'
import {tmpdir} from 'node:os'
import path from 'node:path'

import {createTherapyClient} from '@net-therapies/client'
import {type Browser, chromium, type Page} from 'playwright-core'
import {afterAll, beforeAll, expect, test} from 'vitest'

import {freePort, type RunningApp, startApp} from './running-app.ts'

const data = mkdtempSync(path.join(tmpdir(), 'net-therapies-story-'))
const newSummary = 'Lanreotide is a long-acting injection. A writer changed this sentence.'
const remoteRequests: string[] = []
const pageErrors: string[] = []

let app: RunningApp
let browser: Browser
let ports: {port: number; sitePort: number; data: string}

beforeAll(async () => {
  ports = {port: await freePort(), sitePort: await freePort(), data}
  app = await startApp(ports)
  browser = await chromium.launch({
    executablePath: process.env['CHROMIUM_PATH'] ?? '',
    args: [
      '--no-sandbox',
      '--disable-background-networking',
      '--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE localhost, EXCLUDE 127.0.0.1',
    ],
  })
})

afterAll(async () => {
  await browser.close()
  await app.stop()
  rmSync(data, {recursive: true})
})

async function signIn(link: string): Promise<Page> {
  const context = await browser.newContext({viewport: {width: 1500, height: 1000}})
  const page = await context.newPage()
  page.on('request', (request) => {
    const {hostname, protocol} = new URL(request.url())
    if (protocol.startsWith('http') && !['localhost', '127.0.0.1'].includes(hostname)) {
      remoteRequests.push(request.url())
    }
  })
  page.on('pageerror', (error) => pageErrors.push(error.message))
  await page.goto(link)
  await page.getByTestId('studio-navbar').waitFor()
  return page
}

async function openLanreotide(page: Page): Promise<void> {
  await page.goto(`${app.studioUrl}/intent/edit/id=therapy-lanreotide;type=therapy/`)
  await page.getByTestId('field-summary').locator('textarea').waitFor()
}

test('a writer submits, a reviewer approves and publishes, the site shows it, a restart keeps it', async () => {
  const writer = await signIn(app.signIn.writer)
  await openLanreotide(writer)
  const summary = writer.getByTestId('field-summary').locator('textarea')
  await summary.fill(newSummary)
  await writer.getByTestId('action-submitforreview').click()
  await writer.getByTestId('review-banner').getByText('Waiting for review').waitFor()
  expect(await writer.locator('[data-testid="action-publish"]:not([disabled])').count()).toBe(0)

  const reviewer = await signIn(app.signIn.reviewer)
  await reviewer.goto(`${app.studioUrl}/structure/waiting-for-review`)
  await reviewer.getByText('Lanreotide').click()
  await reviewer.getByTestId('action-approve').click()
  await reviewer.getByTestId('review-banner').getByText('Approved').waitFor()
  await reviewer.locator('[data-testid="action-publish"]:not([disabled])').click()
  await reviewer.getByTestId('review-banner').waitFor({state: 'detached'})

  const published = async () =>
    (
      await createTherapyClient({
        apiHost: app.studioUrl,
        useProjectHostname: false,
        projectId: 'nettherapies',
        dataset: 'production',
      }).therapyBySlug('lanreotide')
    )?.summary
  expect(await published()).toBe(newSummary)
  expect(await (await fetch(`${app.siteUrl}/therapies/lanreotide`)).text()).toContain(newSummary)

  expect(await app.stop()).toBe(0)
  app = await startApp(ports)
  expect(await published()).toBe(newSummary)
  expect(remoteRequests).toEqual([])
  expect(pageErrors).toEqual([])
})
