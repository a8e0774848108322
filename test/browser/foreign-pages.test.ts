import {once} from 'node:events'
import {createServer, type Server} from 'node:http'

import {createLake, type Lake} from '@net-therapies/lake'
import {createClient, type SanityClient} from '@sanity/client'
import {type Browser, type BrowserContext, chromium, type Page} from 'playwright-core'
import {afterAll, beforeAll, beforeEach, describe, expect, test} from 'vitest'

let lake: Lake
let url: string
let client: SanityClient
/** A web site that has nothing to do with the lake. */
let foreign: Server
let foreignPort: number
let foreignPage = ''
let browser: Browser
let context: BrowserContext
let page: Page

const users = [{id: 'ada', name: 'Ada', email: 'ada@example.org', role: 'administrator'}]

beforeAll(async () => {
  lake = createLake({file: ':memory:', users, demoSignIn: true})
  url = (await lake.listen({port: 0})).url
  client = createClient({
    projectId: 'nettherapies',
    dataset: 'production',
    apiVersion: '2025-02-19',
    apiHost: url,
    useProjectHostname: false,
    useCdn: false,
    perspective: 'raw',
    token: lake.mintToken('ada'),
  })
  await client.create({_id: 'drafts.secret', _type: 'page', title: 'for us alone'})
  foreign = createServer((_, response) => {
    response.setHeader('content-type', 'text/html').end(foreignPage)
  }).listen(0, '127.0.0.1')
  await once(foreign, 'listening')
  const address = foreign.address()
  if (address === null || typeof address === 'string') throw new TypeError('expected a TCP address')
  foreignPort = address.port
  browser = await chromium.launch({
    executablePath: process.env['CHROMIUM_PATH'] ?? '',
    args: [
      '--no-sandbox',
      '--disable-background-networking',
      // What an attacker's name server does: the name leads to this machine.
      '--host-resolver-rules=MAP evil.test 127.0.0.1',
    ],
  })
})

afterAll(async () => {
  await browser.close()
  foreign.close()
  await lake.close()
})

/** A browser in which Ada is signed in to the lake. */
beforeEach(async () => {
  await context?.close()
  context = await browser.newContext()
  page = await context.newPage()
  await page.goto(lake.signInLink('ada', url))
  foreignPage = '<!doctype html><title>foreign</title>'
})

describe('what somebody uploaded', () => {
  const script = `fetch('/v1/ping?ran'); new Image().src = '/v1/ping?ran'`
  const drawing = `<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9" onload="${script}"><script>${script}</script></svg>`
  const markup = `<!doctype html><body onload="${script}"><script>${script}</script>`

  /** Whether the script of a page made a request. */
  async function runs(address: string): Promise<boolean> {
    const seen: string[] = []
    page.on('request', (request) => seen.push(request.url()))
    await page.goto(address, {waitUntil: 'load'}).catch((error: Error) => {
      // A download is no page.
      if (!/download|ERR_ABORTED/i.test(error.message)) throw error
    })
    return seen.some((address_) => address_.includes('?ran'))
  }

  test('runs no script as a drawing, as a file or as a page', async () => {
    const assets = [
      await client.assets.upload('image', Buffer.from(drawing)),
      await client.assets.upload('file', Buffer.from(drawing), {
        filename: 'a.svg',
        contentType: 'image/svg+xml',
      }),
      await client.assets.upload('file', Buffer.from(markup), {
        filename: 'a.html',
        contentType: 'text/html',
      }),
      await client.assets.upload('file', Buffer.from(markup), {
        filename: 'a.txt',
        contentType: 'text/plain',
      }),
    ]
    for (const asset of assets)
      expect([asset.url, await runs(asset.url)]).toEqual([asset.url, false])
  })

  test('control: it would run elsewhere', async () => {
    foreignPage = markup
    expect(await runs(`http://127.0.0.1:${foreignPort}/`)).toBe(true)
  })
})

/** What the lake holds, and who it takes the browser for. */
async function state() {
  const cookies = (await context.cookies(url)).map(({name, value}) => `${name}=${value}`)
  return {documents: await client.fetch<string[]>('*[_type == "page"]._id'), cookies}
}

describe.each([
  ['a page of another site', () => `http://evil.test:${foreignPort}/`],
  ['a page of another port of this machine', () => `http://localhost:${foreignPort}/`],
])('%s', (_, address) => {
  test('reads nothing and writes nothing', async () => {
    const before = await state()
    expect(before.documents).toEqual(['drafts.secret'])
    expect(before.cookies).toHaveLength(1)
    await page.goto(address())
    const outcomes = await page.evaluate(async (lakeUrl) => {
      const read = `${lakeUrl}/v2025-02-19/data/query/production?perspective=raw&query=*`
      const write = `${lakeUrl}/v1/data/mutate/production`
      const body = JSON.stringify({mutations: [{create: {_id: 'forged', _type: 'page'}}]})
      const told = async (attempt: Promise<Response>) =>
        attempt.then(
          async (response) => `${response.type} ${await response.text()}`,
          () => 'refused',
        )
      const opened = async (target: EventTarget) =>
        new Promise<string>((resolve) => {
          target.addEventListener('open', () => resolve('open'))
          target.addEventListener('error', () => resolve('refused'))
        })
      return {
        read: await told(fetch(read, {credentials: 'include'})),
        readBlind: await told(fetch(read, {credentials: 'include', mode: 'no-cors'})),
        write: await told(fetch(write, {method: 'POST', credentials: 'include', body})),
        writeBlind: await told(
          fetch(write, {method: 'POST', credentials: 'include', mode: 'no-cors', body}),
        ),
        listen: await opened(
          new EventSource(`${lakeUrl}/v1/data/listen/production?query=*`, {withCredentials: true}),
        ),
        socket: await opened(new WebSocket(`${lakeUrl.replace('http', 'ws')}/v1/events-socket`)),
      }
    }, url)
    expect(outcomes).toEqual({
      read: 'refused',
      readBlind: 'opaque ',
      write: 'refused',
      writeBlind: 'opaque ',
      listen: 'refused',
      socket: 'refused',
    })
    expect(await state()).toEqual(before)
  })

  test('writes nothing by a form', async () => {
    const before = await state()
    foreignPage = `<!doctype html><form method="post" enctype="text/plain"
      action="${url}/v1/data/mutate/production">
      <input name='{"mutations":[{"create":{"_id":"forged","_type":"page"}}],"a":"' value='"}'>
      </form><script>document.forms[0].submit()</script>`
    await page.goto(address())
    await page.waitForURL(`${url}/**`)
    expect(await page.textContent('body')).toContain('may not use this lake')
    expect(await state()).toEqual(before)
  })

  test('signs nobody in', async () => {
    await context.clearCookies()
    const before = await state()
    foreignPage = `<!doctype html><img src="${url}/v1/auth/login/ada">
      <iframe src="${url}/v1/auth/login/ada"></iframe>
      <a href="${url}/v1/auth/login/ada">a present</a>`
    await page.goto(address(), {waitUntil: 'load'})
    await page.click('a')
    await page.waitForURL(`${url}/**`)
    expect(await page.textContent('body')).toContain('another web page may not sign anybody in')
    expect(await state()).toEqual(before)
  })
})

test('a name that was made to lead to the lake is not answered', async () => {
  const {port} = new URL(url)
  for (const path of ['/v1/ping', '/v2025-02-19/data/query/production?query=*', '/']) {
    const response = await page.goto(`http://evil.test:${port}${path}`)
    expect([path, response?.status()]).toEqual([path, 403])
  }
})

test('control: the page of the lake itself reads with the same cookie', async () => {
  await page.goto(`${url}/v1/ping`)
  const title = await page.evaluate(async () => {
    const response = await fetch(
      '/v2025-02-19/data/query/production?perspective=raw&query=*[0].title',
    )
    return ((await response.json()) as {result: string}).result
  })
  expect(title).toBe('for us alone')
})
