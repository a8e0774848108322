import {once} from 'node:events'
import {chmod, mkdir, rm} from 'node:fs/promises'
import {createServer, type Server} from 'node:http'
import path from 'node:path'

import {type Operator, operatorMethods} from './operator.ts'

const MAXIMUM_BYTES = 1_000_000

/**
 * Answers the operator of the lake on a socket that has no address on the network. Who may connect
 * is decided by the file system: the folder of the socket is for the owner of the lake only.
 */
export async function serveOperator(operator: Operator, socketPath: string): Promise<Server> {
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = []
    let length = 0
    for await (const chunk of request as AsyncIterable<Buffer>) {
      length += chunk.byteLength
      if (length > MAXIMUM_BYTES) {
        request.destroy()
        return
      }
      chunks.push(chunk)
    }
    const method = (request.url ?? '').slice(1)
    const answer = await answerTo(operator, method, Buffer.concat(chunks).toString())
    response.writeHead(200, {'content-type': 'application/json'})
    response.end(JSON.stringify(answer))
  })
  if (process.platform !== 'win32') {
    const folder = path.dirname(socketPath)
    await mkdir(folder, {recursive: true, mode: 0o700})
    await chmod(folder, 0o700)
    // The lake has the lock on its file, so a socket that is there belongs to one that died.
    await rm(socketPath, {force: true})
  }
  server.listen(socketPath)
  await once(server, 'listening')
  return server
}

export type OperatorAnswer = {result: unknown} | {error: {isRange: boolean; message: string}}

async function answerTo(operator: Operator, name: string, body: string): Promise<OperatorAnswer> {
  try {
    const method = operatorMethods.find((known) => known === name)
    if (!method) throw new RangeError(`there is no operation "${name}"`)
    const values: unknown = JSON.parse(body)
    if (!Array.isArray(values)) throw new RangeError('the body must be a list of arguments')
    const run = operator[method] as (...values: unknown[]) => Promise<unknown>
    return {result: (await run(...values)) ?? null}
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error)
    return {error: {isRange: error instanceof RangeError, message}}
  }
}
