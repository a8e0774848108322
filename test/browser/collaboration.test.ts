import type {Locator, Page} from 'playwright-core'
import {afterAll, beforeAll, expect, test} from 'vitest'

import {openPlainStudio, type PlainStudio} from './plain-studio.ts'

let studio: PlainStudio

beforeAll(async () => {
  studio = await openPlainStudio()
  await studio.clientOf('ada').create({_id: 'one', _type: 'note', title: 'Note one'})
})

afterAll(async () => studio.close())

async function openNote(userId: string): Promise<Page> {
  const page = await studio.signIn(userId)
  await page.goto(`${studio.url}/intent/edit/id=one;type=note/`)
  await page.getByTestId('field-title').getByTestId('string-input').waitFor()
  return page
}

const visible = (page: Page, testId: string): Locator =>
  page.locator(`[data-testid="${testId}"]:visible`)

test('two people see each other, what the other types, comments with mentions, and tasks', async () => {
  const ada = await openNote('ada')
  const ben = await openNote('ben')
  const seenBy = (page: Page, initials: string) =>
    page.getByTestId('document-level-presence').getByText(initials).waitFor()
  await Promise.all([seenBy(ada, 'BM'), seenBy(ben, 'AL')])

  const title = (page: Page) => page.getByTestId('field-title').getByTestId('string-input')
  await title(ben).fill('Note one, by Ben')
  await ada.locator('[data-testid="string-input"][value="Note one, by Ben"]').waitFor()

  await ada.getByTestId('field-title').hover()
  await ada.getByTestId('field-title').getByRole('button', {name: 'Add comment'}).click()
  await visible(ada, 'comment-input-editable').first().click()
  await ada.keyboard.type('Is this the right title? @Ben')
  const suggestion = ada.locator('button[data-ui="Card"]', {hasText: 'Ben Miller'})
  await suggestion.waitFor()
  expect(await suggestion.getByText('Unauthorized').count()).toBe(0)
  await ada.keyboard.press('Enter')
  await visible(ada, 'comment-input-send-button').first().click()

  await ben.getByRole('button', {name: 'Comments', exact: true}).click()
  await ben.getByText('Is this the right title?').waitFor()
  await ben.getByText('@Ben Miller').waitFor()
  await visible(ben, 'comment-input-editable').last().click()
  await ben.keyboard.type('Yes, it is.')
  await visible(ben, 'comment-input-send-button').last().click()
  await ada.getByText('Yes, it is.').waitFor()
  await ada.getByText('Is this the right title?').hover()
  await ada.getByTestId('comments-list-item-status-button').click()
  await ben.getByText('Is this the right title?').waitFor({state: 'detached'})

  await ada.getByTestId('tasks-toolbar').click()
  await ada.getByRole('button', {name: 'New task', exact: true}).click()
  await ada.getByPlaceholder('Task title').fill('Check the title')
  await ada.getByText('Select assignee').click()
  await ada.getByText('Ben Miller', {exact: true}).locator('visible=true').last().click()
  await ada.getByRole('button', {name: 'Create Task'}).click()
  await ben.getByTestId('tasks-toolbar').click()
  await ben.getByText('Check the title').waitFor()

  expect(studio.complaints).toEqual([])
  const stored = await studio
    .clientOf('ada')
    .withConfig({dataset: 'production-comments'})
    .fetch<unknown>(
      `{
        "comments": *[_type == "comment"] | order(_createdAt) {
          authorId, status, "mentions": message[].children[_type == "mention"].userId
        },
        "tasks": *[_type == "tasks.task"]{title, authorId, assignedTo}
      }`,
    )
  expect(stored).toEqual({
    comments: [
      {authorId: 'ada', status: 'resolved', mentions: ['ben']},
      {authorId: 'ben', status: 'resolved', mentions: []},
    ],
    tasks: [{title: 'Check the title', authorId: 'ada', assignedTo: 'ben'}],
  })
})
