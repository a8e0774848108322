import {parseArgs} from 'node:util'

import {fromText} from '@net-therapies/importer'

import {type LakeAccess, readCliToken} from '../cli-token.ts'
import {CommandError, usageError} from '../command-error.ts'
import {formatOutcome, formatReport} from '../import/format-report.ts'
import {type WriteOutcome, writeDrafts} from '../import/write-drafts.ts'
import {readInput} from '../read-input.ts'

/** `import FILE|-`: reports on a page and, without `--dry-run`, writes its drafts. */
export async function importPage(args: string[]): Promise<number> {
  const {values, positionals} = parseArgs({
    args,
    allowPositionals: true,
    options: {
      'dry-run': {type: 'boolean', default: false},
      format: {type: 'string', default: 'text'},
      data: {type: 'string', default: '.data'},
      url: {type: 'string'},
      token: {type: 'string'},
      project: {type: 'string'},
      dataset: {type: 'string'},
    },
  })
  const [file, ...more] = positionals
  if (file === undefined || more.length > 0) throw usageError('name one file to import, or “-”.')
  if (values.format !== 'text' && values.format !== 'json') {
    throw usageError(`--format takes text or json; got “${values.format}”.`)
  }
  const text = await readInput(file)
  const access = values['dry-run'] ? undefined : await findAccess(values)
  const result = fromText(text)
  const outcome = access ? await write(access, result.documents) : undefined
  process.stdout.write(
    values.format === 'json' ? `${JSON.stringify(result, null, 2)}\n` : formatReport(text, result),
  )
  const summary = outcome ? formatOutcome(outcome) : 'Nothing was written (--dry-run).\n'
  if (values.format === 'json') process.stderr.write(summary)
  else process.stdout.write(`\n${summary}`)
  return 0
}

async function findAccess(values: {
  data: string
  url?: string
  token?: string
  project?: string
  dataset?: string
}): Promise<LakeAccess> {
  const token = values.token ?? process.env['NET_THERAPIES_TOKEN']
  if (values.url !== undefined) {
    if (!URL.canParse(values.url)) throw usageError(`--url takes an address; got “${values.url}”.`)
    if (!token) throw usageError('--url needs --token or the environment NET_THERAPIES_TOKEN.')
    return {
      url: values.url,
      token,
      projectId: values.project ?? 'nettherapies',
      dataset: values.dataset ?? 'production',
    }
  }
  const running = await readCliToken(values.data)
  if (!running) {
    throw new CommandError(
      `no lake is running on “${values.data}”. Start one with “npm start” or “npx net-therapies serve”, or use --dry-run.`,
      1,
    )
  }
  return {
    ...running,
    ...(token ? {token} : {}),
    ...(values.project ? {projectId: values.project} : {}),
    ...(values.dataset ? {dataset: values.dataset} : {}),
  }
}

async function write(
  {url, projectId, dataset, token}: LakeAccess,
  documents: Parameters<typeof writeDrafts>[1],
): Promise<WriteOutcome> {
  const {createClient} = await import('@sanity/client')
  const client = createClient({
    apiHost: url,
    useProjectHostname: false,
    projectId,
    dataset,
    token,
    apiVersion: '2025-02-19',
    useCdn: false,
    perspective: 'raw',
    maxRetries: 1,
  })
  try {
    return await writeDrafts(client, documents)
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error)
    throw new CommandError(`nothing was written to ${url}: ${reason}`, 1, {cause: error})
  }
}
