import {mkdtempSync, rmSync} from 'node:fs'
import {tmpdir} from 'node:os'
import path from 'node:path'

import type {Browser} from 'playwright-core'
import {afterAll, beforeAll, expect, onTestFailed, test} from 'vitest'

import {screenshotOf} from './failure.ts'
import {freePort, type RunningApp, startApp} from './running-app.ts'
import {launchBrowser} from './studio-page.ts'

const data = mkdtempSync(path.join(tmpdir(), 'net-therapies-paste-'))
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

const page = `<h2>Tablets</h2>
<p>Most people had <b>tablets</b>.<sup>3</sup> Some of the tablets include:<sup>3,4</sup></p>
<p>They differ.</p>
<p>3Writer A. Rest. J Example Med. 2011;4(1):5-9.</p>`

test('a page pasted into body text becomes blocks with citations, and what to mend is listed', async () => {
  const studio = await browser.newPage({viewport: {width: 1500, height: 1000}})
  onTestFailed(() => screenshotOf(studio))
  await studio.goto(app.signIn.writer)
  await studio.getByTestId('studio-navbar').waitFor()
  await studio.goto(`${app.studioUrl}/intent/create/template=page;type=page/`)
  const body = studio.getByTestId('field-body')
  const editor = body.locator('[contenteditable=true]').first()
  await editor.waitFor()
  await editor.click()
  await studio.evaluate((html) => {
    const clipboardData = new DataTransfer()
    clipboardData.setData('text/html', html)
    const options = {clipboardData, bubbles: true, cancelable: true}
    document.activeElement?.dispatchEvent(new ClipboardEvent('paste', options))
  }, page)

  const problems = body.getByTestId('paste-problems')
  await problems.waitFor()
  expect(await problems.innerText()).toContain('2 things to mend in what you pasted')
  expect(await problems.innerText()).toContain('A list is announced and missing')
  const marks = editor.getByTestId('citation-mark')
  await marks.filter({hasText: /^1$/}).nth(1).waitFor()
  expect(await marks.allInnerTexts()).toEqual(['1', '1'])
  expect(await editor.locator('h2').innerText()).toContain('Tablets')
  expect(await editor.innerText()).not.toContain('Writer A')

  await problems.getByRole('button', {name: 'Done'}).first().click()
  expect(await problems.innerText()).toContain('One thing to mend in what you pasted')
  await problems.getByRole('button', {name: 'Close'}).click()
  expect(await problems.count()).toBe(0)
})
