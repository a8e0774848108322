/**
 * Regenerates the types from the schema and the queries, and compares them with the committed file.
 * Exits with 1 when the committed file is stale; `--write` brings it up to date instead.
 */
import {execFileSync} from 'node:child_process'
import {readFileSync, writeFileSync} from 'node:fs'
import {createRequire} from 'node:module'
import {dirname, join} from 'node:path'

const here = import.meta.dirname
const generated = join(here, '../src/generated/sanity.types.ts')
const require = createRequire(import.meta.url)
const sanity = join(dirname(require.resolve('sanity/package.json')), 'bin/sanity')

function run(...args: string[]) {
  execFileSync(process.execPath, [sanity, ...args], {
    cwd: here,
    env: {...process.env, DO_NOT_TRACK: '1', NO_UPDATE_NOTIFIER: '1'},
    stdio: ['ignore', 'ignore', 'inherit'],
  })
}

const committed = readFileSync(generated, 'utf8')
run('schema', 'extract', '--path', './schema.json', '--force')
run('typegen', 'generate')
const fresh = readFileSync(generated, 'utf8')

if (fresh === committed) {
  console.log('Generated types are up to date.')
} else if (process.argv.includes('--write')) {
  console.log('Generated types written to packages/client/src/generated/sanity.types.ts.')
} else {
  writeFileSync(generated, committed)
  console.error(
    'packages/client/src/generated/sanity.types.ts is stale. Run: node packages/client/typegen/check.ts --write',
  )
  process.exitCode = 1
}
