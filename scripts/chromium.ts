import {execFileSync, spawnSync} from 'node:child_process'
import {existsSync} from 'node:fs'
import path from 'node:path'
import {chromium} from 'playwright-core'

const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable']

/**
 * Finds a Chromium for the browser tests, and installs one where there is none.
 *
 * The order is `$CHROMIUM_PATH`, the system's, Playwright's. As root on Debian the system's package
 * is installed, elsewhere Playwright's own browser.
 *
 * @returns path of the executable
 */
export function ensureChromium(): string {
  const found = findChromium()
  if (found) return found
  console.log('Installing Chromium for the browser tests …')
  if (process.getuid?.() === 0 && spawnSync('apt-get', ['--version']).status === 0) {
    execFileSync('apt-get', ['update', '-qq'], {stdio: 'inherit'})
    execFileSync('apt-get', ['install', '-y', '-qq', 'chromium'], {
      stdio: ['ignore', 'ignore', 'inherit'],
    })
  } else {
    const cli = path.resolve(import.meta.dirname, '../node_modules/playwright-core/cli.js')
    execFileSync(process.execPath, [cli, 'install', 'chromium'], {stdio: 'inherit'})
  }
  const installed = findChromium()
  if (installed) return installed
  throw new Error('No Chromium was found. Install one, or set CHROMIUM_PATH to its executable.')
}

function findChromium(): string | undefined {
  const chosen = process.env['CHROMIUM_PATH']
  if (chosen) {
    if (existsSync(chosen)) return chosen
    throw new Error(`CHROMIUM_PATH names ${chosen}, which does not exist.`)
  }
  const folders = (process.env['PATH'] ?? '').split(path.delimiter)
  const system = names.flatMap((name) => folders.map((folder) => path.join(folder, name)))
  return [...system, chromium.executablePath()].find((file) => file && existsSync(file))
}
