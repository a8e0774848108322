import {createHash} from 'node:crypto'

import type {SanityClient} from '@sanity/client'
import {afterEach, beforeEach, describe, expect, test} from 'vitest'

import {failureOf, type TestLake, testLake} from '../test-lake.ts'

let lake: TestLake
beforeEach(() => {
  lake = testLake()
})
afterEach(() => lake.lake.close())

const SHA1 = 'a'.repeat(40)
const imageAsset = (fields: object = {}) => ({
  _id: `image-${SHA1}-3x2-png`,
  _type: 'sanity.imageAsset',
  sha1hash: SHA1,
  url: 'https://example.com/other.png',
  ...fields,
})
const fileAsset = (fields: object = {}) => ({
  _id: `file-${SHA1}-txt`,
  _type: 'sanity.fileAsset',
  sha1hash: SHA1,
  ...fields,
})

async function refusal(attempt: Promise<unknown>): Promise<unknown> {
  const {statusCode, details} = await failureOf(attempt)
  return [statusCode, details.items[0]?.error['description']]
}

describe.each(['writer', 'reviewer'])('a %s', (role) => {
  test.each([
    ['an image', imageAsset()],
    ['a file', fileAsset()],
  ])('does not make %s without its bytes', async (_, asset) => {
    const client = lake.as(role)
    const expected = [400, `"${asset._id}" is an asset; upload it instead`]
    expect(await refusal(client.create(asset))).toEqual(expected)
    expect(await refusal(client.createIfNotExists(asset))).toEqual(expected)
    expect(await refusal(client.createOrReplace(asset))).toEqual(expected)
  })
})

describe('a reviewer', () => {
  test('makes no asset of another document, and no other document of an id of an asset', async () => {
    const client = lake.as('reviewer')
    await client.create({_id: 'page-a', _type: 'page'})
    const notFromContent = (id: string) => [
      400,
      `"${id}" cannot be the id of an asset; it has to follow from the content`,
    ]
    for (const _id of ['page-a', 'drafts.x', `drafts.${imageAsset()._id}`, `image-${SHA1}-png`]) {
      expect(await refusal(client.createOrReplace(imageAsset({_id})))).toEqual(notFromContent(_id))
    }
    for (const {_id} of [imageAsset(), fileAsset()]) {
      expect(await refusal(client.create({_id, _type: 'page'}))).toEqual([
        400,
        `"${_id}" is the id of an asset; choose another`,
      ])
    }
    const other = imageAsset({sha1hash: 'b'.repeat(40)})
    expect(await refusal(client.create(other))).toEqual(notFromContent(other._id))
  })

  test('changes what people say about an upload, and nothing that follows from it', async () => {
    const client = lake.as('reviewer')
    const {_id} = await client.assets.upload('file', Buffer.from('text'), {filename: 'a.txt'})
    const before = await client.getDocument(_id)
    const patched = await client.patch(_id, {set: {title: 'A', altText: 'B'}}).commit()
    expect(patched).toMatchObject({title: 'A', altText: 'B'})
    const cannot = (name: string) => [
      400,
      `"${name}" of "${_id}" follows from the uploaded bytes and cannot be changed`,
    ]
    const forged: [string, Record<string, unknown>][] = [
      ['url', {url: 'https://example.com/x'}],
      ['path', {path: 'files/other'}],
      ['mimeType', {mimeType: 'text/html'}],
      ['size', {size: 1}],
      ['extension', {extension: 'html'}],
      ['metadata', {metadata: {lqip: 'data:text/html,x'}}],
    ]
    for (const [name, set] of forged) {
      expect(await refusal(client.patch(_id, {set}).commit())).toEqual(cannot(name))
      const replaced = {...patched, ...set}
      expect(await refusal(client.createOrReplace(replaced))).toEqual(cannot(name))
    }
    expect(await refusal(client.patch(_id, {unset: ['url']}).commit())).toEqual(cannot('url'))
    const mutations = [
      {delete: {id: _id}},
      {create: {...before, _type: 'sanity.fileAsset', size: 9}},
    ]
    expect(await refusal(client.mutate(mutations as never))).toEqual(cannot('size'))
    expect(await client.getDocument(_id)).toEqual(patched)
  })

  test('makes none by an action', async () => {
    const client: SanityClient = lake.as('reviewer')
    const asset = imageAsset()
    const attempt = client.action({
      actionType: 'sanity.action.document.create',
      publishedId: asset._id,
      attributes: {...asset, _id: `drafts.${asset._id}`},
      ifExists: 'fail',
    })
    expect((await failureOf(attempt)).statusCode).toBe(400)
  })
})

describe('an administrator', () => {
  test('brings in assets from elsewhere, under the id of their content', async () => {
    const client = lake.as('administrator')
    expect(await client.create(imageAsset())).toMatchObject(imageAsset())
    const patched = await client.patch(imageAsset()._id, {set: {metadata: {lqip: 'x'}}}).commit()
    expect(patched).toMatchObject({metadata: {lqip: 'x'}})
    expect((await failureOf(client.create(fileAsset({_id: 'file-x'})))).statusCode).toBe(400)
  })
})

test('the same bytes are one asset, whoever uploads them and whatever they call it', async () => {
  const bytes = Buffer.from('text')
  const first = await lake.as('writer').assets.upload('file', bytes, {filename: 'a.txt'})
  const again = await lake.as('reviewer').assets.upload('file', bytes, {filename: 'b.txt'})
  expect(again).toEqual(first)
  expect(first.sha1hash).toBe(createHash('sha1').update(bytes).digest('hex'))
})
