import type {MessagePort} from 'node:worker_threads'
import {workerData} from 'node:worker_threads'

import {Schema} from '@sanity/schema'
import {builtinTypes} from '@sanity/schema/_internal'
import {evaluateDocumentInternal} from '@sanity/validation/_internal'
import {evaluate, parse} from 'groq-js'

import {schemaTypes} from '../index.ts'

/** A document, with what its rules ask of others. */
export interface CheckRequest {
  document: Readonly<Record<string, unknown>>
  /** The published documents that its rules may ask for; see `relatedDocuments`. */
  related: readonly Readonly<Record<string, unknown>>[]
}

/** What a person has to mend, or why nothing could be said. */
export type CheckAnswer = {problems: string[]} | {failure: string}

/** How the thread and its owner talk. */
export interface CheckThread {
  port: MessagePort
  /** The thread sets the first element to 1 when the answer is in the port. */
  signal: Int32Array
}

/** Tags of the queries that rules send. */
const knownQuestions = new Set(['validation.slug-is-unique', 'validation.citations'])

const {port, signal} = workerData as CheckThread
const schema = Schema.compile({name: 'net-therapies', types: [...schemaTypes, ...builtinTypes]})

port.on('message', (request: CheckRequest) => {
  void check(request)
    .catch((error: unknown): CheckAnswer => ({failure: String(error)}))
    .then((answer) => {
      port.postMessage(answer)
      Atomics.store(signal, 0, 1)
      Atomics.notify(signal, 0)
    })
})

/**
 * Runs the rules of the schema as the Studio runs them. The function is not part of the public
 * interface of `@sanity/validation`: the public one runs as on the command line, where a rule for a
 * whole document, such as “names a source”, is no more than a warning.
 */
async function check({document, related}: CheckRequest): Promise<CheckAnswer> {
  const client = {
    withConfig: () => client,
    fetch: async (query: string, params: Record<string, unknown>, options: {tag?: string}) => {
      if (!knownQuestions.has(options.tag ?? '')) {
        throw new Error(`a rule asks “${query}”, which relatedDocuments does not provide for`)
      }
      const value = await evaluate(parse(query, {params}), {dataset: related, params})
      return (await value.get()) as unknown
    },
  }
  const {status, markers} = await evaluateDocumentInternal({
    document: document as Parameters<typeof evaluateDocumentInternal>[0]['document'],
    schema,
    getClient: () =>
      client as unknown as ReturnType<Parameters<typeof evaluateDocumentInternal>[0]['getClient']>,
    getDocumentExists: async ({id}) => related.some(({_id}) => _id === id),
    environment: 'studio',
  })
  if (status === 'notEvaluated') return {failure: 'some rules could not be evaluated'}
  const exception = markers.find(({code}) => code === 'validation.exception')
  if (exception) return {failure: exception.message}
  const problems = markers
    .filter(({level}) => level === 'error')
    .map(({path, message}) => `${placeOf(String(document['_type']), path)}: ${message}`)
  return {problems: [...new Set(problems)]}
}

/** “In short (summary)”, “Approvals (approvals › ema › date)”, or “The document”. */
function placeOf(type: string, path: readonly unknown[]): string {
  const [field] = path
  if (typeof field !== 'string') return 'The document'
  const steps = path.map((step) =>
    typeof step === 'object' && step !== null && '_key' in step ? String(step._key) : String(step),
  )
  return `${titleOf(type, field)} (${steps.join(' › ')})`
}

function titleOf(type: string, field: string): string {
  const compiled: unknown = schema.get(type)
  const fields =
    typeof compiled === 'object' && compiled !== null && 'fields' in compiled ? compiled.fields : []
  const found = (fields as {name: string; type: {title?: string}}[]).find(
    ({name}) => name === field,
  )
  return found?.type.title ?? field
}
