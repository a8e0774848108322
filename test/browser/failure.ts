import {mkdirSync} from 'node:fs'
import path from 'node:path'

import type {Page} from 'playwright-core'

const folder = path.resolve(import.meta.dirname, '../../.data/failed-browser-tests')

/** Keeps a picture of what the page showed, and says where. */
export async function screenshotOf(page: Page): Promise<void> {
  if (page.isClosed()) return
  mkdirSync(folder, {recursive: true})
  const file = path.join(folder, `${Date.now()}.png`)
  await page.screenshot({path: file})
  console.error(`What the page showed: ${file}`)
}
