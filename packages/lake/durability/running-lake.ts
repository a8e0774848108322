import {type ChildProcess, spawn} from 'node:child_process'
import {once} from 'node:events'
import path from 'node:path'
import {createInterface} from 'node:readline'

/** What the process does instead of what it should; see lake-process.ts. */
export type Behaviour = 'honest' | 'early' | 'NORMAL' | 'OFF'

export interface LakeProcess {
  /** Resolves when the lake answers; rejects when the process ended before. */
  ready: Promise<{url: string; token: string}>
  process: ChildProcess
  /** Ends the process without a chance to clean up; resolves when it is gone. */
  kill: () => Promise<void>
}

export function startLake(
  file: string,
  behaviour: Behaviour,
  env: Record<string, string> = {},
  prefix: readonly string[] = [],
): LakeProcess {
  const script = path.join(import.meta.dirname, 'lake-process.ts')
  const [command, ...args] = [...prefix, process.execPath, script, file, behaviour]
  const child = spawn(command ?? process.execPath, args, {
    env: {...process.env, ...env},
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const exited = once(child, 'exit')
  let complaints = ''
  child.stderr.on('data', (chunk: Buffer) => {
    complaints += chunk.toString()
  })
  const ready = new Promise<{url: string; token: string}>((resolve, reject) => {
    createInterface({input: child.stdout}).once('line', (line) =>
      resolve(JSON.parse(line) as {url: string; token: string}),
    )
    void exited.then(([code, signal]) =>
      reject(new Error(`the lake ended early (${code ?? signal}): ${complaints}`)),
    )
  })
  // Whoever kills the process before it is ready does not wait for it.
  ready.catch(() => undefined)
  return {
    ready,
    process: child,
    kill: async () => {
      child.kill('SIGKILL')
      await exited
    },
  }
}
