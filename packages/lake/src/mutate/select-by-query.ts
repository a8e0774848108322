import type {Caller} from '../auth/caller.ts'
import type {Dataset} from '../dataset.ts'
import {isRecord, type SanityDocument} from '../document.ts'
import {invalid, LakeError} from '../errors.ts'
import {QueryParseError, type Selection} from '../query/engine.ts'
import {compileFilter} from '../query/filter.ts'
import type {PendingState} from './pending-state.ts'

/** Each of them takes its time, while the client waits. */
const MAXIMUM_SELECTIONS = 100

/** What the query of a mutation selected, and when. */
interface Selected extends Selection {
  /** Sequence of the last transaction that the selection knew. */
  sequence: number
}

/** By the object that holds the query. */
export type Selections = ReadonlyMap<object, Selected>

interface Selector {
  query: string
  params: Record<string, unknown>
}

/**
 * Evaluates the queries of a request's mutations in the query thread, before its transaction
 * begins.
 *
 * @throws {LakeError} 400 when a query is malformed or is more than a filter and a slice
 */
export async function selectByQuery(
  mutations: readonly unknown[],
  dataset: Dataset,
  caller: Caller,
): Promise<Selections> {
  const selectors = mutations.flatMap((mutation) => {
    const value = isRecord(mutation) ? (mutation['patch'] ?? mutation['delete']) : undefined
    const selector = selectorOf(value)
    return isRecord(value) && selector ? [{value, selector}] : []
  })
  if (selectors.length > MAXIMUM_SELECTIONS) {
    throw invalid(
      `a request may have ${MAXIMUM_SELECTIONS} mutations with a query; got ${selectors.length}`,
    )
  }
  const selected = new Map<object, Selected>()
  for (const {value, selector} of selectors) {
    const sequence = dataset.store.lastSequence()
    const readable = caller.access(dataset.name).readable()
    try {
      const selection = await dataset.engine.select({
        ...selector,
        perspective: 'raw',
        ...(readable ? {readable} : {}),
        identity: caller.id,
        projectId: dataset.projectId,
        dataset: dataset.name,
      })
      selected.set(value, {...selection, sequence})
    } catch (error) {
      throw asRefusal(selector.query, error)
    }
  }
  return selected
}

/** The query of a patch or a deletion that selects by one. */
export function selectorOf(value: unknown): Selector | null {
  if (!isRecord(value) || typeof value['query'] !== 'string') return null
  return {query: value['query'], params: isRecord(value['params']) ? value['params'] : {}}
}

/**
 * The selected ids as they are within the transaction: what was committed since the selection, and
 * what earlier operations of the transaction changed, is looked at anew.
 */
export function selectedWithin(
  state: PendingState,
  {ids, slice: [start, end], sequence}: Selected,
  {query, params}: Selector,
  {dataset, caller}: {dataset: Dataset; caller: Caller},
): string[] {
  const changed = new Set([...dataset.store.changedAfter(sequence), ...state.touchedIds()])
  if (changed.size === 0) return ids.slice(start, end ?? undefined)
  const passes = filterOf(query, params, {
    identity: caller.id,
    projectId: dataset.projectId,
    dataset: dataset.name,
  })
  const access = caller.access(dataset.name)
  const anew = [...changed].filter((id) => {
    const document = state.get(id)
    return document !== null && access.can('read', document) && passes(document)
  })
  return [...ids.filter((id) => !changed.has(id)), ...anew]
    .sort((a, b) => (a < b ? -1 : 1))
    .slice(start, end ?? undefined)
}

function filterOf(
  query: string,
  params: Record<string, unknown>,
  context: {identity: string; projectId: string; dataset: string},
): (document: SanityDocument) => boolean {
  try {
    return compileFilter(query, params, context)
  } catch (error) {
    throw asRefusal(query, error)
  }
}

function asRefusal(query: string, error: unknown): unknown {
  if (!(error instanceof QueryParseError)) return error
  const message = `The query "${query}" is malformed: ${error.message}`
  return new LakeError('validationError', message, {
    status: 400,
    fields: {query, start: error.start, end: error.end},
    cause: error,
  })
}
