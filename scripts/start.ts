import {type ChildProcess, spawn} from 'node:child_process'
import {once} from 'node:events'
import {existsSync} from 'node:fs'
import {access, constants, mkdir, readdir} from 'node:fs/promises'
import {createServer} from 'node:net'
import {parseArgs} from 'node:util'

import {type RunningLake, startLake} from '../packages/cli/src/start-lake.ts'
import {buildSite, buildStudio, siteEntry, studioDir} from './build.ts'
import {loadSampleContent} from './load-sample-content.ts'

const usage = `npm start [-- --port 3333 --site-port 3334 --data .data]

  --port       port of the lake and its Studio
  --site-port  port of the example site
  --data       folder of the SQLite file`

function readOptions() {
  const {values} = parseArgs({
    options: {
      port: {type: 'string', default: '3333'},
      'site-port': {type: 'string', default: '3334'},
      data: {type: 'string', default: '.data'},
      help: {type: 'boolean', short: 'h', default: false},
    },
  })
  const port = readPort('--port', values.port)
  const sitePort = readPort('--site-port', values['site-port'])
  if (port === sitePort) {
    throw new RangeError(`--port and --site-port are both ${port}. Give the site another one.`)
  }
  return {data: values.data, help: values.help, port, sitePort}
}

function readPort(option: string, value: string): number {
  const port = Number(value)
  if (Number.isInteger(port) && port > 0 && port < 65_536) return port
  throw new RangeError(`${option} takes a number from 1 to 65535; got “${value}”`)
}

async function requireFolder(folder: string): Promise<void> {
  try {
    if (!existsSync(folder)) await mkdir(folder)
    await readdir(folder)
    await access(folder, constants.W_OK)
  } catch (error) {
    const reason = error instanceof Error && 'code' in error ? ` (${String(error.code)})` : ''
    throw new Error(
      `${folder} cannot be used as the data folder${reason}. Choose another one with --data.`,
      {cause: error},
    )
  }
}

async function requireFreePort(option: string, port: number): Promise<void> {
  const probe = createServer()
  probe.listen(port, '127.0.0.1')
  try {
    await once(probe, 'listening')
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EADDRINUSE') throw error
    throw new Error(
      `Port ${port} is in use. Choose another one: npm start -- ${option} ${port + 10}`,
      {cause: error},
    )
  }
  probe.close()
  await once(probe, 'close')
}

async function startSite(port: number, lake: RunningLake) {
  const site = spawn(process.execPath, [siteEntry], {
    env: {
      ...process.env,
      HOST: '127.0.0.1',
      PORT: String(port),
      SANITY_API_HOST: lake.url,
      SANITY_DATASET: lake.dataset,
      SANITY_PROJECT_ID: lake.projectId,
      SANITY_READ_TOKEN: lake.previewToken,
    },
    stdio: ['ignore', 'ignore', 'inherit'],
  })
  const url = `http://localhost:${port}`
  await answers(`http://127.0.0.1:${port}/`, site)
  return {site, url}
}

async function answers(url: string, site: ChildProcess): Promise<void> {
  const deadline = Date.now() + 30_000
  while (site.exitCode === null && Date.now() < deadline) {
    try {
      await fetch(url, {signal: AbortSignal.timeout(5_000)})
      return
    } catch {
      await new Promise((resolve) => setTimeout(resolve, 100))
    }
  }
  throw new Error('The example site did not start. What it said stands above.')
}

async function start(): Promise<void> {
  const options = readOptions()
  if (options.help) {
    console.log(usage)
    return
  }
  await requireFolder(options.data)
  await requireFreePort('--port', options.port)
  await requireFreePort('--site-port', options.sitePort)
  buildStudio()
  buildSite()

  console.log('Starting the lake …')
  const lake = await startLake({
    port: options.port,
    dataDir: options.data,
    dataset: 'production',
    studioDir,
  })
  await loadSampleContent(lake, (done, total) =>
    console.log(`Loading the sample content: ${done} of ${total} documents`),
  )
  console.log('Starting the example site …')
  const {site, url: siteUrl} = await startSite(options.sitePort, lake)

  let stopping = false
  const stop = async (exitCode: number) => {
    if (stopping) return
    stopping = true
    site.kill()
    await lake.close()
    console.log('\nStopped. Your content is kept.')
    process.exit(exitCode)
  }
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => void stop(0))
  site.once('exit', (code) => {
    if (!stopping) console.error(`\nThe example site ended by itself (${code ?? 'killed'}).`)
    void stop(1)
  })

  console.log(`
net-therapies is running. The sample content is no medical advice.

  Studio   ${lake.url}
  Site     ${siteUrl}   (add ?preview to an address to see drafts)

Sign in as
  medical writer   ${lake.signInLinks.writer}
  reviewer         ${lake.signInLinks.reviewer}
  administrator    ${lake.signInLinks.administrator}

Ctrl-C stops everything. Use a private window for each further person.`)
}

function isOptionError(error: unknown): boolean {
  return (
    error instanceof Error && 'code' in error && String(error.code).startsWith('ERR_PARSE_ARGS')
  )
}

try {
  await start()
} catch (error) {
  console.error(error instanceof Error ? error.message : error)
  if (isOptionError(error)) console.error(`\n${usage}`)
  process.exit(1)
}
