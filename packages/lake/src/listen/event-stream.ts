const encoder = new TextEncoder()

/** A stream is given up when this many bytes wait for a reader that does not read. */
const MAXIMUM_BACKLOG = 8 * 1024 * 1024

/** The same for all streams of the process together. */
const MAXIMUM_TOTAL_BACKLOG = 128 * 1024 * 1024

/** How long a reader that was given up may take to read what waits, in milliseconds. */
const GRACE_MS = 30_000

let totalBacklog = 0

export interface StreamEvent {
  name: string
  id?: string
  data: unknown
}

export interface EventSink {
  send(event: StreamEvent): void
  /** The same with `data` as JSON text. */
  sendText(event: {name: string; id?: string; text: string}): void
  end(): void
}

/**
 * A server-sent event response. Comments keep idle connections open. A reader that falls behind
 * gets a `disconnect` event with the reason as its last one.
 *
 * @param start - gets the sink once the client reads; returns what to do when the stream ends
 */
export function eventStream(
  start: (sink: EventSink) => () => void,
  {keepAliveMs = 15_000, graceMs = GRACE_MS} = {},
): Response {
  let stop: (() => void) | undefined
  let account: (() => void) | undefined
  const body = new ReadableStream<Uint8Array>(
    {
      start(controller) {
        let isOpen = true
        let accounted = 0
        let cleanUp: (() => void) | undefined
        const timer = setInterval(() => write(': keep-alive\n\n'), keepAliveMs)
        timer.unref()
        account = () => {
          const backlog = Math.max(0, -(controller.desiredSize ?? 0))
          totalBacklog += backlog - accounted
          accounted = backlog
        }
        const close = () => {
          if (!isOpen) return
          isOpen = false
          clearInterval(timer)
          cleanUp?.()
        }
        const release = () => {
          totalBacklog -= accounted
          accounted = 0
        }
        stop = () => {
          close()
          release()
        }
        const end = () => {
          if (!isOpen) return
          close()
          controller.close()
          release()
        }
        const giveUp = () => {
          const reason = 'the events were not read fast enough'
          controller.enqueue(
            encoder.encode(format('disconnect', undefined, JSON.stringify({reason}))),
          )
          end()
          const deadline = setTimeout(() => {
            stop?.()
            controller.error(new Error(reason))
          }, graceMs)
          deadline.unref()
        }
        const write = (text: string) => {
          if (!isOpen) return
          controller.enqueue(encoder.encode(text))
          account?.()
          const isAlone = accounted <= text.length * 3
          if (!isAlone && (accounted > MAXIMUM_BACKLOG || totalBacklog > MAXIMUM_TOTAL_BACKLOG)) {
            giveUp()
          }
        }
        cleanUp = start({
          send: ({name, id, data}) => write(format(name, id, JSON.stringify(data))),
          sendText: ({name, id, text}) => write(format(name, id, text)),
          end,
        })
        // `start` may have ended the stream before it returned.
        if (!isOpen) cleanUp()
      },
      pull: () => account?.(),
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

function format(name: string, id: string | undefined, text: string): string {
  const idLine = id === undefined ? '' : `id: ${id}\n`
  return `event: ${name}\n${idLine}data: ${text}\n\n`
}
