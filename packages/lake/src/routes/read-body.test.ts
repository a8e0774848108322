import {expect, test} from 'vitest'

import {readBytes} from './read-body.ts'

const MEGABYTE = 1024 * 1024
const chunk = new Uint8Array(64 * MEGABYTE)

/** A body whose end does not come until it is let go. */
function unfinished() {
  const end = Promise.withResolvers<void>()
  const body = new ReadableStream<Uint8Array>({
    start: (controller) => controller.enqueue(chunk),
    pull: async (controller) => {
      await end.promise
      controller.close()
    },
  })
  const init: RequestInit & {duplex: 'half'} = {method: 'POST', body, duplex: 'half'}
  const request = new Request('http://localhost', init)
  return {length: readBytes(request, 100 * MEGABYTE).then((bytes) => bytes.byteLength), end}
}

test('many unfinished bodies are refused before memory is full, and taken again later', async () => {
  const waiting = Array.from({length: 8}, unfinished)
  const lengths = waiting.map(async ({length}) => length)
  await expect(unfinished().length).rejects.toMatchObject({status: 429, code: 'tooManyRequests'})
  for (const {end} of waiting) end.resolve()
  expect(await Promise.all(lengths)).toEqual(waiting.map(() => chunk.byteLength))
  const later = unfinished()
  later.end.resolve()
  expect(await later.length).toBe(chunk.byteLength)
})

test('a body without bytes is empty', async () => {
  expect(await readBytes(new Request('http://localhost'), 1)).toEqual(new Uint8Array())
})
