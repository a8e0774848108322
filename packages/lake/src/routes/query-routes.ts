import {Hono} from 'hono'

import {fullGrants} from '../auth/roles.ts'
import type {Dataset} from '../dataset.ts'
import {isRecord} from '../document.ts'
import {badRequest, LakeError} from '../errors.ts'
import {type LakeContext, type LakeEnv, requireDataset} from '../lake-context.ts'
import {syncTags} from '../listen/live-events.ts'
import {QueryParseError, type QueryRequest} from '../query/engine.ts'
import {systemGroups} from '../query/system-groups.ts'
import {isSince20250219} from './api-path.ts'
import {flag, groqParameters, perspectiveFrom} from './query-parameters.ts'
import {readJson} from './read-body.ts'

/** Queries by GET and POST. */
export function queryRoutes(context: LakeContext): Hono<LakeEnv> {
  const app = new Hono<LakeEnv>()
  const {accounts, settings} = context
  const {clock} = settings

  app.on(['GET', 'POST'], '/query/:dataset', async (c) => {
    const started = performance.now()
    const dataset = requireDataset(context, c.req.param('dataset'))
    const {searchParams: search} = new URL(c.req.url)
    const body = c.req.method === 'POST' ? await readJson(c.req.raw) : undefined
    const {query, params} = queryFrom(search, body)
    const {caller, apiVersion} = c.var
    const grants = caller.access(dataset.name).readable()
    const readable = isSince20250219(apiVersion) ? grants : withoutVersions(grants)
    const returnQuery = flag(search, 'returnQuery', true)
    const request = {
      query,
      params,
      perspective: perspectiveFrom(search.get('perspective'), apiVersion),
      ...(readable ? {readable} : {}),
      anonymous: caller.isAnonymous,
      identity: caller.id,
      projectId: dataset.projectId,
      dataset: dataset.name,
      now: clock(),
      ...sourceMapFrom(search),
    }
    if (query.includes('system.group')) showGroups(dataset)
    const {json, dependencies, sourceMap} = await dataset.engine
      .answer(request)
      .catch((error: unknown) => {
        throw asRefusal(query, error)
      })
    const envelope = JSON.stringify({
      ms: Math.round(performance.now() - started),
      ...(returnQuery ? {query} : {}),
      syncTags: syncTags(dataset, dependencies),
    })
    // The result is JSON text already; parsing it to print it again would double the work.
    const end = sourceMap === undefined ? '}' : `,"resultSourceMap":${sourceMap}}`
    const chunks = [encoder.encode(`${envelope.slice(0, -1)},"result":`), json, encoder.encode(end)]
    return c.body(bodyOf(chunks), 200, {'content-type': 'application/json'})
  })

  /** They follow from the accounts, which may have changed since the last time. */
  function showGroups({name, engine}: Dataset): void {
    const isMain = name === settings.dataset
    const groups = systemGroups(accounts.roles(), accounts.users(), ({grants, addonGrants}) =>
      isMain ? grants : (addonGrants ?? fullGrants),
    )
    engine.apply(groups.map((group) => ({id: group._id, text: JSON.stringify(group)})))
  }

  return app
}

const encoder = new TextEncoder()

/** Larger bodies are not copied into one piece. */
const MAXIMUM_COPIED = 1_000_000

function bodyOf(
  chunks: readonly Uint8Array<ArrayBuffer>[],
): Uint8Array<ArrayBuffer> | ReadableStream {
  const length = chunks.reduce((sum, {byteLength}) => sum + byteLength, 0)
  if (length > MAXIMUM_COPIED) return streamOf(chunks)
  const bytes = new Uint8Array(length)
  let offset = 0
  for (const chunk of chunks) {
    bytes.set(chunk, offset)
    offset += chunk.byteLength
  }
  return bytes
}

function streamOf(chunks: readonly Uint8Array<ArrayBuffer>[]): ReadableStream {
  return new ReadableStream({
    start(controller) {
      for (const chunk of chunks) controller.enqueue(chunk)
      controller.close()
    },
  })
}

function asRefusal(query: string, error: unknown): unknown {
  if (!(error instanceof QueryParseError)) return error
  const {start, end, description} = error
  const fields = {query, start, end}
  return new LakeError('queryParseError', description, {status: 400, fields, cause: error})
}

function queryFrom(search: URLSearchParams, body: unknown) {
  const inBody = isRecord(body) ? body : {}
  const query = inBody['query'] ?? search.get('query')
  if (typeof query !== 'string' || query === '') throw badRequest('there is no "query"')
  const params = inBody['params'] ?? {}
  if (!isRecord(params)) throw badRequest('"params" must be an object')
  return {query, params: {...groqParameters(search), ...params}}
}

function sourceMapFrom(search: URLSearchParams): Pick<QueryRequest, 'resultSourceMap'> {
  const value = search.get('resultSourceMap')
  if (value === 'withKeyArraySelector') return {resultSourceMap: 'key'}
  return flag(search, 'resultSourceMap') ? {resultSourceMap: 'index'} : {}
}

/** Older API versions do not know documents in releases. */
function withoutVersions(readable: {filter: string}[] | undefined): {filter: string}[] {
  const hidden = '!(_id in path("versions.**"))'
  return readable
    ? readable.map(({filter}) => ({filter: `(${filter}) && ${hidden}`}))
    : [{filter: hidden}]
}
