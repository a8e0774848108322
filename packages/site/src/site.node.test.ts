import {type ChildProcess, execFileSync, spawn} from 'node:child_process'
import {once} from 'node:events'
import {createServer} from 'node:http'
import {createRequire} from 'node:module'
import type {AddressInfo} from 'node:net'
import {dirname, join} from 'node:path'
import {text} from 'node:stream/consumers'
import {fileURLToPath} from 'node:url'

import {evaluate, parse} from 'groq-js'
import {afterAll, beforeAll, expect, test} from 'vitest'

const root = fileURLToPath(new URL('..', import.meta.url))
const astro = join(
  dirname(createRequire(import.meta.url).resolve('astro/package.json')),
  'bin/astro.mjs',
)
const sha1 = '0123456789'.repeat(4)
const published = [
  {
    _id: `image-${sha1}-3x2-png`,
    _type: 'sanity.imageAsset',
    url: `https://elsewhere.example/images/nettherapies/production/${sha1}-3x2.png`,
  },
  {
    _id: 'therapy',
    _type: 'therapy',
    _updatedAt: '2026-01-03T00:00:00Z',
    name: 'examplinib',
    slug: {current: 'examplinib'},
    kind: 'drug',
    summary: 'An invented </script> drug.',
    sampleContent: true,
    body: [
      {
        _key: 'p',
        _type: 'block',
        style: 'constructor',
        children: [
          {_key: 's', _type: 'span', text: 'Rest helps.'},
          {_key: 'm', _type: 'citationMark', citations: [{_ref: 'cite'}]},
        ],
      },
      {
        _key: 'pen',
        _type: 'accessibleImage',
        alt: 'A pen',
        asset: {_ref: `image-${sha1}-3x2-png`},
      },
    ],
    approvals: [
      {_key: 'a', authority: 'EMA', status: 'approved', citations: [{_ref: 'other'}]},
      {_key: 'b', authority: 'FDA', status: 'approved', date: '2018', citations: [{_ref: 'cite'}]},
    ],
  },
  {
    _id: 'class',
    _type: 'drugClass',
    _updatedAt: '2026-01-03T00:00:00Z',
    name: 'Example class',
    slug: {current: 'example-class'},
    nextReviewDue: '2027-01-01',
  },
  {
    _id: 'page',
    _type: 'page',
    _updatedAt: '2026-01-03T00:00:00Z',
    title: 'Example page',
    slug: {current: 'example-page'},
  },
  {
    _id: 'unlisted',
    _type: 'therapy',
    _updatedAt: '2026-01-03T00:00:00Z',
    name: 'lostinib',
    slug: {current: 'lostinib'},
    kind: 'drug',
  },
  {
    _id: 'operation',
    _type: 'therapy',
    _updatedAt: '2026-01-03T00:00:00Z',
    name: 'An operation',
    slug: {current: 'operation'},
    kind: 'procedure',
  },
  ...['therapy', 'class'].map((subject) => ({
    _id: `approval-${subject}`,
    _type: 'reviewEvent',
    action: 'approve',
    subject,
    at: '2026-01-02T00:00:00Z',
  })),
  {_id: 'cite', _type: 'citation', title: 'Example trial', doi: '10.1000/example'},
  {_id: 'other', _type: 'citation', title: 'Another'},
]
const drafts = published.map((document) =>
  document._id === 'therapy' ? {...document, name: 'examplinib, revised'} : document,
)

const lake = createServer((request, response) => {
  void answer(request.url ?? '/', request, request.headers.authorization).then((result) => {
    response.setHeader('Content-Type', 'application/json')
    response.end(JSON.stringify({ms: 1, result}))
  })
})

async function answer(address: string, body: NodeJS.ReadableStream, authorization?: string) {
  const {searchParams} = new URL(address, 'http://localhost')
  const posted = await text(body)
  const {query, params} =
    posted === ''
      ? {
          query: searchParams.get('query') ?? '',
          params: {slug: JSON.parse(searchParams.get('$slug') ?? 'null') as unknown},
        }
      : (JSON.parse(posted) as {query: string; params: Record<string, unknown>})
  const allowed = searchParams.get('perspective') === 'drafts' && authorization === 'Bearer secret'
  const dataset = allowed ? drafts : published
  return (await evaluate(parse(query, {params}), {dataset, params})).get() as Promise<unknown>
}

const lakeUrl = () => `http://127.0.0.1:${(lake.address() as AddressInfo).port}`

const running: ChildProcess[] = []

async function startSite(environment: Record<string, string>): Promise<string> {
  const site = spawn(process.execPath, [join(root, 'dist/test/server/entry.mjs')], {
    env: {
      ...process.env,
      HOST: '127.0.0.1',
      NODE_ENV: 'production',
      SANITY_API_HOST: lakeUrl(),
      ...environment,
    },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  running.push(site)
  for await (const line of site.stdout) {
    const url = /http:\/\/127\.0\.0\.1:\d+/.exec(String(line))?.[0]
    if (url !== undefined) return url
  }
  throw new Error('The site ended before it was listening.')
}

async function freePort(): Promise<string> {
  const probe = createServer().listen(0, '127.0.0.1')
  await once(probe, 'listening')
  const {port} = probe.address() as AddressInfo
  probe.close()
  await once(probe, 'close')
  return String(port)
}

beforeAll(async () => {
  execFileSync(process.execPath, [astro, 'build', '--outDir', 'dist/test'], {
    cwd: root,
    env: {...process.env, ASTRO_TELEMETRY_DISABLED: '1', NODE_ENV: 'production'},
    stdio: ['ignore', 'ignore', 'inherit'],
  })
  lake.listen(0, '127.0.0.1')
  await once(lake, 'listening')
}, 120_000)

afterAll(() => {
  for (const site of running) site.kill()
  lake.close()
})

test('a therapy page shows text, numbers, references and notices, and no script', async () => {
  const url = await startSite({PORT: await freePort()})
  const response = await fetch(`${url}/therapies/examplinib`)
  const html = await response.text()

  expect(response.status).toBe(200)
  expect(response.headers.get('x-content-type-options')).toBe('nosniff')
  const policy = response.headers.get('content-security-policy')?.split('; ')
  expect(policy?.[0]).toBe("default-src 'none'")
  expect(policy?.filter((part) => part.startsWith('img-src'))).toEqual([
    `img-src 'self' ${lakeUrl()}`,
  ])
  expect([...html.matchAll(/<img [^>]*src="([^"]*)"/g)].map((match) => match[1])).toEqual([
    `${lakeUrl()}/images/nettherapies/production/${sha1}-3x2.png`,
  ])
  expect((await fetch(new URL('/favicon.svg', url))).status).toBe(200)
  expect(html).toContain('<h1>examplinib</h1>')
  expect(html).toContain('Sample content. Not medical advice.')
  expect(html).toContain(
    '<p>Rest helps.<sup class="citation-mark"><a id="c-1-1" href="#ref-1" role="doc-biblioref" aria-label="Reference 1">1</a></sup></p>',
  )
  expect(html).toContain('<th scope="row">FDA')
  expect(html).not.toContain('EMA')
  expect([...html.matchAll(/<li id="(ref-\d+)">/g)].map((match) => match[1])).toEqual(['ref-1'])
  expect([...html.matchAll(/<script[^>]*>/g)].map((match) => match[0])).toEqual([
    '<script type="application/ld+json">',
  ])
  expect(html).toContain('"description":"An invented \\u003c/script> drug."')

  const missing = await fetch(`${url}/therapies/unknown`)
  expect(missing.status).toBe(404)
  expect(await missing.text()).toContain('Page not found')
  const noPreview = await (await fetch(`${url}/therapies/examplinib?preview`)).text()
  expect(noPreview).not.toContain('revised')
}, 30_000)

test('a review is shown and described, that of sample content as a demonstration', async () => {
  const url = await startSite({PORT: await freePort()})
  const page = async (path: string) => {
    const html = await (await fetch(`${url}${path}`)).text()
    const dates = /<p class="review-dates">.*?<\/p>/s.exec(html)?.[0] ?? ''
    return {
      dates: dates
        .replaceAll(/<[^>]+>/g, ' ')
        .replaceAll(/\s+/g, ' ')
        .trim(),
      claims: [...html.matchAll(/"(?:lastReviewed|expires)":"[^"]+"/g)].map((match) => match[0]),
    }
  }
  expect(await page('/drug-classes/example-class')).toEqual({
    dates: 'Last reviewed January 2, 2026 Next review due January 1, 2027',
    claims: ['"lastReviewed":"2026-01-02"', '"expires":"2027-01-01"'],
  })
  expect(await page('/therapies/examplinib')).toEqual({
    dates:
      'Last reviewed (sample) January 2, 2026 No clinician has checked this text; the review only shows how reviews work.',
    claims: [],
  })
}, 30_000)

test('what is missing among the approvals does not read as not approved', async () => {
  const url = await startSite({PORT: await freePort()})
  const approvals = async (slug: string) => {
    const html = await (await fetch(`${url}/therapies/${slug}`)).text()
    const section = /<section aria-labelledby="approvals">.*?<\/section>/s.exec(html)?.[0]
    return section
      ?.replaceAll(/<[^>]+>/g, ' ')
      .replaceAll(/\s+/g, ' ')
      .trim()
  }
  expect(await approvals('examplinib')).toMatch(
    /^Approvals Only decisions that we have a source for are listed\. There may be others\. .*FDA/,
  )
  expect(await approvals('lostinib')).toBe(
    'Approvals We have no source for a decision to list here. That does not mean that this treatment is not approved.',
  )
  expect(await approvals('operation')).toBeUndefined()
}, 30_000)

test('every page leads to the start page, the pages and the therapies by class', async () => {
  const url = await startSite({PORT: await freePort(), SANITY_READ_TOKEN: 'secret'})
  const navigation = async (path: string) => {
    const html = await (await fetch(`${url}${path}`)).text()
    const nav = /<nav aria-label="Site".*?<\/nav>/s.exec(html)?.[0] ?? ''
    return [...nav.matchAll(/href="([^"]+)"/g)].map((match) => match[1])
  }
  for (const path of [
    '/',
    '/therapies/examplinib',
    '/drug-classes/example-class',
    '/pages/example-page',
    '/nowhere',
  ]) {
    expect(await navigation(path)).toEqual(['/', '/#pages', '/#therapies'])
  }
  expect(await navigation('/?preview')).toEqual([
    '/?preview',
    '/?preview#pages',
    '/?preview#therapies',
  ])
  const start = await (await fetch(`${url}/`)).text()
  expect(start).toContain('id="pages"')
  expect(start).toContain('id="therapies"')
}, 30_000)

test('a preview shows drafts under a banner and keeps search engines out', async () => {
  const url = await startSite({PORT: await freePort(), SANITY_READ_TOKEN: 'secret'})
  const preview = await fetch(`${url}/therapies/examplinib?preview`)
  const html = await preview.text()
  expect(preview.headers.get('x-robots-tag')).toBe('noindex')
  expect(html).toContain('<h1>examplinib, revised</h1>')
  expect(html).toContain('Preview. This text is not published.')
  expect(html).toContain('<meta name="robots" content="noindex">')
  const plain = await (await fetch(`${url}/therapies/examplinib`)).text()
  expect(plain).toContain('<h1>examplinib</h1>')
}, 30_000)
