import {type ChildProcess, spawn} from 'node:child_process'
import {once} from 'node:events'
import {createServer} from 'node:net'
import path from 'node:path'

const root = path.resolve(import.meta.dirname, '../..')

/** What `npm start` prints when everything runs. */
export interface RunningApp {
  studioUrl: string
  siteUrl: string
  signIn: {writer: string; reviewer: string; administrator: string}
  output: () => string
  /** Ends it as Ctrl-C does and resolves to the exit code. */
  stop: () => Promise<number | null>
}

/** A port that was free a moment ago. */
export async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  server.close()
  await once(server, 'close')
  if (address === null || typeof address === 'string') throw new TypeError('expected a TCP address')
  return address.port
}

/** Starts what `npm start` starts, on the given ports and data folder, and waits until it says so. */
export async function startApp(options: {
  port: number
  sitePort: number
  data: string
}): Promise<RunningApp> {
  const args = ['--port', `${options.port}`, '--site-port', `${options.sitePort}`]
  const child = spawn(
    process.execPath,
    [path.join(root, 'scripts/start.ts'), ...args, '--data', options.data],
    {cwd: root, stdio: ['ignore', 'pipe', 'pipe']},
  )
  let output = ''
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (chunk: Buffer) => {
      output += chunk.toString()
    })
  }
  await untilPrinted(child, () => output, 'Ctrl-C stops everything')
  const read = (label: string) => {
    const address = new RegExp(`^\\s*${label}\\s+(http\\S+)`, 'm').exec(output)?.[1]
    if (!address) throw new Error(`“${label}” was not printed:\n${output}`)
    return address
  }
  return {
    studioUrl: read('Studio'),
    siteUrl: read('Site'),
    signIn: {
      writer: read('medical writer'),
      reviewer: read('reviewer'),
      administrator: read('administrator'),
    },
    output: () => output,
    stop: async () => {
      const exited = once(child, 'exit')
      child.kill('SIGINT')
      const [code] = (await exited) as [number | null]
      return code
    },
  }
}

async function untilPrinted(
  child: ChildProcess,
  output: () => string,
  text: string,
): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    const look = () => {
      if (output().includes(text)) resolve()
    }
    child.stdout?.on('data', look)
    child.once('exit', (code) => reject(new Error(`It ended with code ${code}:\n${output()}`)))
  })
}
