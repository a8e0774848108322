import {mkdtempSync, rmSync} from 'node:fs'
import {tmpdir} from 'node:os'
import path from 'node:path'

import {createTherapyClient} from '@net-therapies/client'
import type {Browser, Page} from 'playwright-core'
import {afterAll, beforeAll, expect, test, vi} from 'vitest'

import {freePort, type RunningApp, startApp} from './running-app.ts'
import {launchBrowser, signIn} from './studio-page.ts'

const data = mkdtempSync(path.join(tmpdir(), 'net-therapies-review-'))
const errors: string[] = []

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

async function openTherapy(page: Page, slug: string): Promise<void> {
  await page.goto(`${app.studioUrl}/intent/edit/id=therapy-${slug};type=therapy/`)
  await page.getByTestId('field-summary').locator('textarea').waitFor()
}

async function rewrite(page: Page, summary: string): Promise<void> {
  await page.getByTestId('field-summary').locator('textarea').fill(summary)
}

const row = (page: Page, name: string) =>
  page.getByTestId('review-queue-row').filter({hasText: name})

async function summaryOnTheSite(slug: string): Promise<string | null | undefined> {
  const client = createTherapyClient({
    apiHost: app.studioUrl,
    useProjectHostname: false,
    projectId: 'nettherapies',
    dataset: 'production',
  })
  return (await client.therapyBySlug(slug))?.summary
}

test('a reviewer sends a text back, the writer mends it, the reviewer approves and publishes it', async () => {
  const reviewer = await signIn(browser, app.signIn.reviewer, errors)
  await reviewer.goto(`${app.studioUrl}/review`)
  await reviewer.getByText('Nothing waits for you').waitFor()
  const item = reviewer.getByTestId('review-item')

  const writer = await signIn(browser, app.signIn.writer, errors)
  await openTherapy(writer, 'lanreotide')
  await rewrite(writer, 'Lanreotide is a long-acting injection.')
  await writer.getByTestId('action-submitforreview').click()
  const banner = writer.getByTestId('review-banner')
  await banner.getByText('A second person has to approve it').waitFor()

  // The other person's list is up to date without a reload, and can be used without a mouse.
  await row(reviewer, 'Lanreotide').getByText('Therapy', {exact: true}).waitFor()
  await row(reviewer, 'Lanreotide').getByRole('link').focus()
  await reviewer.keyboard.press('Enter')
  await item.getByText('Read it and what it cites').waitFor()
  await vi.waitFor(async () =>
    expect(await reviewer.evaluate('document.activeElement.innerText')).toBe('Lanreotide'),
  )
  const passage = item.getByTestId('passage')
  expect(await passage.count()).toBe(1)
  expect(await passage.locator('del').allInnerTexts()).toEqual([
    ' that copies the hormone somatostatin',
    ' It can slow the growth of a NET.',
  ])
  expect(await item.getByTestId('reading-grade').innerText()).toMatch(/\d\.\d → \d\.\d/u)
  expect(await item.getByTestId('review-sources').innerText()).toContain('No source was added')
  await item.getByRole('tab', {name: 'As readers see it'}).click()
  await item.getByTestId('review-page').getByRole('heading', {name: 'References'}).waitFor()

  await item.getByRole('button', {name: 'Request changes'}).focus()
  await reviewer.keyboard.press('Enter')
  await reviewer.locator('[data-testid="review-comment"]:focus').waitFor()
  await reviewer.keyboard.type('Say how long it acts.')
  await reviewer.keyboard.press('Tab')
  await reviewer.keyboard.press('Enter')

  await banner.getByText('“Say how long it acts.”').waitFor()
  await rewrite(writer, 'Lanreotide is an injection that acts for four weeks.')
  await writer.locator('[data-testid="action-submitforreview"]:not([disabled])').waitFor()
  expect(await banner.innerText()).toContain('Changes requested')
  expect(await writer.locator('[data-testid="action-publish"]:not([disabled])').count()).toBe(0)
  await writer.getByTestId('action-submitforreview').click()

  await item.getByText('Waiting for review').waitFor()
  await item.getByRole('tab', {name: 'Steps and comments'}).click()
  const steps = item.getByTestId('review-steps').getByRole('listitem')
  expect(await steps.nth(1).innerText()).toContain('“Say how long it acts.”')
  await item.getByRole('button', {name: 'Approve'}).click()
  await banner.getByText('Approved by Rita Reviewer').waitFor()
  await item.getByRole('button', {name: 'Publish', exact: true}).click()
  await reviewer.getByText('Nothing waits for you').waitFor()
  await banner.getByText(/Last reviewed on .* by Rita Reviewer/u).waitFor()
  expect(await summaryOnTheSite('lanreotide')).toBe(
    'Lanreotide is an injection that acts for four weeks.',
  )
  expect(errors).toEqual([])
  await Promise.all([writer.context().close(), reviewer.context().close()])
})

test('a page that an administrator published in an emergency is listed until it is reviewed', async () => {
  const administrator = await signIn(browser, app.signIn.administrator, errors)
  await openTherapy(administrator, 'octreotide')
  await rewrite(administrator, 'Octreotide was recalled.')
  await administrator.locator('[data-testid="action-submitforreview"]:not([disabled])').waitFor()
  await administrator.getByTestId('action-menu-button').click()
  await administrator.getByRole('menuitem', {name: 'Publish in an emergency'}).click()
  expect(await administrator.getByTestId('review-comment-send').isDisabled()).toBe(true)
  await administrator.getByTestId('review-comment').fill('The maker recalled it today.')
  await administrator.getByTestId('review-comment-send').click()
  await administrator
    .getByTestId('review-banner')
    .getByText('“The maker recalled it today.” A reviewer has yet to approve it.')
    .waitFor()
  await vi.waitFor(async () =>
    expect(await summaryOnTheSite('octreotide')).toBe('Octreotide was recalled.'),
  )

  const reviewer = await signIn(browser, app.signIn.reviewer, errors)
  await reviewer.goto(`${app.studioUrl}/review/emergency`)
  await row(reviewer, 'Octreotide').click()
  const item = reviewer.getByTestId('review-item')
  await item.getByText('“The maker recalled it today.”').first().waitFor()
  await item.getByRole('button', {name: 'Mark as reviewed'}).click()
  await row(reviewer, 'Octreotide').waitFor({state: 'detached'})
  await administrator
    .getByTestId('review-banner')
    .getByText(/Last reviewed on .* by Rita Reviewer/u)
    .waitFor()
  expect(errors).toEqual([])
  await Promise.all([administrator.context().close(), reviewer.context().close()])
})

test('a page that was unpublished needs a new approval, and the Studio says so', async () => {
  const reviewer = await signIn(browser, app.signIn.reviewer, errors)
  await openTherapy(reviewer, 'everolimus')
  // Not by the action of the Studio, which records a withdrawal.
  const status = await reviewer.evaluate(async () => {
    const actionType = 'sanity.action.document.unpublish'
    const [publishedId, draftId] = ['therapy-everolimus', 'drafts.therapy-everolimus']
    const response = await fetch('/v2025-02-19/data/actions/production', {
      method: 'POST',
      headers: {'content-type': 'application/json'},
      body: JSON.stringify({actions: [{actionType, publishedId, draftId}]}),
    })
    return response.status
  })
  expect(status).toBe(200)
  await reviewer.getByTestId('review-banner').getByText('Submit this text for review').waitFor()
  expect(await reviewer.locator('[data-testid="action-publish"]:not([disabled])').count()).toBe(0)
  expect(await summaryOnTheSite('everolimus')).toBeUndefined()

  const writer = await signIn(browser, app.signIn.writer, errors)
  await openTherapy(writer, 'everolimus')
  await writer.getByTestId('action-submitforreview').click()
  // Whoever took it away wrote nothing of it.
  await reviewer.getByTestId('action-approve').click()
  const banner = reviewer.getByTestId('review-banner')
  await banner.getByText('Approved', {exact: true}).waitFor()

  const before = await writer.getByTestId('field-summary').locator('textarea').inputValue()
  await rewrite(writer, 'A change after the approval.')
  await banner.getByText('The text was changed after Rita Reviewer approved it').waitFor()
  await rewrite(writer, before)
  await writer.locator('[data-testid="action-submitforreview"]:not([disabled])').waitFor()
  expect(await banner.innerText()).toContain('The text was changed after Rita Reviewer approved it')
  expect(await reviewer.locator('[data-testid="action-publish"]:not([disabled])').count()).toBe(0)
  await writer.getByTestId('action-submitforreview').click()
  await reviewer.getByTestId('action-approve').click()
  await banner.getByText('Approved', {exact: true}).waitFor()
  await reviewer.locator('[data-testid="action-publish"]:not([disabled])').click()
  await banner.getByText(/Last reviewed on .* by Rita Reviewer/u).waitFor()
  expect(await summaryOnTheSite('everolimus')).toContain('Everolimus is a tablet')
  expect(errors).toEqual([])
  await Promise.all([writer.context().close(), reviewer.context().close()])
})

test('a draft that says what is public is discarded by one click, and no search finds a review step', async () => {
  const writer = await signIn(browser, app.signIn.writer, errors)
  await openTherapy(writer, 'sunitinib')
  const summary = writer.getByTestId('field-summary').locator('textarea')
  const before = await summary.inputValue()
  await rewrite(writer, 'A change that is taken back.')
  const banner = writer.getByTestId('review-banner')
  await banner.getByText('Submit this text for review').waitFor()
  await rewrite(writer, before)
  await banner.getByText('says the same as what is published').waitFor()
  await banner.getByRole('button', {name: 'Discard this draft'}).click()
  await banner.getByText(/Last reviewed on .* by Rita Reviewer/u).waitFor()

  await writer.keyboard.press('Control+KeyK')
  await writer.getByPlaceholder('Search', {exact: true}).fill('submit')
  await writer.getByText('No results found').waitFor()
  expect(errors).toEqual([])
  await writer.context().close()
})
