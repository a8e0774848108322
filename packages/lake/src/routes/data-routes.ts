import {Hono} from 'hono'

import {isRecord, type SanityDocument} from '../document.ts'
import {badRequest} from '../errors.ts'
import {type LakeContext, type LakeEnv, requireDataset, requireSignedIn} from '../lake-context.ts'
import {liveEvents} from '../listen/live-events.ts'
import {listen} from '../listen/listen.ts'
import {refuseMixture, runAction} from '../mutate/actions/run-action.ts'
import {checkPermissions} from '../mutate/check-changes.ts'
import {requireTransactionId} from '../mutate/ids.ts'
import type {PendingState} from '../mutate/pending-state.ts'
import {runMutation} from '../mutate/run-mutation.ts'
import {selectByQuery} from '../mutate/select-by-query.ts'
import {transact, type TransactionOutcome} from '../mutate/transact.ts'
import {isSince20250219} from './api-path.ts'
import {flag, groqParameters} from './query-parameters.ts'
import {readJson} from './read-body.ts'

/** Mutations, actions and listeners. */
export function dataRoutes(context: LakeContext): Hono<LakeEnv> {
  const app = new Hono<LakeEnv>()
  const {guard, clock} = context.settings

  app.post('/mutate/:dataset', async (c) => {
    const dataset = requireDataset(context, c.req.param('dataset'))
    const caller = requireSignedIn(c.var.caller)
    const {searchParams} = new URL(c.req.url)
    const body = await readJson(c.req.raw)
    if (!isRecord(body) || !Array.isArray(body['mutations'])) {
      throw badRequest('the body must be an object with a list of "mutations"')
    }
    const autoGenerateArrayKeys = flag(searchParams, 'autoGenerateArrayKeys')
    const selections = await selectByQuery(body['mutations'], dataset, caller)
    const options = {dataset, caller, autoGenerateArrayKeys, selections}
    const outcome = transact(
      {dataset, caller, guard, clock},
      transactionRequest('mutation', body['mutations'], body, searchParams),
      (state, mutation) => runMutation(state, mutation, options),
    )
    return c.json({
      transactionId: outcome.transactionId,
      results: results(outcome, {
        ids: flag(searchParams, 'returnIds'),
        documents: flag(searchParams, 'returnDocuments'),
      }),
    })
  })

  app.post('/actions/:dataset', async (c) => {
    const dataset = requireDataset(context, c.req.param('dataset'))
    const caller = requireSignedIn(c.var.caller)
    const {searchParams} = new URL(c.req.url)
    const body = await readJson(c.req.raw)
    if (!isRecord(body) || !Array.isArray(body['actions'])) {
      throw badRequest('the body must be an object with a list of "actions"')
    }
    refuseMixture(body['actions'])
    const options = {
      allowVersions: isSince20250219(c.var.apiVersion),
      requirePermission: (state: PendingState) => {
        const [refusal] = checkPermissions(dataset, caller, state, state.changes())
        if (refusal) throw refusal.error
      },
    }
    const {transactionId} = transact(
      {dataset, caller, guard, clock},
      transactionRequest('action', body['actions'], body, searchParams),
      (state, action) => runAction(state, action, options),
    )
    return c.json({transactionId})
  })

  app.get('/listen/:dataset', (c) => {
    const dataset = requireDataset(context, c.req.param('dataset'))
    const {searchParams} = new URL(c.req.url)
    return listen(dataset, c.var.caller, {
      query: searchParams.get('query') ?? '*',
      params: groqParameters(searchParams),
      includeMutations: flag(searchParams, 'includeMutations', true),
      includeResult: flag(searchParams, 'includeResult'),
      includePreviousRevision: flag(searchParams, 'includePreviousRevision'),
      includeEffects: searchParams.get('effectFormat') === 'mendoza',
      enableResume: flag(searchParams, 'enableResume'),
      lastEventId: c.req.header('last-event-id'),
      showVersions: isSince20250219(c.var.apiVersion),
    })
  })

  app.get('/live/events/:dataset', (c) => {
    const dataset = requireDataset(context, c.req.param('dataset'))
    const includeDrafts = flag(new URL(c.req.url).searchParams, 'includeDrafts')
    if (includeDrafts) requireSignedIn(c.var.caller)
    return liveEvents(dataset, c.var.caller, {
      includeDrafts,
      lastEventId: c.req.header('last-event-id'),
    })
  })

  return app
}

function transactionRequest(
  kind: 'mutation' | 'action',
  operations: unknown[],
  body: Record<string, unknown>,
  search: URLSearchParams,
) {
  const transactionId = requireTransactionId(body['transactionId'] ?? search.get('transactionId'))
  return {
    kind,
    operations,
    dryRun: body['dryRun'] === true || flag(search, 'dryRun'),
    ...(transactionId === undefined ? {} : {transactionId}),
  }
}

function results(outcome: TransactionOutcome, wanted: {ids: boolean; documents: boolean}) {
  if (!wanted.ids && !wanted.documents) return []
  return outcome.outcomes.map(({id, before, after}) => ({
    id,
    operation: operationOf(before, after),
    ...(wanted.documents ? {document: after ?? before} : {}),
  }))
}

function operationOf(before: SanityDocument | null, after: SanityDocument | null) {
  if (before?._rev === after?._rev) return 'none'
  if (after === null) return 'delete'
  return before === null ? 'create' : 'update'
}
