import {createClient} from '@sanity/client'
import {afterEach, beforeEach, describe, expect, test} from 'vitest'
import {WebSocket} from 'ws'

import {collect, type TestLake, testLake} from './test-lake.ts'

let lake: TestLake
let url: string
beforeEach(async () => {
  lake = testLake()
  url = (await lake.lake.listen({port: 0})).url
})
afterEach(() => lake.lake.close())

type Frame = Record<string, unknown>

/** A websocket whose frames can be awaited in turn. */
async function open(target: string, headers: Record<string, string>) {
  const socket = new WebSocket(`${url.replace('http', 'ws')}${target}`, {headers})
  const frames: Frame[] = []
  const waiting: ((frame: Frame) => void)[] = []
  socket.on('message', (data: Buffer) => {
    const text = data.toString()
    if (text === '♥') return
    const frame = JSON.parse(text) as Frame
    const next = waiting.shift()
    if (next) next(frame)
    else frames.push(frame)
  })
  await new Promise<void>((resolve, reject) => {
    socket.once('open', resolve)
    socket.once('error', reject)
  })
  return {
    send: (frame: Frame) => socket.send(JSON.stringify(frame)),
    next: () =>
      new Promise<Frame>((resolve) => {
        const frame = frames.shift()
        if (frame) resolve(frame)
        else waiting.push(resolve)
      }),
    close: () => socket.terminate(),
  }
}

const bearer = (userId: string) => ({authorization: `Bearer ${lake.lake.mintToken(userId)}`})

describe('over a real socket', () => {
  test('the client writes, listens and reads', async () => {
    const client = createClient({
      projectId: 'nettherapies',
      dataset: 'production',
      apiVersion: '2025-02-19',
      apiHost: url,
      useProjectHostname: false,
      useCdn: false,
      perspective: 'raw',
      token: lake.lake.mintToken('administrator'),
    })
    const listener = collect(client, '*')
    await listener.ready
    await client.create({_id: 'a', _type: 'page'})
    expect(await listener.next(1)).toMatchObject([{documentId: 'a', transition: 'appear'}])
    listener.stop()
    expect(await client.fetch('*._id')).toEqual(['a'])
  })

  test('a taken port is an error of the system', async () => {
    const other = testLake()
    const port = Number(new URL(url).port)
    await expect(other.lake.listen({port})).rejects.toMatchObject({code: 'EADDRINUSE'})
    await other.lake.close()
  })
})

describe('the tunnel for event streams', () => {
  const listen = '/v2025-02-19/data/listen/production?query=*&includeResult=false'

  test('carries many streams and ends each on request', async () => {
    const socket = await open('/v1/events-socket', bearer('administrator'))
    for (const id of ['1', '2']) {
      socket.send({open: id, path: listen})
      expect(await socket.next()).toEqual({
        id,
        status: 200,
        contentType: 'text/event-stream; charset=utf-8',
      })
      expect(await socket.next()).toEqual({id, chunk: expect.stringMatching(/^event: welcome\n/)})
    }
    await lake.as('administrator', {apiHost: url}).create({_id: 'a', _type: 'page'})
    const told = [await socket.next(), await socket.next()]
    expect(new Set(told.map(({id}) => id))).toEqual(new Set(['1', '2']))
    expect(told[0]?.['chunk']).toContain('"documentId":"a"')
    socket.send({close: '1'})
    expect(await socket.next()).toEqual({id: '1', end: true})
    await lake.as('administrator', {apiHost: url}).create({_id: 'b', _type: 'page'})
    expect(await socket.next()).toMatchObject({id: '2'})
    socket.close()
  })

  test('opens event streams only', async () => {
    const socket = await open('/v1/events-socket', bearer('administrator'))
    for (const path of ['/v1/data/query/production?query=*', '//example.com/v1/data/listen/x']) {
      socket.send({open: '1', path})
      expect(await socket.next()).toMatchObject({id: '1', status: 400})
      await socket.next()
      expect(await socket.next()).toEqual({id: '1', end: true})
    }
    socket.close()
  })

  test('takes the credentials of the session, and only from an allowed page', async () => {
    await expect(open('/v1/events-socket', {})).rejects.toThrow('401')
    const link = await fetch(lake.lake.signInLink('writer', url), {redirect: 'manual'})
    const cookie = link.headers.get('set-cookie')?.split(';')[0] ?? ''
    await expect(open('/v1/events-socket', {cookie})).rejects.toThrow('403')
    const other = {cookie, origin: 'http://example.com'}
    await expect(open('/v1/events-socket', other)).rejects.toThrow('403')
    const socket = await open('/v1/events-socket', {cookie, origin: url})
    socket.send({open: '1', path: listen})
    expect(await socket.next()).toMatchObject({status: 200})
    socket.close()
  })
})

describe('presence', () => {
  test('each Studio learns where the others are and when they leave', async () => {
    const writer = await open('/v2022-06-30/socket/production', bearer('writer'))
    const reviewer = await open('/v2022-06-30/socket/production', bearer('reviewer'))
    writer.send({jsonrpc: '2.0', id: '1', method: 'presence_subscribe', params: {}})
    const {result: subscription} = await writer.next()
    const data = {sessionId: 's', locations: [{documentId: 'a'}]}
    reviewer.send({jsonrpc: '2.0', id: '1', method: 'presence_announce', params: {data}})
    expect(await reviewer.next()).toEqual({jsonrpc: '2.0', id: '1', result: true})
    const notification = (result: Frame) => ({
      jsonrpc: '2.0',
      method: 'presence_subscription',
      params: {subscription, result},
    })
    expect(await writer.next()).toEqual(notification({type: 'state', i: 'reviewer', m: data}))
    reviewer.close()
    expect(await writer.next()).toEqual(
      notification({type: 'disconnect', i: 'reviewer', m: {session: 's'}}),
    )
    writer.close()
  })

  test('strangers get no answer but to sign in', async () => {
    const socket = await open('/v2022-06-30/socket/production', {})
    socket.send({jsonrpc: '2.0', id: '1', method: 'presence_subscribe', params: {}})
    expect(await socket.next()).toMatchObject({id: '1', error: {code: 4001}})
    socket.close()
  })
})
