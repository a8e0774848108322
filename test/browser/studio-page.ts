import {type Browser, chromium, type Page} from 'playwright-core'
import {onTestFailed} from 'vitest'

import {screenshotOf} from './failure.ts'

/** A browser that reaches this machine and nothing else. */
export function launchBrowser(): Promise<Browser> {
  return chromium.launch({
    executablePath: process.env['CHROMIUM_PATH'] ?? '',
    args: [
      '--no-sandbox',
      '--disable-background-networking',
      '--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE localhost, EXCLUDE 127.0.0.1',
    ],
  })
}

/**
 * A page of its own for one person, signed in to the Studio.
 *
 * @param errors - gets every error that the page reports
 */
export async function signIn(browser: Browser, link: string, errors: string[]): Promise<Page> {
  const context = await browser.newContext({viewport: {width: 1500, height: 1000}})
  const page = await context.newPage()
  page.on('pageerror', (error) => errors.push(error.message))
  page.on('console', (message) => {
    if (message.type() === 'error' && !isGoodbye(message.text())) errors.push(message.text())
  })
  onTestFailed(() => screenshotOf(page))
  await page.goto(link)
  await page.getByTestId('studio-navbar').waitFor()
  return page
}

/**
 * Whether an error of the console says no more than that a page was left: a Studio then tells the
 * others so over a websocket, which the browser may have closed already.
 */
export const isGoodbye = (text: string): boolean =>
  text === 'WebSocket is already in CLOSING or CLOSED state.'
