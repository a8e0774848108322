import {Agent, request} from 'node:http'

export interface Connection {
  url: string
  token: string
}

export interface Answer {
  status: number
  text: string
  /** Ends an event stream, whose text is not read. */
  end?: () => void
}

/** Sends one request over a connection of its own, or of the agent. */
export async function send(
  {url, token}: Connection,
  path: string,
  {
    method = 'GET',
    body,
    agent,
    headers = {},
  }: {
    method?: string
    body?: string
    agent?: Agent
    headers?: Record<string, string>
  } = {},
): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const outgoing = request(`${url}${path}`, {
      method,
      ...(agent ? {agent} : {}),
      headers: {authorization: `Bearer ${token}`, 'content-type': 'application/json', ...headers},
    })
    outgoing.on('error', reject)
    outgoing.on('response', (response) => {
      if (response.headers['content-type']?.startsWith('text/event-stream')) {
        resolve({status: response.statusCode ?? 0, text: '', end: () => outgoing.destroy()})
        return
      }
      let text = ''
      response.setEncoding('utf8')
      response.on('data', (chunk: string) => {
        text += chunk
      })
      response.on('error', reject)
      response.on('end', () => resolve({status: response.statusCode ?? 0, text}))
    })
    outgoing.end(body)
  })
}

/** The longest that others waited for an answer, in milliseconds. */
export interface Waits {
  ping: number
  /** A query by id. */
  query: number
}

/** Asks for `/ping` and a query all the time while something else goes on. */
export async function longestWait(
  connection: Connection,
  during: () => Promise<unknown>,
): Promise<Waits> {
  const agent = new Agent({keepAlive: true})
  const query = encodeURIComponent('*[_id == "d1"][0]._id')
  const waits: Waits = {ping: 0, query: 0}
  const done = new AbortController()
  const watch = async (name: keyof Waits, path: string) => {
    do {
      const started = performance.now()
      const {status, text} = await send(connection, path, {agent})
      if (status !== 200) throw new Error(`${path} gave ${status} ${text}`)
      waits[name] = Math.max(waits[name], performance.now() - started)
      await new Promise((resolve) => void setTimeout(resolve, 5))
    } while (!done.signal.aborted)
  }
  const watching = Promise.all([
    watch('ping', '/v1/ping'),
    watch('query', `/v2025-02-19/data/query/production?perspective=raw&query=${query}`),
  ])
  // Its failure is thrown when `during` is over.
  watching.catch(() => undefined)
  try {
    await during()
  } finally {
    done.abort()
    await watching
    agent.destroy()
  }
  return waits
}
