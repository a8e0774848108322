import {createClient} from '@sanity/client'
import {createServer} from 'node:http'
import type {AddressInfo} from 'node:net'
import {afterAll, beforeAll, expect, test} from 'vitest'

import {createTherapyClient} from './create-client.ts'

const seen: URL[] = []
let result: unknown = null
const server = createServer((request, response) => {
  seen.push(new URL(request.url ?? '/', 'http://localhost'))
  response.setHeader('Content-Type', 'application/json')
  response.end(JSON.stringify({ms: 1, result}))
})
let apiHost = ''

beforeAll(async () => {
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve)
  })
  apiHost = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
})
afterAll(() => server.close())

const base = () => ({projectId: 'example', dataset: 'test', apiHost, useProjectHostname: false})

test('a configuration reads published content from the host that it names', async () => {
  expect(await createTherapyClient(base()).therapyBySlug('examplinib')).toBeNull()
  const url = seen.at(-1)
  expect(url?.pathname).toBe('/v2025-02-19/data/query/test')
  expect(url?.searchParams.get('perspective')).toBe('published')
  expect(url?.searchParams.get('$slug')).toBe('"examplinib"')
})

test('a configuration may ask for drafts', async () => {
  await createTherapyClient({...base(), perspective: 'drafts'}).pages()
  expect(seen.at(-1)?.searchParams.get('perspective')).toBe('drafts')
})

test('a ready-made client is used as it is', async () => {
  const client = createClient({
    ...base(),
    apiVersion: '2026-01-01',
    perspective: 'raw',
    useCdn: false,
  })
  await createTherapyClient(client).drugClasses()
  expect(seen.at(-1)?.pathname).toBe('/v2026-01-01/data/query/test')
  expect(seen.at(-1)?.searchParams.get('perspective')).toBe('raw')
})

test('pictures come from the host that the client talks to', async () => {
  const id = `image-${'0'.repeat(40)}-3x2-png`
  result = {citations: [], body: [{_type: 'accessibleImage', image: {assetId: id}}]}
  const page = await createTherapyClient(base()).pageBySlug('example')
  result = null
  expect(page?.body).toEqual([
    {
      _type: 'accessibleImage',
      image: {
        url: `${apiHost}/images/example/test/${'0'.repeat(40)}-3x2.png`,
        width: 3,
        height: 2,
      },
    },
  ])
})

test('a configuration without a dataset is refused by name', () => {
  expect(() => createTherapyClient({projectId: 'example'})).toThrow(
    new TypeError('createTherapyClient needs a non-empty dataset; got undefined'),
  )
})
