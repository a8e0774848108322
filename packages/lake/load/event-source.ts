import {type ClientRequest, request} from 'node:http'

export interface ReceivedEvent {
  name: string
  id: string | undefined
  data: string
}

/**
 * Reads an event stream until its connection ends, and opens the next one after the last event
 * that arrived whole, as browsers do. Waits less long in between than they do.
 */
export function readEvents(
  url: string,
  {token, onEvent}: {token: string; onEvent: (event: ReceivedEvent) => void},
): {stop: () => void} {
  let current: ClientRequest | undefined
  let isStopped = false
  let lastId: string | undefined

  function open(): void {
    if (isStopped) return
    let text = ''
    let isOver = false
    const again = () => {
      if (isOver) return
      isOver = true
      setTimeout(open, 1)
    }
    current = request(url, {
      agent: false,
      headers: {
        authorization: `Bearer ${token}`,
        ...(lastId === undefined ? {} : {'last-event-id': lastId}),
      },
    })
    current.on('error', again).on('close', again)
    current.on('response', (response) => {
      if (response.statusCode !== 200) throw new Error(`the stream gave ${response.statusCode}`)
      response.setEncoding('utf8').on('error', again).on('end', again)
      response.on('data', (chunk: string) => {
        const parts = (text + chunk).split('\n\n')
        text = parts.pop() ?? ''
        for (const part of parts) {
          const event = parse(part)
          if (event.id !== undefined) lastId = event.id
          if (event.name !== '') onEvent(event)
        }
      })
    })
    current.end()
  }
  open()
  return {
    stop: () => {
      isStopped = true
      current?.destroy()
    },
  }
}

function parse(part: string): ReceivedEvent {
  const line = (name: string) => new RegExp(`^${name}: (.*)$`, 'm').exec(part)?.[1]
  return {name: line('event') ?? '', id: line('id'), data: line('data') ?? ''}
}
