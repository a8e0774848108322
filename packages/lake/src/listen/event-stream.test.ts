import {afterEach, beforeEach, expect, test, vi} from 'vitest'

import {type EventSink, eventStream} from './event-stream.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

function open(keepAliveMs?: number) {
  let sink: EventSink | undefined
  const stopped = vi.fn<() => void>()
  const response = eventStream(
    (given) => {
      sink = given
      return stopped
    },
    keepAliveMs === undefined ? {} : {keepAliveMs},
  )
  const reader = response.body?.getReader()
  if (!sink || !reader) throw new TypeError('the stream was not opened')
  return {sink, reader, stopped}
}

const textOf = ({value}: {value?: Uint8Array | undefined}) => new TextDecoder().decode(value)

test('an event has its name, id and data; comments keep the connection open', async () => {
  const {sink, reader, stopped} = open(1_000)
  sink.send({name: 'welcome', data: {a: 1}})
  sink.sendText({name: 'mutation', id: 'tx#a', text: '{"b":2}'})
  vi.advanceTimersByTime(1_000)
  sink.end()
  const texts = [await reader.read(), await reader.read(), await reader.read()].map(textOf)
  expect(texts).toEqual([
    'event: welcome\ndata: {"a":1}\n\n',
    'event: mutation\nid: tx#a\ndata: {"b":2}\n\n',
    ': keep-alive\n\n',
  ])
  expect((await reader.read()).done).toBe(true)
  expect(stopped).toHaveBeenCalledOnce()
})

test('a reader that falls behind gets what waits, and the reason why there is no more', async () => {
  const {sink, reader, stopped} = open()
  const text = JSON.stringify('x'.repeat(1_000_000))
  for (let count = 0; count < 20; count += 1) sink.sendText({name: 'mutation', text})
  expect(stopped).toHaveBeenCalledOnce()
  const texts: string[] = []
  for (let read = await reader.read(); !read.done; read = await reader.read()) {
    texts.push(textOf(read))
  }
  expect(texts.slice(0, -1).every((each) => each.startsWith('event: mutation\n'))).toBe(true)
  expect(texts.length).toBeLessThan(11)
  expect(texts.at(-1)).toBe(
    'event: disconnect\ndata: {"reason":"the events were not read fast enough"}\n\n',
  )
})

test('what a reader never reads is not kept for ever', async () => {
  const {sink, reader} = open()
  const text = JSON.stringify('x'.repeat(1_000_000))
  for (let count = 0; count < 20; count += 1) sink.sendText({name: 'mutation', text})
  vi.advanceTimersByTime(30_000)
  await expect(reader.read()).rejects.toThrow('the events were not read fast enough')
})

test('one event may be larger than what may wait', async () => {
  const {sink, reader, stopped} = open()
  sink.sendText({name: 'mutation', text: JSON.stringify('x'.repeat(20_000_000))})
  expect(stopped).not.toHaveBeenCalled()
  expect(textOf(await reader.read())).toHaveLength(20_000_026)
})

test('many streams that nobody reads share a limit', () => {
  const text = JSON.stringify('x'.repeat(1_000_000))
  const streams = Array.from({length: 40}, () => open())
  for (let count = 0; count < 5; count += 1) {
    for (const {sink} of streams) sink.sendText({name: 'mutation', text})
  }
  const given = streams.filter(({stopped}) => stopped.mock.calls.length > 0)
  expect(given.length).toBeGreaterThan(5)
  expect(given.length).toBeLessThan(40)
  for (const {sink, reader} of streams) {
    sink.end()
    void reader.cancel()
  }
})
