import {once} from 'node:events'
import {parseArgs} from 'node:util'

import {CommandError, usageError} from '../command-error.ts'
import {type RunningLake, startLake} from '../start-lake.ts'

/** `serve`: runs the local lake until it is told to stop. */
export async function serve(args: string[]): Promise<number> {
  const {values} = parseArgs({
    args,
    options: {
      port: {type: 'string', default: '3333'},
      data: {type: 'string', default: '.data'},
      dataset: {type: 'string', default: 'production'},
      json: {type: 'boolean', default: false},
    },
  })
  if (!/^\d{1,5}$/u.test(values.port) || Number(values.port) > 65_535) {
    throw usageError(`--port takes a number from 0 to 65535; got “${values.port}”.`)
  }
  if (!/^[a-z0-9][a-z0-9_-]{0,63}$/u.test(values.dataset)) {
    throw usageError(
      `--dataset takes lower-case letters, digits, - and _; got “${values.dataset}”.`,
    )
  }
  const port = Number(values.port)
  const stopped = Promise.race([once(process, 'SIGINT'), once(process, 'SIGTERM')])
  const running = await start(port, values.data, values.dataset)
  process.stdout.write(values.json ? `${toLine(running)}\n` : toText(running))
  await stopped
  await running.close()
  return 0
}

async function start(port: number, dataDir: string, dataset: string): Promise<RunningLake> {
  try {
    return await startLake({port, dataDir, dataset})
  } catch (error) {
    if (!(error instanceof Error)) throw error
    const isTaken = 'code' in error && error.code === 'EADDRINUSE'
    const message = isTaken
      ? `port ${port} is in use. Choose another one with --port.`
      : `the lake did not start: ${error.message}`
    throw new CommandError(message, 1, {cause: error})
  }
}

function toLine({url, projectId, dataset, tokens}: RunningLake): string {
  return JSON.stringify({url, projectId, dataset, tokens})
}

function toText({url, dataset, signInLinks}: RunningLake): string {
  return `The lake is running on ${url}, dataset ${dataset}.

Sign in as
  medical writer   ${signInLinks.writer}
  reviewer         ${signInLinks.reviewer}
  administrator    ${signInLinks.administrator}

Ctrl-C stops it.
`
}
