import {createServer} from 'node:http'
import {text} from 'node:stream/consumers'

import {schemaTypes} from '@net-therapies/schemas'
import {createClient} from '@sanity/client'
import {validateDocument} from '@sanity/validation'
import {evaluate, parse} from 'groq-js'
import {createSchema} from 'sanity'
import {afterAll, beforeAll, expect, test, vi} from 'vitest'

import {type SampleDocument, sampleDocuments} from './index.ts'

/** The day the sample was made; documents are due for review a year later. */
const writtenAt = '2026-11-24T00:00:00Z'

const stored = (document: SampleDocument) => ({
  ...document,
  _id: document._id,
  _type: document._type,
  _rev: 'r1',
  _createdAt: writtenAt,
  _updatedAt: writtenAt,
})

const published = sampleDocuments.map(stored)

/** Answers the queries of validation, such as whether a slug is taken, over the sample documents. */
const server = createServer((request, response) => {
  void (async () => {
    const url = new URL(request.url ?? '/', 'http://localhost')
    const sent = request.method === 'POST' ? await text(request) : ''
    const {query, params} =
      sent === ''
        ? {query: url.searchParams.get('query') ?? '', params: paramsOf(url.searchParams)}
        : (JSON.parse(sent) as {query: string; params: Record<string, unknown>})
    const value = await evaluate(parse(query, {params}), {dataset: published, params})
    response.setHeader('content-type', 'application/json')
    response.end(JSON.stringify({result: await value.get(), ms: 0, query}))
  })()
})

function paramsOf(search: URLSearchParams): Record<string, unknown> {
  const entries = [...search].filter(([name]) => name.startsWith('$'))
  return Object.fromEntries(entries.map(([name, value]) => [name.slice(1), JSON.parse(value)]))
}

let port = 0
beforeAll(async () => {
  vi.useFakeTimers({toFake: ['Date'], now: new Date(writtenAt)})
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  if (typeof address === 'object' && address !== null) port = address.port
})
afterAll(async () => {
  vi.useRealTimers()
  await new Promise((resolve) => server.close(resolve))
})

const schema = createSchema({name: 'net-therapies', types: [...schemaTypes]})

const problemsOf = async (document: ReturnType<typeof stored>) => {
  const client = createClient({
    apiHost: `http://127.0.0.1:${port}`,
    useProjectHostname: false,
    projectId: 'local',
    dataset: 'production',
    apiVersion: '2025-02-19',
    useCdn: false,
  })
  const {markers} = await validateDocument({
    document,
    schema,
    client,
    getDocumentExists: async ({id}) => published.some(({_id}) => _id === id),
  })
  const undated = (code: string | undefined) => code === 'custom.date-missing'
  return {
    id: document._id,
    problems: markers
      .filter(({code}) => !undated(code))
      .map(({path, message}) => ({path, message})),
    undated: markers.some(({code}) => undated(code)),
  }
}

test('every document passes the validation that the Studio runs', async () => {
  const results = await Promise.all(published.map(problemsOf))
  expect(results.filter(({problems}) => problems.length > 0)).toEqual([])
  const types = published.filter((_, index) => results[index]?.undated).map(({_type}) => _type)
  expect(new Set(types)).toEqual(new Set(['citation', 'therapy', 'drugClass']))
}, 30_000)

test('validation runs: a therapy without sources and with a taken address is refused', async () => {
  const {problems} = await problemsOf(
    stored({
      _id: 'therapy-other',
      _type: 'therapy',
      name: 'Examplinib',
      kind: 'drug',
      summary: 'An example.',
      slug: {_type: 'slug', current: 'lanreotide'},
    }),
  )
  expect(new Set(problems.map(({path}) => path[0]))).toEqual(new Set(['body', 'slug']))
})

test('a link to another site that looks like a page of this one is refused', async () => {
  const link = (href: string) => ({_type: 'link', _key: 'l', href})
  const therapy = published.find(({_id}) => _id === 'therapy-lanreotide') ?? stored(published[0]!)
  const problemsWith = async (href: string) => {
    const block = {
      _type: 'block',
      _key: 'linked',
      style: 'normal',
      markDefs: [link(href)],
      children: [{_type: 'span', _key: 's', text: 'here', marks: ['l']}],
    }
    const {problems} = await problemsOf({...therapy, body: [block]} as typeof therapy)
    return problems.map(({path}) => path.at(-1))
  }
  expect(await problemsWith('/therapies/octreotide')).toEqual([])
  expect(await problemsWith('//evil.example')).toEqual(['href'])
  expect(await problemsWith('/\\evil.example')).toEqual(['href'])
})
