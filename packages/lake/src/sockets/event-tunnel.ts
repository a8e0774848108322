import type {WebSocket} from 'ws'

import {isRecord} from '../document.ts'

/** Event streams only: whatever else the API does goes over ordinary requests. */
const TUNNELLED =
  /^\/v[\dX][\d-]*\/+(?:data\/(?:listen|live\/events)\/|projects\/[^/]+\/datasets\/[^/]+\/(?:listen|live\/events)(?:$|\?))/

const MAXIMUM_STREAMS = 500

/** A client that asks on and on and reads nothing is cut off at so many bytes. */
const MAXIMUM_BUFFERED = 16_000_000

/**
 * Carries many event streams over one websocket, because a browser opens six connections to a host
 * and a Studio has more streams than that.
 *
 * The client sends `{open, path, lastEventId?}` and `{close}`; it gets `{id, status, contentType}`,
 * then `{id, chunk}` with the text of the stream, and `{id, end: true}`.
 *
 * @param request - makes the request for a path, with the credentials the socket came with
 */
export function tunnelEvents(
  socket: WebSocket,
  request: (
    path: string,
    headers: Record<string, string>,
    signal: AbortSignal,
  ) => Promise<Response>,
): void {
  const streams = new Map<string, AbortController>()
  const send = (frame: Record<string, unknown>) => {
    if (socket.readyState === socket.OPEN) socket.send(JSON.stringify(frame))
  }
  /** Resolves when the frame has left, so that what a slow client has not read waits in its stream. */
  const sent = async (frame: Record<string, unknown>) =>
    new Promise<void>((resolve) => {
      if (socket.readyState === socket.OPEN) socket.send(JSON.stringify(frame), () => resolve())
      else resolve()
    })

  socket.on('message', (data: Buffer) => {
    const message = parse(data.toString())
    if (typeof message?.['close'] === 'string') streams.get(message['close'])?.abort()
    if (socket.bufferedAmount > MAXIMUM_BUFFERED) socket.terminate()
    else if (typeof message?.['open'] === 'string') void open(message['open'], message)
  })
  socket.on('close', () => {
    for (const controller of streams.values()) controller.abort()
  })

  async function open(id: string, {path, lastEventId}: Record<string, unknown>): Promise<void> {
    if (typeof path !== 'string' || !TUNNELLED.test(path)) {
      refuse(id, 400, 'only event streams can be opened here')
      return
    }
    if (streams.has(id) || streams.size >= MAXIMUM_STREAMS) {
      refuse(id, 400, streams.has(id) ? `stream ${id} is open` : 'too many streams are open')
      return
    }
    const controller = new AbortController()
    streams.set(id, controller)
    try {
      const response = await request(
        path,
        {
          accept: 'text/event-stream',
          ...(typeof lastEventId === 'string' ? {'last-event-id': lastEventId} : {}),
        },
        controller.signal,
      )
      const {status, headers, body} = response
      send({id, status, contentType: headers.get('content-type') ?? ''})
      if (body) await forward(id, body, controller.signal)
      send({id, end: true})
    } catch {
      // The stream broke; the client opens it again when it learns that it has ended.
      send({id, end: true})
    } finally {
      streams.delete(id)
    }
  }

  async function forward(
    id: string,
    body: ReadableStream<Uint8Array>,
    signal: AbortSignal,
  ): Promise<void> {
    const reader = body.getReader()
    const decoder = new TextDecoder()
    const cancel = () => void reader.cancel()
    signal.addEventListener('abort', cancel)
    if (signal.aborted) cancel()
    for (;;) {
      const {done, value} = await reader.read()
      if (done) return
      await sent({id, chunk: decoder.decode(value, {stream: true})})
    }
  }

  function refuse(id: string, status: number, message: string): void {
    send({id, status, contentType: 'application/json'})
    send({id, chunk: JSON.stringify({statusCode: status, error: 'Bad Request', message})})
    send({id, end: true})
  }
}

function parse(text: string): Record<string, unknown> | null {
  try {
    const message: unknown = JSON.parse(text)
    return isRecord(message) ? message : null
  } catch {
    return null
  }
}
