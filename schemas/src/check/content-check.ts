import {MessageChannel, receiveMessageOnPort, Worker} from 'node:worker_threads'

import type {CheckAnswer, CheckRequest, CheckThread} from './check-worker.ts'

export {relatedDocuments} from './related-documents.ts'
export type {CheckRequest}

/** Checks documents against the rules of the schema. */
export interface ContentCheck {
  /**
   * What has to be mended before a document may be published, each with the title and the path of
   * its field. Waits for the answer, about 10 ms; the first time until the rules are loaded.
   *
   * @throws {Error} when there was no answer, so that nothing passes unchecked
   */
  problems(request: CheckRequest): string[]
  close(): Promise<void>
}

/** Loading the rules takes about a second, on a busy machine longer. */
const PATIENCE_MS = 30_000

/**
 * Starts a thread that runs the rules of the schema, the same as the Studio's. Those rules are
 * asynchronous and a store decides at once, so the caller's thread waits.
 */
export function createContentCheck(): ContentCheck {
  const {port1: port, port2} = new MessageChannel()
  const signal = new Int32Array(new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT))
  const thread: CheckThread = {port: port2, signal}
  const worker = new Worker(new URL('./check-worker.ts', import.meta.url), {
    workerData: thread,
    transferList: [port2],
  })
  worker.unref()
  port.unref()
  let failure: unknown
  worker.on('error', (error) => {
    failure = error
  })

  return {
    problems(request) {
      if (failure) throw new Error('The rules of the schema cannot be run.', {cause: failure})
      Atomics.store(signal, 0, 0)
      port.postMessage(request)
      if (Atomics.wait(signal, 0, 0, PATIENCE_MS) === 'timed-out') {
        throw new Error(`The rules of the schema gave no answer within ${PATIENCE_MS / 1000} s.`)
      }
      const received: {message: CheckAnswer} | undefined = receiveMessageOnPort(port)
      if (!received) throw new Error('The rules of the schema gave no answer.')
      if ('failure' in received.message) {
        throw new Error(`The rules of the schema failed: ${received.message.failure}`)
      }
      return received.message.problems
    },
    async close() {
      port.close()
      await worker.terminate()
    },
  }
}
