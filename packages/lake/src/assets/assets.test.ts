import sharp from 'sharp'
import {afterEach, beforeEach, describe, expect, test} from 'vitest'

import {failureOf, type TestLake, testLake} from '../test-lake.ts'
import {readImageInfo} from './image-size.ts'

const picture = async () =>
  sharp({create: {width: 60, height: 40, channels: 3, background: 'red'}})
    .png()
    .toBuffer()

/** Headers only; 3 by 2 pixels each. */
const headers = {
  png: 'iVBORw0KGgoAAAANSUhEUgAAAAMAAAACCAYAAACddGYaAAAAAElFTkSuQmCC',
  gif: 'R0lGODlhAwACAIAAAAAAAP///yH5BAEAAAAALAAAAAADAAIAAAIChF8AOw==',
}

describe('readImageInfo', () => {
  test.each([
    ['png', Buffer.from(headers.png, 'base64'), 'image/png', true],
    ['gif', Buffer.from(headers.gif, 'base64'), 'image/gif', true],
    [
      'jpg',
      Buffer.from([
        0xff, 0xd8, 0xff, 0xe0, 0, 4, 0, 0, 0xff, 0xc2, 0, 11, 8, 0, 2, 0, 3, 1, 1, 0x11, 0,
      ]),
      'image/jpeg',
      false,
    ],
    [
      'webp',
      Buffer.concat([
        Buffer.from('RIFF\0\0\0\0WEBPVP8X\x0a\0\0\0\x10\0\0\0', 'latin1'),
        Buffer.from([2, 0, 0, 1, 0, 0]),
      ]),
      'image/webp',
      true,
    ],
    ['svg', Buffer.from('<svg xmlns="x" viewBox="0 0 3 2"/>'), 'image/svg+xml', true],
    ['svg', Buffer.from('<?xml?><svg width="3px" height="2"></svg>'), 'image/svg+xml', true],
  ])('reads a %s', (extension, bytes, mimeType, hasAlpha) => {
    expect(readImageInfo(bytes)).toEqual({extension, mimeType, width: 3, height: 2, hasAlpha})
  })

  test.each([
    ['nothing', Buffer.alloc(0)],
    ['text', Buffer.from('hello')],
    ['a cut-off PNG', Buffer.from(headers.png, 'base64').subarray(0, 20)],
    ['an SVG without a size', Buffer.from('<svg/>')],
  ])('does not take %s for an image', (_, bytes) => {
    expect(readImageInfo(bytes)).toBeNull()
  })
})

describe('assets by the real client', () => {
  let lake: TestLake
  beforeEach(() => {
    lake = testLake()
  })
  afterEach(() => lake.lake.close())

  test('an image gets an id from its content and is served as it is', async () => {
    const client = lake.as('writer')
    const bytes = await picture()
    const upload = () => client.assets.upload('image', bytes, {filename: 'dot.png', title: 'Dot'})
    const asset = await upload()
    const sha1 = asset.sha1hash
    expect(asset).toMatchObject({
      _id: `image-${sha1}-60x40-png`,
      _type: 'sanity.imageAsset',
      url: `http://localhost:3333/images/nettherapies/production/${sha1}-60x40.png`,
      originalFilename: 'dot.png',
      title: 'Dot',
      size: bytes.byteLength,
      metadata: {
        dimensions: {width: 60, height: 40, aspectRatio: 1.5},
        isOpaque: true,
        lqip: expect.stringMatching(/^data:image\/jpeg;base64,/),
        palette: {dominant: {background: '#ff0000', foreground: '#000', population: 100}},
      },
    })
    expect(await upload()).toEqual(asset)
    const response = await lake.request(new URL(asset.url).pathname)
    expect(Buffer.from(await response.arrayBuffer())).toEqual(bytes)
    expect(Object.fromEntries(response.headers)).toMatchObject({
      'content-type': 'image/png',
      'x-content-type-options': 'nosniff',
      'x-sanity-sha1': sha1,
      etag: `"${sha1}"`,
    })
  })

  test('an image is served in the size and format that its address asks for', async () => {
    const {url} = await lake.as('writer').assets.upload('image', await picture())
    const {pathname} = new URL(url)
    const get = async (query: string, given: Record<string, string> = {}) =>
      lake.request(`${pathname}${query}`, {headers: given})
    const size = async (response: Response) => {
      const {width, height, format} = await sharp(await response.arrayBuffer()).metadata()
      return `${response.headers.get('content-type')}: ${format} ${width}x${height}`
    }
    expect(await size(await get('?w=30'))).toBe('image/png: png 30x20')
    expect(await size(await get('?w=20&h=20&fit=crop&fm=jpg&q=40'))).toBe('image/jpeg: jpeg 20x20')
    expect(await size(await get('/a-name-for-people.png?h=10'))).toBe('image/png: png 15x10')
    const auto = await get('?auto=format', {accept: 'image/avif,image/webp,*/*'})
    expect(auto.headers.get('vary')).toBe('Accept')
    expect(await size(auto)).toBe('image/webp: webp 60x40')
    expect(await size(await get('?auto=format', {accept: 'image/png'}))).toBe(
      'image/png: png 60x40',
    )
    expect(await size(await get('?w=30&dlRaw=true'))).toBe('image/png: png 60x40')
    expect(await (await get('?fm=json')).json()).toMatchObject({width: 60, height: 40})
    const download = await get('?w=30&dl=small.png')
    expect(download.headers.get('content-disposition')).toBe(
      "attachment; filename*=UTF-8''small.png",
    )
  })

  test('a version of an image has a tag of its own, and the safety headers of all assets', async () => {
    const {url} = await lake.as('writer').assets.upload('image', await picture())
    const {pathname} = new URL(url)
    const [small, smaller] = [
      await lake.request(`${pathname}?w=30`),
      await lake.request(`${pathname}?w=20`),
    ]
    const etag = small.headers.get('etag') ?? ''
    expect(etag).not.toBe(smaller.headers.get('etag'))
    expect(small.headers.get('x-content-type-options')).toBe('nosniff')
    expect(small.headers.get('content-security-policy')).toContain('sandbox')
    const again = await lake.request(`${pathname}?w=30`, {headers: {'if-none-match': etag}})
    expect([again.status, await again.text()]).toEqual([304, ''])
    const head = await lake.request(`${pathname}?w=30`, {method: 'HEAD'})
    expect(head.headers.get('content-length')).toBe(small.headers.get('content-length'))
  })

  test('a drawing is served as it is, whatever size is asked for', async () => {
    const drawing = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 3 2"><script/></svg>'
    const {url} = await lake.as('writer').assets.upload('image', Buffer.from(drawing))
    const response = await lake.request(`${new URL(url).pathname}?w=30&fm=png`)
    expect(await response.text()).toBe(drawing)
    expect(response.headers.get('content-security-policy')).toContain('sandbox')
  })

  test('the metadata to work out can be chosen', async () => {
    const client = lake.as('writer')
    const {metadata} = await client.assets.upload('image', await picture(), {extract: ['lqip']})
    expect(Object.keys(metadata).sort()).toEqual([
      '_type',
      'dimensions',
      'hasAlpha',
      'isOpaque',
      'lqip',
    ])
  })

  test('a size that makes no sense, and a version of an image that is not there, are refused', async () => {
    const {url} = await lake.as('writer').assets.upload('image', await picture())
    const {pathname} = new URL(url)
    const refused = await lake.request(`${pathname}?w=-1`)
    expect([refused.status, await refused.json()]).toEqual([
      400,
      {
        statusCode: 400,
        error: 'Bad Request',
        message: 'the image parameter "w" must be a number from 1 to 1000000; got "-1"',
      },
    ])
    const statuses = [`${pathname}?w=9000`, `${pathname.replace('-60x40', '-61x40')}?w=30`].map(
      async (path) => (await lake.request(path)).status,
    )
    expect(await Promise.all(statuses)).toEqual([400, 404])
  })

  test('a page is a download and cannot run scripts', async () => {
    const asset = await lake
      .as('writer')
      .assets.upload('file', Buffer.from('<script>alert(1)</script>'), {
        filename: 'x.html',
        contentType: 'text/html',
      })
    const response = await lake.request(new URL(asset.url).pathname)
    expect(response.headers.get('content-disposition')).toMatch(/^attachment; /)
    expect(response.headers.get('content-security-policy')).toContain('sandbox')
    const named = await lake.request(`${new URL(asset.url).pathname}?dl=my file"`)
    expect(named.headers.get('content-disposition')).toBe(
      "attachment; filename*=UTF-8''my%20file%22",
    )
  })

  test('an asset that is used cannot be deleted', async () => {
    const client = lake.as('administrator')
    const {_id} = await client.assets.upload('file', Buffer.from('x'), {filename: 'x.txt'})
    await client.create({_id: 'a', _type: 'page', file: {asset: {_ref: _id}}})
    expect((await failureOf(client.delete(_id))).statusCode).toBe(409)
  })

  test('what is no image, too large or empty is refused', async () => {
    const client = lake.as('writer')
    const damaged = (await picture()).subarray(0, 50)
    for (const bytes of [Buffer.from('x'), damaged]) {
      expect((await failureOf(client.assets.upload('image', bytes))).statusCode).toBe(400)
    }
    await lake.lake.close()
    lake = testLake({maximumAssetBytes: 3})
    const attempt = lake.as('writer').assets.upload('file', Buffer.from('four'))
    expect((await failureOf(attempt)).statusCode).toBe(413)
  })
})
