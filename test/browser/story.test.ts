import {mkdtempSync, rmSync} from 'node:fs'
import {tmpdir} from 'node:os'
import path from 'node:path'

import {createTherapyClient} from '@net-therapies/client'
import {type Browser, chromium, type Page} from 'playwright-core'
import {afterAll, beforeAll, expect, onTestFailed, test, vi} from 'vitest'

import {screenshotOf} from './failure.ts'
import {freePort, type RunningApp, startApp} from './running-app.ts'
import {isGoodbye} from './studio-page.ts'

const data = mkdtempSync(path.join(tmpdir(), 'net-therapies-story-'))
const newSummary = 'Lanreotide is a long-acting injection. A writer changed this sentence.'
const remoteRequests: string[] = []
const consoleErrors: string[] = []

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
  page.on('pageerror', (error) => consoleErrors.push(error.message))
  page.on('console', (message) => {
    if (message.type() === 'error' && !isGoodbye(message.text())) {
      consoleErrors.push(message.text())
    }
  })
  onTestFailed(() => screenshotOf(page))
  await page.goto(link)
  await page.getByTestId('studio-navbar').waitFor()
  return page
}

async function openLanreotide(page: Page): Promise<void> {
  await page.goto(`${app.studioUrl}/intent/edit/id=therapy-lanreotide;type=therapy/`)
  await page.getByTestId('field-summary').locator('textarea').waitFor()
}

/** Puts a citation mark into the last paragraph and picks its source by typing a part of its title. */
async function cite(page: Page, search: string, title: string): Promise<void> {
  const text = page.getByTestId('field-body')
  const insert = text.locator('[data-testid="citationMark-insert-menu-button"]:visible').first()
  await vi.waitFor(
    async () => {
      await text.getByTestId('text-block__text').last().click()
      expect(await insert.isEnabled()).toBe(true)
    },
    {timeout: 30_000},
  )
  await insert.click()
  await page.getByTestId('add-single-object-button').last().click()
  await page.locator('[data-testid="action-submitforreview"][data-disabled="true"]').waitFor()
  const option = page.getByRole('option', {name: title})
  await vi.waitFor(
    async () => {
      await page.getByTestId('reference-input').getByRole('combobox').fill(search)
      await option.waitFor({timeout: 3_000})
    },
    {timeout: 30_000},
  )
  await option.click()
  await page.getByTestId('close-popover-edit-dialog-button').click()
}

test('a writer submits, a reviewer approves and publishes, the site shows it, a restart keeps it', async () => {
  const writer = await signIn(app.signIn.writer)
  await openLanreotide(writer)
  const summary = writer.getByTestId('field-summary').locator('textarea')
  await summary.fill(newSummary)
  await cite(writer, 'everolimus', 'Everolimus for advanced pancreatic neuroendocrine tumors')
  await writer.getByTestId('citation-mark').getByText('3').waitFor()
  await writer.getByTestId('action-submitforreview').click()
  await writer.getByTestId('review-banner').getByText('Waiting for review').waitFor()
  expect(await writer.locator('[data-testid="action-publish"]:not([disabled])').count()).toBe(0)

  const reviewer = await signIn(app.signIn.reviewer)
  await reviewer.goto(`${app.studioUrl}/structure/waiting-for-review`)
  await reviewer.getByText('Lanreotide').click()
  await reviewer.getByTestId('action-approve').click()
  await reviewer.getByTestId('review-banner').getByText('Approved', {exact: true}).waitFor()
  await reviewer.locator('[data-testid="action-publish"]:not([disabled])').click()
  await reviewer
    .getByTestId('review-banner')
    .getByText(/Last reviewed on .* by Rita Reviewer/u)
    .waitFor()

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
  const site = await (await browser.newContext()).newPage()
  await site.goto(`${app.siteUrl}/therapies/lanreotide`)
  expect(await site.getByText(newSummary).count()).toBe(1)
  expect(await site.locator('#ref-3').innerText()).toContain(
    'Everolimus for advanced pancreatic neuroendocrine tumors',
  )
  expect(await site.locator('a[href="#ref-3"]').allInnerTexts()).toEqual(['3'])

  expect(remoteRequests).toEqual([])
  expect(consoleErrors).toEqual([])
  await Promise.all([writer.context().close(), reviewer.context().close()])

  expect(await app.stop()).toBe(0)
  app = await startApp(ports)
  expect(await published()).toBe(newSummary)
})
