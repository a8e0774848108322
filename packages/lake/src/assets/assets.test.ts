import {afterEach, beforeEach, describe, expect, test} from 'vitest'

import {failureOf, type TestLake, testLake} from '../test-lake.ts'
import {readImageInfo} from './image-size.ts'

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
    const bytes = Buffer.from(headers.png, 'base64')
    const upload = () => client.assets.upload('image', bytes, {filename: 'dot.png', title: 'Dot'})
    const asset = await upload()
    const sha1 = asset.sha1hash
    expect(asset).toMatchObject({
      _id: `image-${sha1}-3x2-png`,
      _type: 'sanity.imageAsset',
      url: `http://localhost:3333/images/nettherapies/production/${sha1}-3x2.png`,
      originalFilename: 'dot.png',
      title: 'Dot',
      size: bytes.byteLength,
      metadata: {dimensions: {width: 3, height: 2, aspectRatio: 1.5}},
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
    expect((await failureOf(client.assets.upload('image', Buffer.from('x')))).statusCode).toBe(400)
    await lake.lake.close()
    lake = testLake({maximumAssetBytes: 3})
    const attempt = lake.as('writer').assets.upload('file', Buffer.from('four'))
    expect((await failureOf(attempt)).statusCode).toBe(413)
  })
})
