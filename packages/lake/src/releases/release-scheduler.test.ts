import {mkdtemp, rm} from 'node:fs/promises'
import {tmpdir} from 'node:os'
import path from 'node:path'

import {afterEach, beforeEach, describe, expect, test} from 'vitest'

import {collect, connect, failureOf, type TestLake, testLake} from '../test-lake.ts'

let folder: string
let lake: TestLake | undefined
beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'lake-'))
})
afterEach(async () => {
  await lake?.lake.close()
  lake = undefined
  await rm(folder, {recursive: true})
})

const releaseId = 'rSpring1'
const user = (id: string, role = id) => ({id, name: id, email: '', role})

/** A lake on the disk at a given time; each one replaces the one before, as a restart does. */
async function start(time: string, options: Parameters<typeof testLake>[0] = {}) {
  await lake?.lake.close()
  lake = testLake({
    file: path.join(folder, 'lake.sqlite'),
    clock: () => new Date(time),
    log: () => undefined,
    ...options,
  })
  return lake.as('administrator')
}

/** A time in milliseconds from now is counted when all else is done. */
async function schedule(publishAt: string | number, by = 'reviewer'): Promise<string> {
  const client = lake?.as(by)
  if (!client) throw new Error('start the lake first')
  await client.releases.create({releaseId, metadata: {title: 'Spring', releaseType: 'scheduled'}})
  await client.createVersion({releaseId, publishedId: 'a', document: {_type: 'page', title: 'new'}})
  const due = typeof publishAt === 'string' ? publishAt : fromNow(publishAt)
  await client.releases.schedule({releaseId, publishAt: due})
  return due
}

const fromNow = (milliseconds: number) => new Date(Date.now() + milliseconds).toISOString()

const refuseAll = (message: string) => ({
  guard: ({changes}: {changes: {id: string}[]}) =>
    changes.filter(({id}) => id === 'a').map(({id}) => ({documentId: id, message})),
})

test('a time that has passed publishes at once', async () => {
  const client = await start('2026-03-01T08:00:00Z')
  await schedule('2026-02-01T08:00:00Z')
  expect(await client.releases.get({releaseId})).toMatchObject({
    state: 'published',
    publishAt: '2026-02-01T08:00:00.000Z',
  })
  expect((await client.getDocument('a'))?.['title']).toBe('new')
})

test('a release is published when its time comes, without a request', async () => {
  const client = await start('', {clock: () => new Date()})
  const listener = collect(client, '*[_type == "system.release"]', {}, {includeResult: true})
  const pages = collect(client, '*[_id == "a"]')
  await Promise.all([listener.ready, pages.ready])
  const due = await schedule(1_000)
  const [, scheduled, finished] = await listener.next(3)
  const [page] = await pages.next(1)
  expect(scheduled?.result).toMatchObject({state: 'scheduled', publishAt: due})
  expect(finished?.result).toMatchObject({state: 'published'})
  expect(finished?.identity).toBe('reviewer')
  expect(String(finished?.timestamp) >= due).toBe(true)
  expect(page).toMatchObject({transition: 'appear', transactionId: finished?.transactionId})
  listener.stop()
  pages.stop()
})

test('of two releases the earlier one does not hide the later one', async () => {
  const client = await start('', {clock: () => new Date()})
  const listener = collect(client, '*[_type == "page"]')
  await listener.ready
  const reviewer = lake?.as('reviewer')
  for (const [name, wait] of [
    ['later', 3_000],
    ['earlier', 1_000],
  ] as const) {
    await reviewer?.releases.create({releaseId: name, metadata: {releaseType: 'scheduled'}})
    await reviewer?.createVersion({releaseId: name, publishedId: name, document: {_type: 'page'}})
    await reviewer?.releases.schedule({releaseId: name, publishAt: fromNow(wait)})
  }
  // Two versions appear; then each release takes its version away and puts a page in its place.
  const events = await listener.next(6)
  expect(
    events.filter(({transition}) => transition === 'appear').map(({documentId}) => documentId),
  ).toEqual(['versions.later.later', 'versions.earlier.earlier', 'earlier', 'later'])
  listener.stop()
})

describe('after a restart', () => {
  test('a release that came due in the meantime is published at the start', async () => {
    await start('2026-03-01T08:00:00Z')
    await schedule('2026-03-01T09:00:00Z')
    let client = await start('2026-03-01T08:59:59Z')
    expect(await client.releases.get({releaseId})).toMatchObject({state: 'scheduled'})
    expect(await client.getDocument('a')).toBeUndefined()
    client = await start('2026-03-01T10:00:00Z')
    expect(await client.releases.get({releaseId})).toMatchObject({
      state: 'published',
      publishedAt: '2026-03-01T10:00:00.000Z',
      finalDocumentStates: [{id: `versions.${releaseId}.a`}],
    })
    expect((await client.getDocument('a'))?.['title']).toBe('new')
    expect(lake?.lake.verifyHistory().problems).toEqual([])
  })

  test('one that is not due yet is armed again', async () => {
    await start('', {clock: () => new Date()})
    await schedule(2_500)
    const client = await start('', {clock: () => new Date()})
    const listener = collect(client, '*[_id == "a"]')
    await listener.ready
    expect((await client.releases.get({releaseId}))?.state).toBe('scheduled')
    expect((await listener.next(1))[0]).toMatchObject({documentId: 'a', transition: 'appear'})
    listener.stop()
  })

  test('one that was unscheduled is not published', async () => {
    let client = await start('2026-03-01T08:00:00Z')
    await schedule('2026-03-01T09:00:00Z')
    await client.releases.unschedule({releaseId})
    client = await start('2026-03-01T10:00:00Z')
    expect((await client.releases.get({releaseId}))?.state).toBe('active')
    expect(await client.getDocument('a')).toBeUndefined()
  })
})

describe('what cannot be published', () => {
  test('stays as it was, and the release says why; mended, it can be scheduled again', async () => {
    await start('2026-03-01T08:00:00Z', refuseAll('a is not approved'))
    await schedule('2026-03-01T09:00:00Z')
    let client = await start('2026-03-01T10:00:00Z', refuseAll('a is not approved'))
    const release = await client.releases.get({releaseId})
    expect(release).toMatchObject({state: 'active', error: {message: 'a is not approved'}})
    expect(release).not.toHaveProperty('publishAt')
    expect(await client.fetch('*[_type == "page"]._id')).toEqual([`versions.${releaseId}.a`])
    expect(await lake?.as(null).fetch('*')).toEqual([])

    await lake?.as('reviewer').releases.schedule({releaseId, publishAt: '2026-03-01T11:00:00Z'})
    expect(await client.releases.get({releaseId})).not.toHaveProperty('error')
    client = await start('2026-03-01T12:00:00Z')
    expect(await client.releases.get({releaseId})).toMatchObject({state: 'published'})
  })

  test('is told to listeners while the lake runs', async () => {
    const client = await start('', {clock: () => new Date(), ...refuseAll('no')})
    const listener = collect(client, '*[_type == "system.release"]', {}, {includeResult: true})
    await listener.ready
    await schedule(1_000)
    const events = await listener.next(3)
    expect(events[2]?.result).toMatchObject({state: 'active', error: {message: 'no'}})
    listener.stop()
  })

  test.each([
    ['lost the right', [user('administrator'), user('reviewer', 'writer')], /permission/],
    ['left', [user('administrator')], /"reviewer", who scheduled it, is not a user/],
  ])('includes what was scheduled by someone who %s', async (_, users, message) => {
    await start('2026-03-01T08:00:00Z')
    await schedule('2026-03-01T09:00:00Z')
    const client = await start('2026-03-01T10:00:00Z', {users})
    const release = await client.releases.get({releaseId})
    expect(release).toMatchObject({
      state: 'active',
      error: {message: expect.stringMatching(message)},
    })
    expect(await client.getDocument('a')).toBeUndefined()
  })

  test('includes what refers to a document that is gone', async () => {
    let client = await start('2026-03-01T08:00:00Z')
    await client.create({_id: 'target', _type: 'page'})
    await schedule('2026-03-01T09:00:00Z')
    const to = {_ref: 'target', _weak: true, _strengthenOnPublish: {type: 'page'}}
    await client.patch(`versions.${releaseId}.a`).set({to}).commit()
    await client.delete('target')
    client = await start('2026-03-01T10:00:00Z')
    expect((await client.releases.get({releaseId}))?.error?.message).toContain('"target"')
  })
})

test('a lake that cannot even say why keeps the release as it is and logs it', async () => {
  const logged: string[] = []
  await start('2026-03-01T08:00:00Z')
  await schedule('2026-03-01T09:00:00Z')
  const client = await start('2026-03-01T10:00:00Z', {
    guard: ({changes}) => changes.map(({id}) => ({documentId: id, message: 'read only'})),
    log: (line) => logged.push(line),
  })
  expect((await client.releases.get({releaseId}))?.state).toBe('scheduled')
  expect(logged).toEqual([expect.stringContaining('"rSpring1" was not published')])
  expect((await failureOf(client.create({_type: 'page'}))).statusCode).toBe(403)
})

test('another lake in process schedules on its own', async () => {
  const client = await start('2026-03-01T08:00:00Z', {file: ':memory:'})
  await schedule('2026-03-01T09:00:00Z')
  if (!lake) throw new Error('there is no lake')
  const other = connect(lake.lake, 'administrator', {dataset: 'production-comments'})
  expect(await other.fetch('*')).toEqual([])
  expect((await client.releases.get({releaseId}))?.state).toBe('scheduled')
})
