import {once} from 'node:events'
import {createServer, type IncomingMessage, request, type ServerResponse} from 'node:http'
import {mkdtemp, rm} from 'node:fs/promises'
import {tmpdir} from 'node:os'
import path from 'node:path'
import {randomUUID} from 'node:crypto'

export interface Relay {
  /** Where the requests of the `sanity` command go instead of the service. */
  socketPath: string
  close(): Promise<void>
}

/**
 * Takes the requests that the `sanity` command sends to the service and hands them to a lake, with
 * the lake's own address and token in place of the service's. Its socket has no address on the
 * network, so no web page and no other user reaches it.
 */
export async function relayToLake(lake: {
  url: string
  projectId: string
  token: string
}): Promise<Relay> {
  const folder = await mkdtemp(path.join(tmpdir(), 'net-therapies-sanity-'))
  const socketPath =
    process.platform === 'win32' ? `\\\\.\\pipe\\${randomUUID()}` : path.join(folder, 'socket')
  const server = createServer((incoming, response) => pass(incoming, response, lake))
  server.listen(socketPath)
  await once(server, 'listening')
  return {
    socketPath,
    async close() {
      server.close()
      server.closeAllConnections()
      await rm(folder, {recursive: true})
    },
  }
}

function pass(
  incoming: IncomingMessage,
  response: ServerResponse,
  {url, projectId, token}: {url: string; projectId: string; token: string},
): void {
  const [, project] =
    /^(?:([^.]+)\.)?api\.sanity\.io(?::443)?$/u.exec(incoming.headers.host ?? '') ?? []
  if (project !== undefined && project !== projectId) {
    response.writeHead(404, {'content-type': 'application/json'})
    const message = `“net-therapies sanity” talks to the lake at ${url}, whose project is ${projectId}; there is no project ${project}`
    response.end(JSON.stringify({statusCode: 404, error: 'Not Found', message}))
    return
  }
  const {hostname, port, host} = new URL(url)
  const outgoing = request(
    {
      hostname,
      port,
      method: incoming.method ?? 'GET',
      path: incoming.url ?? '/',
      headers: {
        ...incoming.headers,
        host,
        ...(incoming.headers.authorization ? {authorization: `Bearer ${token}`} : {}),
        'x-sanity-project-id': projectId,
      },
    },
    (answer) => {
      response.writeHead(answer.statusCode ?? 502, answer.headers)
      answer.pipe(response)
      answer.on('error', () => response.destroy())
    },
  )
  outgoing.on('error', (error) => {
    if (response.headersSent) {
      response.destroy()
      return
    }
    response.writeHead(502, {'content-type': 'application/json'})
    response.end(
      JSON.stringify({statusCode: 502, error: 'Bad Gateway', message: `no lake: ${error.message}`}),
    )
  })
  incoming.on('aborted', () => outgoing.destroy())
  incoming.pipe(outgoing)
}
