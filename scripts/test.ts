import {spawnSync} from 'node:child_process'
import {mkdtempSync, readFileSync, rmSync} from 'node:fs'
import {tmpdir} from 'node:os'
import path from 'node:path'

import {buildSite, buildStudio, root} from './build.ts'
import {ensureChromium} from './chromium.ts'

interface Count {
  passed: number
  failed: number
}

const bin = (name: string) => path.join(root, 'node_modules/.bin', name)
const reports = mkdtempSync(path.join(tmpdir(), 'net-therapies-test-'))

function run(command: string[], env: Record<string, string> = {}): boolean {
  const options = {cwd: root, env: {...process.env, ...env}, stdio: 'inherit'} as const
  return spawnSync(process.execPath, command, options).status === 0
}

function check(title: string, command: string[]): Count {
  console.log(`\n— ${title}`)
  const ok = run(command)
  console.log(ok ? `${title}: ok` : `${title}: FAILED`)
  return {passed: ok ? 1 : 0, failed: ok ? 0 : 1}
}

function tests(title: string, args: string[], env: Record<string, string> = {}): Count {
  console.log(`\n— ${title}`)
  const report = path.join(reports, `${title.replaceAll(' ', '-')}.json`)
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`]
  const ok = run([bin('vitest'), 'run', ...args, ...reporters], env)
  const result = JSON.parse(readFileSync(report, 'utf8')) as {
    numPassedTests: number
    numFailedTests: number
  }
  const nothingRan = result.numPassedTests === 0
  const failedOutsideTests = (!ok || nothingRan) && result.numFailedTests === 0
  return {
    passed: result.numPassedTests,
    failed: result.numFailedTests + (failedOutsideTests ? 1 : 0),
  }
}

function browserTests(): Count {
  try {
    const chromium = ensureChromium()
    buildStudio()
    buildSite()
    return tests('browser tests', ['--config', 'test/browser/vitest.config.ts'], {
      CHROMIUM_PATH: chromium,
    })
  } catch (error) {
    console.error(error instanceof Error ? error.message : error)
    return {passed: 0, failed: 1}
  }
}

const counts = [
  check('format', [bin('oxfmt'), '--check', '.']),
  check('lint', [bin('oxlint'), '--type-aware', '--deny-warnings']),
  check('types', [bin('tsc'), '--noEmit']),
  check('generated query types are fresh', ['packages/client/typegen/check.ts']),
  tests('unit and contract tests', []),
  browserTests(),
]
rmSync(reports, {recursive: true})

const passed = counts.reduce((sum, count) => sum + count.passed, 0)
const failed = counts.reduce((sum, count) => sum + count.failed, 0)
console.log(`\n${passed} passed, ${failed} failed`)
process.exit(failed === 0 ? 0 : 1)
