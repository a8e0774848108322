import {once} from 'node:events'
import {parseArgs} from 'node:util'

import {CommandError, usageError} from '../command-error.ts'
import {
  type RunningLake,
  type SharedLake,
  startLake,
  type StartLakeOptions,
  startSharedLake,
} from '../start-lake.ts'

/** `serve`: runs the local lake until it is told to stop. */
export async function serve(args: string[]): Promise<number> {
  const {values} = parseArgs({
    args,
    allowNegative: true,
    options: {
      port: {type: 'string', default: '3333'},
      data: {type: 'string', default: '.data'},
      dataset: {type: 'string', default: 'production'},
      studio: {type: 'string'},
      'public-url': {type: 'string'},
      'demo-users': {type: 'boolean', default: true},
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
  const {data: dataDir, dataset, studio: studioDir, 'public-url': publicUrl} = values
  const options: StartLakeOptions = {
    port,
    dataDir,
    dataset,
    ...(studioDir === undefined ? {} : {studioDir}),
    ...(publicUrl === undefined ? {} : {publicUrl}),
  }
  const stopped = Promise.race([once(process, 'SIGINT'), once(process, 'SIGTERM')])
  const running = values['demo-users']
    ? await startWith(startLake, options, values.json ? toLine : toText)
    : await startWith(startSharedLake, options, values.json ? toSharedLine : toSharedText)
  await stopped
  await running.close()
  return 0
}

async function startWith<Running extends SharedLake>(
  start: (options: StartLakeOptions) => Promise<Running>,
  options: StartLakeOptions,
  describe: (running: Running) => string,
): Promise<Running> {
  try {
    const running = await start(options)
    process.stdout.write(describe(running))
    return running
  } catch (error) {
    if (!(error instanceof Error) || error instanceof CommandError) throw error
    const isTaken = 'code' in error && error.code === 'EADDRINUSE'
    const message = isTaken
      ? `port ${options.port} is in use. Choose another one with --port.`
      : `the lake did not start: ${error.message}`
    throw new CommandError(message, 1, {cause: error})
  }
}

function toLine({url, projectId, dataset, tokens}: RunningLake): string {
  return `${JSON.stringify({url, projectId, dataset, tokens})}\n`
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

function toSharedLine({url, projectId, dataset}: SharedLake): string {
  return `${JSON.stringify({url, projectId, dataset})}\n`
}

function toSharedText({url, dataset}: SharedLake): string {
  return `The lake is running on ${url}, dataset ${dataset}.

Nobody can sign in whom you did not add:
  npx net-therapies users add ID --name NAME --role ROLE
  npx net-therapies users link ID

Ctrl-C stops it.
`
}
