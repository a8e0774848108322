import {parseArgs} from 'node:util'

import {checkCitations, type Problem} from '@net-therapies/citations/check'
import {overdueDocuments, type OverdueDocument, readReviewEvent} from '@net-therapies/review'
import type {SanityClient} from '@sanity/client'

import {usageError} from '../command-error.ts'
import {ask, findAccess, lakeOptions, openLake} from '../lake-access.ts'
import {type Library, readLibrary, type StoredDocument} from '../library.ts'

/** A problem, with the document that has it. */
interface Finding extends Problem {
  document: string
}

/**
 * `check`: looks through the sources of a lake and through what cites them.
 *
 * @returns 1 when there is an error among the problems
 */
export async function check(args: string[]): Promise<number> {
  const {values} = parseArgs({
    args,
    options: {
      ...lakeOptions,
      format: {type: 'string', default: 'text'},
      published: {type: 'boolean', default: false},
      'max-age': {type: 'string', default: '10'},
      today: {type: 'string', default: new Date().toISOString().slice(0, 10)},
    },
  })
  if (values.format !== 'text' && values.format !== 'json') {
    throw usageError(`--format takes text or json; got “${values.format}”.`)
  }
  if (!/^\d{1,3}$/u.test(values['max-age'])) {
    throw usageError(`--max-age takes a number of years; got “${values['max-age']}”.`)
  }
  if (!/^\d{4}-\d\d-\d\d$/u.test(values.today)) {
    throw usageError(`--today takes a day such as 2026-01-31; got “${values.today}”.`)
  }
  const access = await findAccess(values)
  const client = await openLake(access)
  const library = await ask(
    access,
    'nothing was checked',
    readLibrary(client, values.published ? 'published' : 'newest'),
  )
  const findings = checkCitations({
    citations: library.citations,
    content: library.documents,
    today: values.today,
    maximumAgeYears: Number(values['max-age']),
  }).map((problem) => located(problem, library))
  const overdue = await ask(access, 'nothing was checked', readOverdue(client, values.today))
  process.stdout.write(
    values.format === 'json'
      ? `${JSON.stringify({...counts(findings, library), overdue, problems: findings}, null, 2)}\n`
      : toText(findings, library, overdue),
  )
  return findings.some(({severity}) => severity === 'error') ? 1 : 0
}

/** Published pages that should have been read again. */
async function readOverdue(client: SanityClient, today: string): Promise<OverdueDocument[]> {
  const published = await readLibrary(client, 'published')
  const stored = await client.fetch<StoredDocument[]>('*[_type == "reviewEvent"]')
  const events = stored.flatMap((event) => readReviewEvent(event) ?? [])
  return overdueDocuments(published.documents, events, today)
}

/** Replaces the position of a document in the list by its id. */
function located(problem: Problem, {documents}: Library): Finding {
  const [position, ...path] = problem.place.path ?? []
  const document = typeof position === 'number' ? documents[position] : undefined
  if (document === undefined) return {...problem, document: problem.place.citation ?? ''}
  return {...problem, place: {...problem.place, path}, document: document._id}
}

function counts(findings: readonly Finding[], {citations, documents}: Library) {
  const errors = findings.filter(({severity}) => severity === 'error').length
  return {
    sources: citations.length,
    documents: documents.length,
    errors,
    warnings: findings.length - errors,
  }
}

function toText(
  findings: readonly Finding[],
  library: Library,
  overdue: readonly OverdueDocument[],
): string {
  const titles = new Map(
    library.citations.map(({_id, title}) => [_id.replace(/^drafts\./u, ''), title]),
  )
  const entries = findings.map(({document, place, severity, code, message, hint}) => {
    const title = titles.get(document)
    const where = place.path?.join(' › ') || place.field
    return [
      `${document}${title ? ` “${title}”` : ''}${where ? `, ${where}` : ''}`,
      `  ${severity}  ${code}`,
      `  ${message}`,
      `  ${hint}\n`,
    ].join('\n')
  })
  const late = overdue.map(
    ({id, nextReviewDue}) => `${id}\n  overdue for review since ${nextReviewDue}\n`,
  )
  const {sources, documents, errors, warnings} = counts(findings, library)
  const sum = `${amount(sources, 'source')} and ${amount(documents, 'other document')} checked: ${amount(errors, 'error')}, ${amount(warnings, 'warning')}, ${overdue.length} overdue for review.`
  return `${[...entries, ...late, sum].join('\n')}\n`
}

const amount = (count: number, noun: string) => `${count} ${noun}${count === 1 ? '' : 's'}`
