import {spawnSync} from 'node:child_process'
import {createHash} from 'node:crypto'
import {existsSync, globSync, readFileSync, writeFileSync} from 'node:fs'
import path from 'node:path'

/** The repository. */
export const root = path.resolve(import.meta.dirname, '..')

/** Where the built Studio lies: static files with an index.html. */
export const studioDir = path.join(root, 'studio/dist')

/** Where the built example site lies, and its server's entry. */
export const siteEntry = path.join(root, 'packages/site/dist/server/entry.mjs')

const quiet = {
  ...process.env,
  ASTRO_TELEMETRY_DISABLED: '1',
  DO_NOT_TRACK: '1',
  SANITY_DISABLE_TELEMETRY: '1',
}

/** Builds the Studio, unless what is built was built from these very sources. */
export function buildStudio(): void {
  const sources = ['studio', 'schemas', 'packages/citations', 'packages/importer']
  buildOnce('Studio', studioDir, [...sources, 'packages/review', 'packages/react'], () => {
    run('sanity', ['build', 'dist', '-y'], 'studio')
    if (!process.env['SANITY_STUDIO_PROJECT_ID']) keepOnThisMachine()
  })
}

/** Builds the example site, unless what is built was built from these very sources. */
export function buildSite(): void {
  const sources = ['site', 'client', 'react', 'structured-data', 'citations']
  const folders = sources.map((name) => `packages/${name}`)
  buildOnce('example site', path.join(root, 'packages/site/dist'), folders, () =>
    run('astro', ['build'], 'packages/site'),
  )
}

function buildOnce(name: string, output: string, folders: string[], build: () => void): void {
  const stamp = path.join(output, '.built-from')
  const digest = sourceDigest(folders)
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === digest) return
  console.log(`Building the ${name} …`)
  build()
  writeFileSync(stamp, digest)
}

const isMade = (name: string) => /(^|\/)(node_modules|dist|\.astro|\.sanity)(\/|$)/.test(name)

function sourceDigest(folders: string[]): string {
  const hash = createHash('sha256')
  const files = folders.flatMap((folder) =>
    globSync(`${folder}/**/*.{ts,tsx,astro,mjs,css,json,svg}`, {cwd: root, exclude: isMade}),
  )
  for (const file of ['package-lock.json', ...files.sort()]) {
    hash.update(file).update(readFileSync(path.join(root, file)))
  }
  return hash.update(process.env['SANITY_STUDIO_PROJECT_ID'] ?? '').digest('hex')
}

function run(command: string, args: string[], folder: string): void {
  const bin = path.join(root, 'node_modules/.bin', command)
  const result = spawnSync(process.execPath, [bin, ...args], {
    cwd: path.join(root, folder),
    env: quiet,
    encoding: 'utf8',
  })
  if (result.status !== 0) {
    throw new Error(
      `${command} ${args.join(' ')} failed in ${folder}:\n${result.stdout}${result.stderr}`,
    )
  }
}

/**
 * Takes out of the built Studio what would leave the machine (a script and fonts from Sanity's
 * servers), and moves the page's inline script to a file, so that the page can be served under a
 * content security policy that allows scripts from its own origin only.
 */
function keepOnThisMachine(): void {
  const file = path.join(studioDir, 'index.html')
  const html = readFileSync(file, 'utf8')
  const inline = /<script>([\s\S]*?)<\/script>/.exec(html)?.[1] ?? ''
  const local = withoutRemoteFonts(html)
    .replace(/<script>[\s\S]*?<\/script>/, '<script src="/static/error-channel.js"></script>')
    .replace(/<script[^>]*src="https:[^>]*><\/script>/g, '')
  const remote = /<(?:script|link)[^>]*https:[^>]*>|url\(["']?https:/.exec(local)
  if (!inline || remote) {
    throw new Error(`The built Studio is not as expected (${remote?.[0] ?? 'no inline script'}).`)
  }
  writeFileSync(path.join(studioDir, 'static/error-channel.js'), inline)
  writeFileSync(file, local)
  for (const name of globSync('static/*.css', {cwd: studioDir})) {
    const stylesheet = path.join(studioDir, name)
    writeFileSync(stylesheet, withoutRemoteFonts(readFileSync(stylesheet, 'utf8')))
  }
}

const withoutRemoteFonts = (text: string) => text.replace(/@font-face\s*\{[^}]*https:[^}]*\}/g, '')
