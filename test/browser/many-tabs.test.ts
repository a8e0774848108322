import type {BrowserContext, Page} from 'playwright-core'
import {afterAll, beforeAll, expect, test} from 'vitest'

import {openPlainStudio, type PlainStudio} from './plain-studio.ts'

/** How long an answer may take, in milliseconds. */
const PROMPT = 1_000

let studio: PlainStudio

beforeAll(async () => {
  studio = await openPlainStudio()
  const ada = studio.clientOf('ada')
  for (const n of [1, 2, 3]) await ada.create({_id: `note-${n}`, _type: 'note', title: `Note ${n}`})
})

afterAll(async () => studio.close())

/** How long the tab waits for a query and for an edit, in milliseconds: the middle one of five. */
async function answerTimes(page: Page): Promise<{query: number; edit: number}> {
  return page.evaluate(async () => {
    async function time(path: string, init?: RequestInit): Promise<number> {
      const times: number[] = []
      for (let attempt = 0; attempt < 5; attempt++) {
        const start = performance.now()
        const response = await fetch(path, {...init, signal: AbortSignal.timeout(20_000)})
        await response.json()
        if (!response.ok) throw new Error(`${path}: ${response.status}`)
        times.push(performance.now() - start)
      }
      return times.sort((a, b) => a - b)[2] ?? Infinity
    }
    const mutations = [{patch: {id: 'note-3', inc: {n: 1}, setIfMissing: {n: 0}}}]
    return {
      query: await time('/v2025-02-19/data/query/production?query=*%5B_type%3D%3D%22note%22%5D'),
      edit: await time('/v2025-02-19/data/mutate/production', {
        method: 'POST',
        headers: {'content-type': 'application/json'},
        body: JSON.stringify({mutations}),
      }),
    }
  })
}

async function open(context: BrowserContext, path: string, sign: string): Promise<Page> {
  const page = await context.newPage()
  page.setDefaultTimeout(90_000)
  await page.goto(`${studio.url}${path}`)
  await page.locator(sign).first().waitFor()
  return page
}

const MINUTE = 60_000

test(
  'with two documents, a list, the releases and Vision open three times, everything still answers',
  async () => {
    const context = (await studio.signIn('ada')).context()
    const pages: Page[] = []
    for (const _ of [1, 2, 3]) {
      const notes = await open(
        context,
        '/structure/note;note-1%7Cnote-2',
        '[data-testid=field-title]',
      )
      await expect
        .poll(async () => notes.getByTestId('field-title').count(), {timeout: 60_000})
        .toBe(2)
      const releases = await open(context, '/releases', '[data-testid=no-releases-info-text]')
      const vision = await open(context, '/vision', '[data-testid=vision-query-editor]')
      pages.push(notes, releases, vision)
    }
    const times = []
    for (const page of pages) times.push(await answerTimes(page))
    for (const {query, edit} of times) {
      expect(query).toBeLessThan(PROMPT)
      expect(edit).toBeLessThan(PROMPT)
    }

    const [first, , , second] = pages
    await first?.bringToFront()
    await first?.getByTestId('string-input').first().fill('Seen in every tab')
    await second?.locator('[data-testid="string-input"][value="Seen in every tab"]').waitFor()
    expect(studio.complaints).toEqual([])
  },
  5 * MINUTE,
)

test('with as many event streams without the shared connection, nothing answers', async () => {
  const context = (await studio.signIn('ben')).context()
  const page = await open(context, '/vision', '[data-testid=vision-query-editor]')
  const answer = await page.evaluate(async () => {
    const sources = Array.from(
      {length: 6},
      () => new EventSource('/v2025-02-19/data/listen/production?query=*'),
    )
    await Promise.all(
      sources.map(
        (source) => new Promise((resolve) => source.addEventListener('welcome', resolve)),
      ),
    )
    const attempt = fetch('/v2025-02-19/data/query/production?query=1', {
      signal: AbortSignal.timeout(2_000),
    })
    const outcome = await attempt.then(
      () => 'answered',
      (error: Error) => error.name,
    )
    for (const source of sources) source.close()
    return outcome
  })
  expect(answer).toBe('TimeoutError')
})
