import {createHash, randomUUID} from 'node:crypto'

import {checkAssets} from '../assets/check-assets.ts'
import type {Caller} from '../auth/caller.ts'
import type {Dataset} from '../dataset.ts'
import {invalid, LakeError} from '../errors.ts'
import {QueryBudgetError} from '../query/engine.ts'
import {withTimeLimit} from '../query/time-limit.ts'
import {checkReleaseLocks} from '../releases/release-locks.ts'
import {pastStates} from '../store/past-states.ts'
import type {Change, TransactionRecord} from '../store/records.ts'
import {actsOnReleases} from './actions/run-action.ts'
import {checkGuard, checkPermissions, checkReferences, type LocatedError} from './check-changes.ts'
import {allowedSize, checkSize, type TransactionSize} from './check-size.ts'
import type {CommitGuard} from './guard.ts'
import {PendingState} from './pending-state.ts'

export interface TransactionRequest {
  kind: 'mutation' | 'action'
  /** The mutations or actions as they were sent. */
  operations: readonly unknown[]
  transactionId?: string
  dryRun: boolean
}

export interface TransactionOutcome {
  transactionId: string
  /** Documents that were mentioned; one that was left as it is has the same before and after. */
  outcomes: Pick<Change, 'id' | 'before' | 'after'>[]
  /** Absent for a dry run, a repetition, and when nothing changed. */
  record?: TransactionRecord
}

export interface TransactContext {
  dataset: Dataset
  caller: Caller
  guard: CommitGuard | undefined
  /** The documents describe bytes that were just uploaded. */
  isUpload?: boolean
  clock: () => Date
}

/**
 * Runs all operations of one request and stores their outcome, all or nothing. Synchronous from the
 * first read to the commit, so no other transaction comes in between.
 *
 * Sending the same operations again under the same transaction id, as a client does when the reply
 * was lost, gives the first outcome again.
 *
 * @throws {LakeError} a `mutationError` or `actionError` with one item per problem
 */
export function transact(
  context: TransactContext,
  request: TransactionRequest,
  run: (state: PendingState, operation: unknown) => void,
): TransactionOutcome {
  const {dataset, caller} = context
  const {kind, operations} = request
  const text = JSON.stringify([kind, operations, caller.id])
  const requestHash = createHash('sha256').update(text).digest('hex')
  if (request.transactionId !== undefined) {
    const repeated = outcomeOf(dataset, request.transactionId, requestHash)
    if (repeated) return repeated
  }
  const transactionId = request.transactionId ?? randomUUID()
  const timestamp = nextTimestamp(dataset, context.clock)
  const {milliseconds, size} = limitsFor(request, text.length)
  const {state, changes} = limited(kind, milliseconds, () => {
    const attempt = new PendingState(dataset.store, transactionId, timestamp)
    return {state: attempt, changes: compute(context, request, attempt, run, size)}
  })
  refuseIfAny(kind, checkGuard(context.guard, dataset, caller, state, changes))
  const outcomes = state.outcomes()
  if (request.dryRun || changes.length === 0) return {transactionId, outcomes}
  const author = caller.id
  const record = dataset.commit({
    id: transactionId,
    timestamp,
    author,
    request: operations,
    requestHash,
    changes,
  })
  return {transactionId, outcomes, record}
}

/** Runs the operations and checks what comes of them, all but the guard. */
function compute(
  {dataset, caller, isUpload = false}: TransactContext,
  request: TransactionRequest,
  state: PendingState,
  run: (state: PendingState, operation: unknown) => void,
  size: TransactionSize,
): Change[] {
  for (const [index, operation] of request.operations.entries()) {
    state.index = index
    try {
      run(state, operation)
    } catch (error) {
      if (!(error instanceof LakeError)) throw error
      const problems = [{index, error}]
      throw error.status === 403
        ? permissionFailure(request, problems)
        : failure(request.kind, problems)
    }
  }
  const changes = state.changes()
  const forbidden = checkPermissions(dataset, caller, state, changes)
  if (forbidden.length > 0) throw permissionFailure(request, forbidden)
  refuseIfAny(request.kind, checkReleaseLocks(request.kind, dataset, caller, state, changes))
  refuseIfAny(request.kind, checkAssets(dataset, caller, state, changes, isUpload))
  refuseIfAny(request.kind, checkReferences(dataset, state, changes))
  refuseIfAny(request.kind, checkSize(changes, size))
  return changes
}

/** Others wait while a transaction is computed and written. What is long itself may take longer. */
function limitsFor(
  {kind, operations}: TransactionRequest,
  length: number,
): {milliseconds: number; size: TransactionSize} {
  // A release may have a thousand documents, which have to be published together.
  if (kind === 'action' && actsOnReleases(operations)) {
    return {milliseconds: 5_000, size: {documents: 10_000, written: 100_000_000}}
  }
  return {milliseconds: Math.max(100, Math.ceil(length / 3_000)), size: allowedSize(length)}
}

function limited<T>(kind: TransactionRequest['kind'], milliseconds: number, run: () => T): T {
  try {
    return withTimeLimit('the transaction', milliseconds * 0.7, run)
  } catch (error) {
    if (!(error instanceof QueryBudgetError)) throw error
    return limitedAgain(kind, milliseconds, run)
  }
}

/** The first time, the engine may have been busy with its memory for as long as that. */
function limitedAgain<T>(kind: TransactionRequest['kind'], milliseconds: number, run: () => T): T {
  try {
    return withTimeLimit('the transaction', milliseconds, run)
  } catch (error) {
    if (!(error instanceof QueryBudgetError)) throw error
    const message = `${error.message}, because others wait for it; do the same in several transactions`
    throw failure(kind, [{index: 0, error: invalid(message)}])
  }
}

function outcomeOf(
  dataset: Dataset,
  transactionId: string,
  requestHash: string,
): TransactionOutcome | null {
  const stored = dataset.store.transaction(transactionId)
  if (!stored) return null
  if (stored.requestHash !== requestHash) {
    throw new LakeError(
      'transactionAlreadyExistsError',
      `Transaction "${transactionId}" was already committed with other content`,
      {status: 409, fields: {transactionId}},
    )
  }
  const outcomes = dataset.store.changesIn(transactionId).map(({documentId}) => {
    const {before = null, after = null} =
      pastStates(dataset.store, documentId).find(({sequence}) => sequence === stored.sequence) ?? {}
    return {id: documentId, before, after}
  })
  return {transactionId, outcomes}
}

/** Always later than the transaction before it, so that time alone tells which came first. */
function nextTimestamp(dataset: Dataset, clock: () => Date): string {
  const last = Date.parse(dataset.store.lastTimestamp())
  const now = clock().getTime()
  return new Date(now > last || Number.isNaN(last) ? now : last + 1).toISOString()
}

function refuseIfAny(kind: TransactionRequest['kind'], problems: readonly LocatedError[]): void {
  if (problems.length > 0) throw failure(kind, problems)
}

/** A Studio asks for its rights on releases by a dry run, and looks for this type at the top. */
function permissionFailure(
  request: TransactionRequest,
  problems: readonly LocatedError[],
): LakeError {
  const refusal = failure(request.kind, problems)
  if (request.kind !== 'action' || !actsOnReleases(request.operations)) return refusal
  return new LakeError('insufficientPermissionsError', refusal.message, {
    status: refusal.status,
    ...(refusal.items ? {items: refusal.items} : {}),
    cause: refusal.cause,
  })
}

function failure(kind: TransactionRequest['kind'], problems: readonly LocatedError[]): LakeError {
  const [first] = problems
  const message = first?.error.message ?? ''
  return new LakeError(
    kind === 'mutation' ? 'mutationError' : 'actionError',
    kind === 'mutation' ? `The mutation(s) failed: ${message}` : `The action(s) failed: ${message}`,
    {
      status: first?.error.status ?? 400,
      items: problems.map(({index, error}) => error.toItem(index)),
      cause: first?.error,
    },
  )
}
