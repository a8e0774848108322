const encoder = new TextEncoder()

/** A stream is given up when this many bytes wait for a reader that does not read. */
const MAXIMUM_BACKLOG = 16 * 1024 * 1024

export interface EventSink {
  send(event: {name: string; id?: string; data: unknown}): void
  end(): void
}

/**
 * A server-sent event response. Comments keep idle connections open.
 *
 * @param start - gets the sink once the client reads; returns what to do when the stream ends
 * @param keepAliveMs - interval of the comments, in milliseconds
 */
export function eventStream(
  start: (sink: EventSink) => () => void,
  keepAliveMs = 15_000,
): Response {
  let stop: (() => void) | undefined
  const body = new ReadableStream<Uint8Array>(
    {
      start(controller) {
        let open = true
        let cleanUp: (() => void) | undefined
        const timer = setInterval(() => write(': keep-alive\n\n'), keepAliveMs)
        timer.unref()
        const close = () => {
          if (!open) return
          open = false
          clearInterval(timer)
          cleanUp?.()
        }
        stop = close
        const end = () => {
          if (!open) return
          close()
          controller.close()
        }
        const write = (text: string) => {
          if (!open) return
          controller.enqueue(encoder.encode(text))
          if ((controller.desiredSize ?? 0) < -MAXIMUM_BACKLOG) {
            close()
            controller.error(new Error('the reader of the event stream is too slow'))
          }
        }
        cleanUp = start({send: (event) => write(format(event)), end})
        // `start` may have ended the stream before it returned.
        if (!open) cleanUp()
      },
      cancel: () => stop?.(),
    },
    {highWaterMark: 0, size: (chunk) => chunk?.byteLength ?? 0},
  )
  return new Response(body, {
    headers: {
      'content-type': 'text/event-stream; charset=utf-8',
      'cache-control': 'no-cache, no-transform',
      'x-accel-buffering': 'no',
    },
  })
}

function format({name, id, data}: {name: string; id?: string; data: unknown}): string {
  const idLine = id === undefined ? '' : `id: ${id}\n`
  return `event: ${name}\n${idLine}data: ${JSON.stringify(data)}\n\n`
}
