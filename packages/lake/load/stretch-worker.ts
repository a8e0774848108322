import {workerData} from 'node:worker_threads'

/** Of processor time: as long as what is measured, so that the system treats both alike. */
const BURST_MS = 25
const PAUSE_MS = 50

const longest = workerData as Float64Array

setInterval(() => {
  const started = performance.now()
  const before = process.threadCpuUsage()
  let used = 0
  while (used < BURST_MS) {
    const {user, system} = process.threadCpuUsage(before)
    used = (user + system) / 1_000
  }
  longest[0] = Math.max(longest[0] ?? 1, (performance.now() - started) / used)
}, PAUSE_MS)
