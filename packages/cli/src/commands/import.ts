import {writeFile} from 'node:fs/promises'
import {parseArgs} from 'node:util'

import {
  importPage as importSource,
  type ImportResult,
  type Problem,
  type ReportedPage,
  type SourcePage,
  toReport,
} from '@net-therapies/importer'
import type {PageFormat} from '@net-therapies/importer/node'
import type {SanityClient} from '@sanity/client'

import {CommandError, usageError} from '../command-error.ts'
import {formatOutcome, formatReport, formatSummary} from '../import/format-report.ts'
import {fetchKnownDocuments} from '../import/known-documents.ts'
import {ProgressBar} from '../import/progress-bar.ts'
import {isFolder, listPages, type NamedPage, readNamedPage} from '../import/read-pages.ts'
import {type WriteOutcome, writeDrafts} from '../import/write-drafts.ts'
import {ask, findAccess, lakeOptions, openLake} from '../lake-access.ts'

/** A page that was read, and what became of it. */
type Entry = {name: string; outcome?: WriteOutcome} & (
  | {page: SourcePage; format: PageFormat; result: ImportResult}
  | {problem: Problem}
)

/** Imports a page; without a lake it only reports. */
type ImportOne = (read: NamedPage) => Promise<Entry>

/** `import FILE|FOLDER|URL|-`: reports on pages and, without `--dry-run`, writes their drafts. */
export async function importPage(args: string[]): Promise<number> {
  const {values, positionals} = parseArgs({
    args,
    allowPositionals: true,
    options: {
      'dry-run': {type: 'boolean', default: false},
      format: {type: 'string', default: 'text'},
      report: {type: 'string'},
      into: {type: 'string'},
      ...lakeOptions,
    },
  })
  const [input, ...more] = positionals
  if (input === undefined || more.length > 0) {
    throw usageError('name one file, folder or address to import, or “-”.')
  }
  if (values.format !== 'text' && values.format !== 'json') {
    throw usageError(`--format takes text or json; got “${values.format}”.`)
  }
  const isJson = values.format === 'json'
  const isDryRun = values['dry-run']
  const dataset = values.into ?? values.dataset
  const lake = {...values, ...(dataset === undefined ? {} : {dataset})}
  if (await isFolder(input)) {
    const files = await listPages(input)
    const entries = await importFolder(files, isDryRun ? importOffline : await openImport(lake))
    await writeReport(values.report, entries)
    process.stdout.write(isJson ? `${JSON.stringify({pages: entries.map(toJson)}, null, 2)}\n` : '')
    const summary = formatSummary(entries, isDryRun)
    if (isJson) process.stderr.write(summary)
    else process.stdout.write(summary)
    return entries.some((entry) => 'problem' in entry) ? 1 : 0
  }
  const read = await readNamedPage(input)
  if ('problem' in read) {
    await writeReport(values.report, [read])
    throw new CommandError(`${input}: ${read.problem.message} ${read.problem.hint}`, 1)
  }
  const importOne = isDryRun ? importOffline : await openImport(lake)
  const entry = await importOne(read)
  await writeReport(values.report, [entry])
  if ('problem' in entry) {
    throw new CommandError(`${input}: ${entry.problem.message} ${entry.problem.hint}`, 1)
  }
  process.stdout.write(
    isJson
      ? `${JSON.stringify(resultOf(entry), null, 2)}\n`
      : formatReport(entry.page.source, entry.result),
  )
  const summary = entry.outcome
    ? formatOutcome(entry.outcome)
    : 'Nothing was written (--dry-run).\n'
  if (isJson) process.stderr.write(summary)
  else process.stdout.write(`\n${summary}`)
  return 0
}

/** Imports pages one after the other; two with the same title would become the same draft. */
async function importFolder(files: readonly string[], importOne: ImportOne): Promise<Entry[]> {
  const bar = new ProgressBar(process.stderr, files.length)
  const entries: Entry[] = []
  const fileOf = new Map<string, string>()
  try {
    for (const file of files) {
      const read = await readNamedPage(file)
      const twin = findTwin(read, fileOf)
      entries.push(twin ?? (await importOne(read)))
      bar.step(file)
    }
  } finally {
    bar.end()
  }
  return entries
}

function findTwin(read: NamedPage, fileOf: Map<string, string>): Entry | undefined {
  if ('problem' in read) return undefined
  const {documents, title} = importSource(read.page)
  const id = documents.find(({_type}) => _type === 'page')?._id
  const other = id === undefined ? undefined : fileOf.get(id)
  if (id !== undefined && other === undefined) fileOf.set(id, read.name)
  if (other === undefined) return undefined
  return {
    name: read.name,
    problem: {
      code: 'title-twice',
      severity: 'error',
      message: `The page has the title of ${other}, “${title}”, so it would become the same draft.`,
      place: {start: 0, end: 0},
      hint: 'Give one of them another title, or take one away.',
    },
  }
}

const importOffline: ImportOne = (read) =>
  Promise.resolve('problem' in read ? read : {...read, result: importSource(read.page)})

/** Opens the lake that the options name, for pages to be written to. */
async function openImport(values: Parameters<typeof findAccess>[0]): Promise<ImportOne> {
  const access = await findAccess(values)
  const client = await openLake(access)
  return async (read) => {
    if ('problem' in read) return read
    return ask(access, 'nothing was written', importOnline(client, read))
  }
}

async function importOnline(
  client: SanityClient,
  read: NamedPage & {page: SourcePage; format: PageFormat},
): Promise<Entry> {
  const known = await fetchKnownDocuments(client)
  const result = importSource(read.page, {known})
  return {...read, result, outcome: await writeDrafts(client, result.documents)}
}

async function writeReport(file: string | undefined, entries: readonly Entry[]): Promise<void> {
  if (file === undefined) return
  const pages = entries.map((entry): ReportedPage => {
    const {outcome, ...rest} = entry
    return {...rest, ...(outcome ? {outcome: formatOutcome(outcome).trim()} : {})}
  })
  try {
    await writeFile(file, toReport(pages))
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error)
    throw new CommandError(`the report was not written: ${reason}`, 1, {cause: error})
  }
}

function toJson(entry: Entry) {
  if ('problem' in entry) return {file: entry.name, problem: entry.problem}
  return {file: entry.name, ...resultOf(entry)}
}

/** A Word file has no text of its own, so the text that places count goes with the result. */
function resultOf({page, format, result}: Extract<Entry, {page: SourcePage}>) {
  return format === 'docx' ? {text: page.source, ...result} : result
}
