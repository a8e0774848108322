import {mkdtempSync, rmSync} from 'node:fs'
import {tmpdir} from 'node:os'
import path from 'node:path'

import {afterEach, beforeEach, expect, test} from 'vitest'

import {createLake} from '../index.ts'
import {connect} from '../test-lake.ts'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'lake-addresses-'))
})
afterEach(() => rmSync(folder, {recursive: true}))

test('an asset is found at the address in its document after the lake has moved', async () => {
  const file = path.join(folder, 'lake.sqlite')
  const foreign = {
    _id: `file-${'a'.repeat(40)}-txt`,
    _type: 'sanity.fileAsset',
    sha1hash: 'a'.repeat(40),
    url: 'https://example.com/a.txt',
  }

  const first = createLake({file})
  const {url} = await first.listen({port: 0})
  const there = connect(first, 'administrator', {apiHost: url})
  const uploaded = await there.assets.upload('file', Buffer.from('text'), {filename: 'a.txt'})
  await there.create(foreign)
  await first.close()

  const second = createLake({file})
  const moved = await second.listen({port: 0})
  const reader = connect(second, 'administrator', {apiHost: moved.url})
  const found = await reader.getDocument(uploaded._id)
  expect(found?.['url']).toBe(`${moved.url}/${uploaded.path}`)
  expect(await (await fetch(String(found?.['url']))).text()).toBe('text')
  expect(await reader.getDocument(foreign._id)).toMatchObject(foreign)
  expect(second.verifyHistory().problems).toEqual([])
  await second.close()
})
