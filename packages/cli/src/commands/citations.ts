import {setTimeout as wait} from 'node:timers/promises'
import {parseArgs} from 'node:util'

import {
  type CitationDocument,
  formatReference,
  numberCitations,
  toCsl,
} from '@net-therapies/citations'
import {
  integrityFrom,
  lookUpIntegrity,
  type NoticeList,
  readRetractionWatch,
} from '@net-therapies/citations/integrity'
import {createTherapyClient} from '@net-therapies/client'

import {fetchRegistry} from '../citations/fetch-registry.ts'
import {
  gravest,
  type IntegrityChange,
  integrityChanges,
  writeIntegrity,
} from '../citations/integrity-changes.ts'
import {CommandError, usageError} from '../command-error.ts'
import {ask, findAccess, lakeOptions, openLake} from '../lake-access.ts'
import {readLibrary} from '../library.ts'
import {readBytes} from '../read-input.ts'

/** `citations refresh` and `citations list`. */
export async function citations([action, ...args]: string[]): Promise<number> {
  if (action === 'refresh') return refresh(args)
  if (action === 'list') return list(args)
  throw usageError(
    'use it as: net-therapies citations refresh, or: net-therapies citations list PAGE',
  )
}

/**
 * `citations refresh`: asks whether the sources were retracted or corrected, and writes what is new
 * into drafts.
 */
async function refresh(args: string[]): Promise<number> {
  const {values} = parseArgs({
    args,
    options: {
      ...lakeOptions,
      retractions: {type: 'string'},
      online: {type: 'boolean', default: false},
      'dry-run': {type: 'boolean', default: false},
    },
  })
  if (values.retractions === undefined && !values.online) {
    throw usageError('citations refresh needs --retractions FILE, --online, or both.')
  }
  const notices =
    values.retractions === undefined ? undefined : await readNotices(values.retractions)
  const access = await findAccess(values)
  const client = await openLake(access)
  const {citations: sources} = await ask(access, 'nothing was read', readLibrary(client, 'newest'))
  const today = new Date().toISOString().slice(0, 10)
  const answers = values.online
    ? await lookUpIntegrity(sources, {fetchText: fetchRegistry, wait: (time) => wait(time), today})
    : []
  const found = sources.map((source, index) => ({
    source,
    after: gravest([notices && integrityFrom(notices, source, today), answers[index]?.integrity]),
  }))
  const changes = integrityChanges(found)
  if (changes.length > 0 && !values['dry-run']) {
    await ask(access, 'nothing was written', writeIntegrity(client, changes))
  }
  const failures = answers.flatMap(({citation, failure}) =>
    failure === undefined ? [] : [`${citation._id}: not looked up. ${failure}\n`],
  )
  process.stderr.write(failures.join(''))
  process.stdout.write(changes.map(toText).join(''))
  const learned = found.filter(({after}) => after !== undefined).length
  const unknown = sources.length - learned
  process.stdout.write(
    `${learned} of ${sources.length} sources looked up${unknown > 0 ? `, ${unknown} not (no DOI or PMID, or no answer)` : ''}; ${changes.length} changed${values['dry-run'] ? ', and nothing was written (--dry-run)' : ''}.\n`,
  )
  if (values.online && sources.length > 0 && !answers.some(({integrity}) => integrity)) {
    process.stderr.write('No registry answered; is there a network? What was known was kept.\n')
    return 1
  }
  return 0
}

async function readNotices(file: string): Promise<NoticeList> {
  // The public list has bytes that are not UTF-8; they stand in names and titles, never in a DOI.
  const csv = new TextDecoder().decode(await readBytes(file))
  try {
    return readRetractionWatch(csv)
  } catch (error) {
    if (!(error instanceof TypeError)) throw error
    throw new CommandError(`${file} is not the list of Retraction Watch: ${error.message}.`, 1, {
      cause: error,
    })
  }
}

function toText({source, before, after}: IntegrityChange): string {
  const notice = after.noticeDoi ? `, notice doi:${after.noticeDoi}` : ''
  const title = source.title ? ` “${source.title}”` : ''
  return `${source._id}${title}\n  ${before?.status ?? 'unknown'} → ${after.status ?? 'unknown'} (${after.source ?? ''}${notice})\n`
}

/** `citations list PAGE`: the numbered references of a page, as the site prints them. */
async function list(args: string[]): Promise<number> {
  const {values, positionals} = parseArgs({
    args,
    allowPositionals: true,
    options: {
      ...lakeOptions,
      drafts: {type: 'boolean', default: false},
      format: {type: 'string', default: 'ama'},
    },
  })
  const [slug, ...more] = positionals
  if (slug === undefined || more.length > 0) throw usageError('name one page by its slug.')
  const style = values.format
  if (style !== 'ama' && style !== 'vancouver') {
    throw usageError(`--format takes ama or vancouver; got “${style}”.`)
  }
  const access = await findAccess(values)
  const client = await openLake(access, values.drafts ? 'drafts' : 'published')
  const page = await ask(
    access,
    'the page was not read',
    createTherapyClient(client).pageBySlug(slug),
  )
  if (page === null) {
    throw new CommandError(
      `there is no ${values.drafts ? '' : 'published '}page “${slug}” at ${access.url}.`,
      1,
    )
  }
  const known = new Map(
    (page.citations ?? []).map((source) => [source._id, withoutNulls(source)] as const),
  )
  const {order, missing} = numberCitations([page.claims, page.body], {
    resolve: (id) => known.has(id),
  })
  for (const [index, id] of order.entries()) {
    const source = known.get(id)
    const text = source ? formatReference(toCsl(source).csl, {style}) : `${id} is not there.`
    process.stdout.write(`${index + 1}. ${text}\n`)
  }
  for (const {id, path} of missing) {
    const what = id === '' ? 'no source is named' : `${id} is not there`
    process.stderr.write(`${path.join(' › ')}: ${what}\n`)
  }
  return missing.length > 0 ? 1 : 0
}

/** The lake has null where a source has no value. */
function withoutNulls(source: object): CitationDocument {
  const fields = Object.entries(source).filter(([, value]) => value !== null)
  return {...Object.fromEntries(fields), _type: 'citation'}
}
