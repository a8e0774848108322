import {once} from 'node:events'
import {createServer} from 'node:http'
import type {AddressInfo} from 'node:net'

import {expect, test} from 'vitest'

import {fetchRegistry} from './fetch-registry.ts'
import {gravest, integrityChanges} from './integrity-changes.ts'

const source = (_id: string, status?: 'ok' | 'retracted') => ({
  _id,
  _type: 'citation' as const,
  ...(status && {integrity: {status}}),
})

test('of two registries the graver one counts', () => {
  const [fine, concern] = [
    {status: 'ok', source: 'A'},
    {status: 'concern', source: 'B'},
  ] as const
  expect(gravest([fine, undefined, concern])).toBe(concern)
  expect(gravest([fine, {status: 'ok', source: 'B'}])).toBe(fine)
  expect(gravest([undefined])).toBeUndefined()
})

test('a published source without news gets no draft, and what is known is not written again', () => {
  const found = [
    {source: source('a'), after: {status: 'ok'}},
    {source: source('b'), after: {status: 'retracted'}},
    {source: source('c', 'retracted'), after: {status: 'ok'}},
    {source: source('drafts.d'), after: {status: 'ok'}},
    {source: source('drafts.e', 'ok'), after: {status: 'ok'}},
    {source: source('drafts.f'), after: undefined},
  ] as const
  expect(integrityChanges(found).map((change) => change.source._id)).toEqual(['b', 'c', 'drafts.d'])
})

test('a registry takes back what it said itself, not what another one said', () => {
  const retracted = {status: 'retracted', source: 'A'} as const
  const changes = (registry: string) =>
    integrityChanges([
      {
        source: {_id: 'a', _type: 'citation', integrity: retracted},
        after: {status: 'ok', source: registry},
      },
    ])
  expect(changes('A').map(({after}) => after.status)).toEqual(['ok'])
  expect(changes('B')).toEqual([])
})

test('a registry that knows nothing, that refuses and that cannot be reached', async () => {
  const server = createServer((request, response) => {
    response.statusCode = Number(request.url?.slice(1))
    response.end('text')
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const {port} = server.address() as AddressInfo
  const address = (status: number) => `http://127.0.0.1:${port}/${status}`
  expect(await fetchRegistry(address(200))).toBe('text')
  expect(await fetchRegistry(address(404))).toBeUndefined()
  await expect(fetchRegistry(address(429))).rejects.toThrow(`127.0.0.1:${port} answered 429.`)
  server.close()
  server.closeAllConnections()
  await once(server, 'close')
  await expect(fetchRegistry(address(200))).rejects.toThrow(`127.0.0.1:${port} cannot be reached.`)
})
