import {afterAll, beforeAll, expect, test, vi} from 'vitest'

import {openPlainStudio, type PlainStudio} from './plain-studio.ts'

let studio: PlainStudio

beforeAll(async () => {
  studio = await openPlainStudio()
  await studio.clientOf('ada').create({_id: 'one', _type: 'note', title: 'First title'})
})

afterAll(async () => studio.close())

test('the history of a document is listed, its changes are shown, and an earlier state is restored', async () => {
  const page = await studio.signIn('ben')
  await page.goto(`${studio.url}/intent/edit/id=one;type=note/`)
  const title = page.getByTestId('field-title').getByTestId('string-input')
  await title.fill('Second title')
  await page.locator('[data-testid="action-publish"]:not([data-disabled="true"])').click()
  const stored = async () =>
    studio.clientOf('ada').fetch<unknown>('*[_type == "note"] | order(_id) {_id, title}')
  await expect.poll(stored, {timeout: 30_000}).toEqual([{_id: 'one', title: 'Second title'}])
  await title.fill('Third title')
  await expect
    .poll(stored, {timeout: 30_000})
    .toContainEqual({_id: 'drafts.one', title: 'Third title'})

  const steps = page.getByTestId('timeline-item-button')
  // The menu closes when the document changes under it, as it does right after an edit.
  await vi.waitFor(
    async () => {
      await page.getByTestId('pane-context-menu-button').last().click({timeout: 3_000})
      await page.getByTestId('action-history').click({timeout: 3_000})
      await steps.first().waitFor({timeout: 10_000})
    },
    {timeout: 60_000},
  )
  const stepNamed = (name: string) => steps.filter({hasText: name})
  await stepNamed('Published').waitFor()
  await stepNamed('Draft created').waitFor()

  await page.getByRole('tab', {name: 'Review changes'}).click()
  const changes = page.locator('#review-panel')
  await changes.locator('del', {hasText: 'Secon'}).waitFor()
  await changes.locator('ins', {hasText: 'Thir'}).waitFor()

  await page.getByRole('tab', {name: 'History'}).click()
  await steps.filter({hasText: /Created/}).click()
  await page.locator('[data-testid="string-input"][value="First title"]').waitFor()
  await page.getByTestId('action-reverttorevision').click()
  await page.getByRole('button', {name: 'Confirm', exact: true}).click()
  await expect.poll(stored, {timeout: 30_000}).toEqual([
    {_id: 'drafts.one', title: 'First title'},
    {_id: 'one', title: 'Second title'},
  ])
  expect(studio.complaints).toEqual([])
})
