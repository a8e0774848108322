import {once} from 'node:events'
import {Worker} from 'node:worker_threads'

/**
 * How many times longer than on a machine of its own a thread took to compute while something
 * went on: 1 when the machine had nothing else to do.
 */
export async function stretchDuring(run: () => Promise<void>): Promise<number> {
  const longest = new Float64Array(new SharedArrayBuffer(8))
  const worker = new Worker(new URL('./stretch-worker.ts', import.meta.url), {workerData: longest})
  await once(worker, 'online')
  await run()
  await worker.terminate()
  return Math.max(1, longest[0] ?? 1)
}
