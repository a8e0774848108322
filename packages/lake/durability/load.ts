import {Agent, request} from 'node:http'

/** One transaction as it was sent: two documents and a counter that two writers never share. */
export interface Write {
  transactionId: string
  documentIds: [string, string]
  counterId: string
  count: number
}

export interface Load {
  /** Transactions that were answered with success, in the order of the answers. */
  acknowledged: Write[]
  /** Answers that were none: the status or the error of the connection. */
  refused: string[]
  /** Resolves at the first answer, or when there will be none. */
  first: Promise<void>
  /** Resolves when every writer has stopped, because of `stop()` or of a broken connection. */
  done: Promise<void>
  stop: () => void
}

/** Starts writers that send one transaction after the other until the server is gone. */
export function startLoad(
  {url, token}: {url: string; token: string},
  {run, writers}: {run: string; writers: number},
): Load {
  const agent = new Agent({keepAlive: true, maxSockets: writers})
  const acknowledged: Write[] = []
  const refused: string[] = []
  const first = Promise.withResolvers<void>()
  const stopping = new AbortController()

  async function write(writer: number): Promise<void> {
    for (let count = 1; !stopping.signal.aborted; count += 1) {
      const sent = writeOf(`${run}-${writer}`, count)
      try {
        const {status, body} = await post(url, token, agent, mutationsOf(sent))
        if (status === 200 && body.includes(sent.transactionId)) acknowledged.push(sent)
        else refused.push(`${status} ${body.slice(0, 200)}`)
        first.resolve()
      } catch (error) {
        refused.push(error instanceof Error ? error.message : String(error))
        return
      }
    }
  }

  async function writeAll(): Promise<void> {
    await Promise.all(Array.from({length: writers}, async (_, writer) => write(writer)))
    agent.destroy()
    first.resolve()
  }

  const done = writeAll()
  return {
    first: first.promise,
    acknowledged,
    refused,
    done,
    stop: () => stopping.abort(),
  }
}

export function writeOf(writer: string, count: number): Write {
  return {
    transactionId: `tx-${writer}-${count}`,
    documentIds: [`${writer}-${count}-a`, `${writer}-${count}-b`],
    counterId: `counter-${writer}`,
    count,
  }
}

function mutationsOf({transactionId, documentIds, counterId, count}: Write): string {
  const filling = 'x'.repeat((count * 397) % 3_000)
  return JSON.stringify({
    transactionId,
    mutations: [
      {create: {_id: documentIds[0], _type: 'load', filling}},
      {createIfNotExists: {_id: counterId, _type: 'counter'}},
      {patch: {id: counterId, set: {count}}},
      {create: {_id: documentIds[1], _type: 'load', filling}},
    ],
  })
}

/** `fetch` would do, but takes more of the machine than the lake itself. */
export async function post(
  url: string,
  token: string,
  agent: Agent,
  body: string,
): Promise<{status: number; body: string}> {
  return new Promise((resolve, reject) => {
    const outgoing = request(`${url}/v2025-02-19/data/mutate/production?returnIds=true`, {
      method: 'POST',
      agent,
      headers: {'content-type': 'application/json', authorization: `Bearer ${token}`},
    })
    outgoing.on('error', reject)
    outgoing.on('response', (response) => {
      let text = ''
      response.setEncoding('utf8')
      response.on('data', (chunk: string) => {
        text += chunk
      })
      response.on('error', reject)
      response.on('end', () => resolve({status: response.statusCode ?? 0, body: text}))
    })
    outgoing.end(body)
  })
}
