// Runs a lake for the harness: `node lake-process.ts <file> [honest|early|NORMAL|OFF]`.
import {createServer} from 'node:http'
import {once} from 'node:events'
import {DatabaseSync} from 'node:sqlite'

import {getRequestListener} from '@hono/node-server'

import {createLake} from '../src/index.ts'

const [file = '', behaviour = 'honest'] = process.argv.slice(2)
if (behaviour === 'NORMAL' || behaviour === 'OFF') weaken(behaviour)

const lake = createLake({file})
const token = lake.mintToken('administrator')
const url = behaviour === 'early' ? await listenEarly() : (await lake.listen({port: 0})).url
process.stdout.write(`${JSON.stringify({url, token})}\n`)

/** A control: what the lake would be if it did not wait for the disk. */
function weaken(synchronous: string): void {
  const exec = Object.getOwnPropertyDescriptor(DatabaseSync.prototype, 'exec')
    ?.value as DatabaseSync['exec']
  DatabaseSync.prototype.exec = function (this: DatabaseSync, sql: string) {
    exec.call(this, sql.replace('synchronous = FULL', `synchronous = ${synchronous}`))
  }
}

/** A control: a server that says yes to a mutation and commits it a little later. */
async function listenEarly(): Promise<string> {
  const server = createServer(
    getRequestListener(async (request) => {
      if (!new URL(request.url).pathname.includes('/data/mutate/')) return lake.fetch(request)
      const body = await request.text()
      const {transactionId} = JSON.parse(body) as {transactionId: string}
      const later = new Request(request.url, {method: 'POST', headers: request.headers, body})
      setTimeout(() => void lake.fetch(later), 5)
      return Response.json({transactionId, results: []})
    }),
  )
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  if (address === null || typeof address === 'string') throw new TypeError('expected a TCP port')
  return `http://127.0.0.1:${address.port}`
}
