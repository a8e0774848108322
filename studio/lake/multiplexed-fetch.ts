interface Frame {
  id: string
  status?: number
  contentType?: string
  chunk?: string
  end?: boolean
}

interface Stream {
  request: {open: string; path: string; lastEventId?: string}
  respond: (response: Response) => void
  fail: (error: Error) => void
  controller?: ReadableStreamDefaultController<Uint8Array>
}

const encoder = new TextEncoder()

/**
 * A `fetch` that carries every event stream of the local lake over one websocket.
 *
 * Browsers allow six HTTP/1.1 connections per host, and a document pane alone holds six event
 * streams open; without this the next request would wait for ever. Everything that is not an event
 * stream goes to the browser's own `fetch`.
 *
 * @param origin - origin of the lake, for example `http://localhost:3333`
 */
export function createMultiplexedFetch(origin: string): typeof fetch {
  const streams = new Map<string, Stream>()
  let socket: WebSocket | undefined
  let count = 0

  function connect(): WebSocket {
    if (socket && socket.readyState <= WebSocket.OPEN) return socket
    const opened = new WebSocket(`${origin.replace(/^http/, 'ws')}/v1/events-socket`)
    opened.addEventListener('open', () => {
      for (const {request} of streams.values()) opened.send(JSON.stringify(request))
    })
    opened.addEventListener('message', (event) => receive(JSON.parse(String(event.data)) as Frame))
    opened.addEventListener('close', () => {
      if (socket === opened) socket = undefined
      for (const stream of streams.values()) {
        const error = new TypeError('The connection to the lake was closed.')
        if (stream.controller) stream.controller.error(error)
        else stream.fail(error)
      }
      streams.clear()
    })
    socket = opened
    return opened
  }

  function receive(frame: Frame): void {
    const stream = streams.get(frame.id)
    if (!stream) return
    if (frame.status !== undefined) {
      const body = new ReadableStream<Uint8Array>({
        start: (controller) => {
          stream.controller = controller
        },
        cancel: () => close(frame.id),
      })
      const headers = {'content-type': frame.contentType ?? 'text/event-stream'}
      stream.respond(new Response(body, {status: frame.status, headers}))
    }
    if (frame.chunk !== undefined) stream.controller?.enqueue(encoder.encode(frame.chunk))
    if (frame.end) {
      streams.delete(frame.id)
      stream.controller?.close()
    }
  }

  function close(id: string): void {
    if (!streams.delete(id)) return
    if (socket?.readyState === WebSocket.OPEN) socket.send(JSON.stringify({close: id}))
  }

  return (input, init) => {
    const url = new URL(input instanceof Request ? input.url : String(input), origin)
    const headers = new Headers(init?.headers)
    if (url.origin !== origin || !headers.get('accept')?.includes('text/event-stream')) {
      return fetch(input, init)
    }
    return new Promise<Response>((respond, fail) => {
      count += 1
      const id = String(count)
      const lastEventId = headers.get('last-event-id')
      const request = {
        open: id,
        path: `${url.pathname}${url.search}`,
        ...(lastEventId ? {lastEventId} : {}),
      }
      init?.signal?.addEventListener('abort', () => {
        const stream = streams.get(id)
        close(id)
        const error = new DOMException('The stream was closed.', 'AbortError')
        if (stream?.controller) stream.controller.error(error)
        else fail(error)
      })
      streams.set(id, {request, respond, fail})
      const connection = connect()
      if (connection.readyState === WebSocket.OPEN) connection.send(JSON.stringify(request))
    })
  }
}
