// Runs a lake for waits.test.ts and tells, when asked, how long it kept others waiting.
import {createLake} from '../src/index.ts'
import {watchTurns} from './turns.ts'

const lake = createLake({file: process.argv[2] ?? ':memory:', queryTimeoutMs: 500})
const token = lake.mintToken('administrator')
const {url} = await lake.listen({port: 0})
const turns = watchTurns()

process.on('message', (message) => {
  if (message === 'block') turns.compute(300)
  process.send?.(turns.longest())
  turns.reset()
})
process.on('disconnect', () => process.exit())
process.send?.({url, token})
