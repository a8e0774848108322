import {Hono} from 'hono'

import {badRequest} from '../errors.ts'
import {documentEvents} from '../history/document-events.ts'
import {transactionLines} from '../history/transactions.ts'
import {type LakeContext, type LakeEnv, requireDataset, requireSignedIn} from '../lake-context.ts'
import type {Dataset} from '../dataset.ts'
import type {Caller} from '../auth/caller.ts'
import type {SanityDocument} from '../document.ts'
import {publishedIdOf} from '../mutate/ids.ts'
import {lastContent, pastStates} from '../store/past-states.ts'
import {findInTurns} from './in-turns.ts'
import {flag} from './query-parameters.ts'

/** Earlier states of documents, and who changed what. */
export function historyRoutes(context: LakeContext): Hono<LakeEnv> {
  const app = new Hono<LakeEnv>()

  app.get('/data/history/:dataset/documents/:ids', async (c) => {
    const dataset = requireDataset(context, c.req.param('dataset'))
    const search = new URL(c.req.url).searchParams
    const documents: SanityDocument[] = []
    for (const id of readableIds(dataset, c.var.caller, c.req.param('ids'))) {
      const document =
        (await stateAt(dataset, id, search)) ??
        (await stateBeforeDraft(dataset, c.var.caller, id, search))
      if (document) documents.push(document)
    }
    return c.json({documents})
  })

  app.get('/data/history/:dataset/transactions/:ids', (c) => {
    const dataset = requireDataset(context, c.req.param('dataset'))
    const ids = readableIds(dataset, c.var.caller, c.req.param('ids'))
    const search = new URL(c.req.url).searchParams
    const lines = transactionLines(dataset.store, ids, {
      excludeMutations: flag(search, 'excludeMutations') || flag(search, 'excludeContent'),
      includeEffects: search.get('effectFormat') === 'mendoza',
      includeIdentifiedDocumentsOnly: flag(search, 'includeIdentifiedDocumentsOnly'),
      reverse: flag(search, 'reverse'),
      limit: limitFrom(search, 100),
      fromTransaction: search.get('fromTransaction') ?? undefined,
      toTransaction: search.get('toTransaction') ?? undefined,
      fromTime: search.get('fromTime') ?? undefined,
      toTime: search.get('toTime') ?? undefined,
      authors: search.get('authors')?.split(','),
    })
    return c.body(lines.map((line) => `${JSON.stringify(line)}\n`).join(''), 200, {
      'content-type': 'application/x-ndjson',
    })
  })

  app.get('/data/history/:dataset/events/documents/:id', (c) => {
    const dataset = requireDataset(context, c.req.param('dataset'))
    const search = new URL(c.req.url).searchParams
    const [id] = readableIds(dataset, c.var.caller, c.req.param('id'))
    const asked = c.req.param('id')
    const page = documentEvents(dataset.store, id ?? '', {
      limit: limitFrom(search, 50),
      cursor: search.get('nextCursor') ?? undefined,
    })
    return c.json({events: {[asked]: page.events}, nextCursor: page.nextCursor})
  })

  // References from other datasets; a lake has none.
  app.get('/data/references/:dataset/documents/:id/to', (c) =>
    c.json({totalCount: 0, references: []}),
  )

  return app
}

/** History is for those who are signed in and may read the document, or its last state. */
function readableIds(dataset: Dataset, caller: Caller, ids: string): string[] {
  const access = requireSignedIn(caller).access(dataset.name)
  return ids.split(',').filter((id) => {
    const document = lastContent(dataset.store, id)
    return document ? access.can('history', document) || access.can('read', document) : true
  })
}

async function stateAt(
  dataset: Dataset,
  id: string,
  search: URLSearchParams,
): Promise<SanityDocument | null> {
  const {store} = dataset
  const revision = search.get('revision')
  const time = search.get('time')
  if (revision !== null) {
    const sequence = store.transaction(revision)?.sequence ?? 0
    const wanted = await findInTurns(pastStates(store, id), (state) => state.sequence <= sequence)
    // The revision of a deletion has no content; what it deleted is what people look for.
    return wanted?.after ?? wanted?.before ?? null
  }
  if (search.get('lastRevision') === 'true') return lastContent(store, id)
  if (time === null) return store.get(id)
  const moment = Date.parse(time)
  if (Number.isNaN(moment)) throw badRequest(`time must be an ISO 8601 time; got "${time}"`)
  const wanted = await findInTurns(
    pastStates(store, id),
    ({timestamp}) => Date.parse(timestamp) <= moment,
  )
  return wanted?.after ?? null
}

/**
 * Before there is a draft, its history is that of the published document, and the Studio asks for
 * that under the id of the draft.
 */
async function stateBeforeDraft(
  dataset: Dataset,
  caller: Caller,
  id: string,
  search: URLSearchParams,
): Promise<SanityDocument | null> {
  const revision = search.get('revision')
  const publishedId = publishedIdOf(id)
  if (revision === null || publishedId === id) return null
  const changed = dataset.store.changesIn(revision).map(({documentId}) => documentId)
  const [readable] = changed.includes(publishedId) ? readableIds(dataset, caller, publishedId) : []
  return readable === undefined ? null : stateAt(dataset, readable, search)
}

function limitFrom(search: URLSearchParams, fallback: number): number {
  const value = search.get('limit')
  if (value === null) return fallback
  const limit = Number(value)
  if (!Number.isInteger(limit) || limit < 1)
    throw badRequest(`limit must be 1 or more; got "${value}"`)
  return Math.min(limit, 1_000)
}
