import {parseArgs} from 'node:util'

import {auditFormats} from '../audit/format-audit.ts'
import {readAudit} from '../audit/read-audit.ts'
import {usageError} from '../command-error.ts'
import {ask, findAccess, lakeOptions, openHosted, openLake} from '../lake-access.ts'
import {checkFolder} from './verify.ts'

/**
 * `audit`: says of everything published who wrote, approved and published it, by the record alone.
 *
 * @returns 1 when something in the record is amiss
 */
export async function audit(args: string[]): Promise<number> {
  const {values} = parseArgs({
    args,
    options: {
      ...lakeOptions,
      format: {type: 'string', default: 'text'},
      hosted: {type: 'boolean', default: false},
    },
  })
  const {format, hosted} = values
  if (!isFormat(format))
    throw usageError(`--format takes text, json, csv or html; got “${format}”.`)
  if (hosted && values.url !== undefined) {
    throw usageError('--hosted is a project at Sanity; leave out --url.')
  }
  const access = hosted ? hostedAccess(values) : await findAccess(values)
  const client = hosted ? await openHosted(access) : await openLake(access)
  const read = await ask(access, 'nothing was audited', readAudit(client))
  const hasFolder = !hosted && values.url === undefined
  const chain = hasFolder ? await checkFolder(values.data) : undefined
  process.stdout.write(auditFormats[format]({...read, chain}))
  const isAmiss = read.rows.some(({problems}) => problems.length > 0)
  return isAmiss || (chain && chain.problems.length > 0) ? 1 : 0
}

function isFormat(format: string): format is keyof typeof auditFormats {
  return Object.hasOwn(auditFormats, format)
}

function hostedAccess(values: {project?: string; dataset?: string; token?: string}) {
  const token = values.token ?? process.env['NET_THERAPIES_TOKEN']
  if (!values.project || !token) {
    throw usageError('--hosted needs --project and a token (environment NET_THERAPIES_TOKEN).')
  }
  return {
    url: 'https://api.sanity.io',
    projectId: values.project,
    dataset: values.dataset ?? 'production',
    token,
  }
}
