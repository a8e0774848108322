import {Mutation} from '@sanity/mutator'
import fc from 'fast-check'
import {applyPatch} from 'mendoza'
import {expect, test} from 'vitest'

import type {Caller} from '../auth/caller.ts'
import {Access} from '../auth/access.ts'
import {fullGrants} from '../auth/roles.ts'
import {Dataset} from '../dataset.ts'
import type {SanityDocument} from '../document.ts'
import {LakeError} from '../errors.ts'
import {withoutRevision} from '../store/dataset-store.ts'
import type {TransactionRecord} from '../store/records.ts'
import {Store} from '../store/store.ts'
import {verifyHistory} from '../store/verify-history.ts'
import {runAction} from './actions/run-action.ts'
import {referencesOf} from './references.ts'
import {runMutation} from './run-mutation.ts'
import {transact} from './transact.ts'

const baseIds = ['a', 'b', 'c']
const id = fc.constantFrom(...baseIds.flatMap((base) => [base, `drafts.${base}`]))
const reference = fc.record(
  {_ref: fc.constantFrom(...baseIds), _weak: fc.boolean()},
  {requiredKeys: ['_ref']},
)
const value = fc.oneof(
  fc.string({unit: 'grapheme', maxLength: 12}),
  fc.integer({min: -9, max: 9}),
  fc.array(fc.record({_key: fc.constantFrom('x', 'y'), n: fc.integer({max: 9})}), {maxLength: 3}),
  reference,
)
const path = fc.constantFrom('p', 'q', 'q.r', 'p[0].n', 'p[*].n', 'p[_key=="x"]', 'p[-1]', '..n')
const content = fc.record(
  {_type: fc.constant('page'), p: value, q: value},
  {requiredKeys: ['_type']},
)
const patch = fc.record(
  {
    set: fc.dictionary(path, value, {maxKeys: 2}),
    setIfMissing: fc.dictionary(fc.constantFrom('p', 'q'), value, {maxKeys: 1}),
    unset: fc.array(path, {maxLength: 2}),
    inc: fc.dictionary(path, fc.integer({max: 9}), {maxKeys: 1}),
    insert: fc.record({
      after: fc.constantFrom('p[-1]', 'q[0]'),
      items: fc.array(value, {maxLength: 2}),
    }),
  },
  {requiredKeys: []},
)
const mutation = fc.oneof(
  fc.tuple(id, content).map(([_id, rest]) => ({createOrReplace: {_id, ...rest}})),
  fc.tuple(id, content).map(([_id, rest]) => ({createIfNotExists: {_id, ...rest}})),
  fc.tuple(id, patch).map(([target, operations]) => ({patch: {id: target, ...operations}})),
  id.map((target) => ({delete: {id: target}})),
)
const action = fc
  .tuple(
    fc.constantFrom(...baseIds),
    fc.constantFrom('edit', 'publish', 'unpublish', 'discard'),
    patch,
  )
  .map(([publishedId, name, operations]) => ({
    actionType: `sanity.action.document.${name}`,
    publishedId,
    draftId: `drafts.${publishedId}`,
    patch: operations,
  }))
const request = fc.oneof(
  fc
    .array(mutation, {minLength: 1, maxLength: 4})
    .map((operations) => ({kind: 'mutation' as const, operations})),
  fc
    .array(action, {minLength: 1, maxLength: 2})
    .map((operations) => ({kind: 'action' as const, operations})),
)

const access = new Access(fullGrants, {identity: 'u', projectId: 'p', dataset: 'd'})
const caller: Caller = {
  id: 'u',
  isAnonymous: false,
  roles: [],
  by: 'token',
  isCurrent: () => true,
  access: () => access,
}

type Operations = {kind: 'mutation' | 'action'; operations: unknown[]}

/** Undefined when the request was refused; any failure that is no refusal is thrown. */
function send(dataset: Dataset, {kind, operations}: Operations): TransactionRecord | undefined {
  const context = {dataset, caller, guard: undefined, clock: () => new Date()}
  try {
    return transact(context, {kind, operations, dryRun: false}, (state, operation) => {
      if (kind === 'action')
        runAction(state, operation, {allowVersions: true, requirePermission: () => undefined})
      else
        runMutation(state, operation, {
          dataset,
          caller,
          autoGenerateArrayKeys: false,
          selections: new Map(),
        })
    }).record
  } catch (error) {
    if (error instanceof LakeError) return undefined
    throw error
  }
}

function check(transaction: TransactionRecord, states: Map<string, SanityDocument | null>): void {
  for (const {id: documentId, before, after, mutations, effects} of transaction.changes) {
    expect(before).toEqual(states.get(documentId) ?? null)
    expect(after?._rev ?? transaction.id).toBe(transaction.id)
    expect(applyPatch(withoutRevision(before), effects.apply)).toEqual(withoutRevision(after))
    expect(applyPatch(withoutRevision(after), effects.revert)).toEqual(withoutRevision(before))
    const local = new Mutation({
      mutations: structuredClone(mutations),
      timestamp: transaction.timestamp,
      resultRev: transaction.id,
    }).apply(structuredClone(before))
    expect(local).toEqual(after)
    states.set(documentId, after)
  }
}

test('whatever is sent: a Studio that applies the events, the history and the store agree', async () => {
  let committed = 0
  await fc.assert(
    fc.asyncProperty(fc.array(request, {minLength: 1, maxLength: 12}), async (requests) => {
      const store = new Store(':memory:')
      const dataset = new Dataset('p', store.dataset('d'))
      const states = new Map<string, SanityDocument | null>()
      for (const operations of requests) {
        const transaction = send(dataset, operations)
        if (!transaction) continue
        committed += 1
        check(transaction, states)
      }
      const stored = [...dataset.store.all()]
      const live = [...states.values()].filter((document) => document !== null)
      expect(new Set(stored)).toEqual(new Set(live))
      for (const document of stored) {
        for (const {target, weak} of referencesOf(document)) {
          if (!weak) expect(states.get(target)).toBeTruthy()
        }
        expect(dataset.store.revisionsOf(document._id).at(-1)?.after).toEqual(document)
      }
      expect(verifyHistory(store).problems).toEqual([])
      await dataset.close()
      store.close()
    }),
    {numRuns: 300},
  )
  // Refusals alone would prove nothing.
  expect(committed).toBeGreaterThan(100)
}, 60_000)
