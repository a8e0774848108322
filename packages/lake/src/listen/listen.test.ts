import type {LiveEvent, MutationEvent, SanityClient} from '@sanity/client'
import {Mutation} from '@sanity/mutator'
import {applyPatch} from 'mendoza'
import {afterEach, beforeEach, describe, expect, test} from 'vitest'

import {collect, connect, type TestLake, testLake} from '../test-lake.ts'

let lake: TestLake
beforeEach(() => {
  lake = testLake()
})
afterEach(() => lake.lake.close())

/** Reads the raw text of a stream until it has seen `text`. */
async function readUntil(response: Response, text: string): Promise<string> {
  const reader = response.body?.getReader()
  if (!reader) throw new Error('there is no body')
  const decoder = new TextDecoder()
  let read = ''
  while (!read.includes(text)) {
    const {done, value} = await reader.read()
    if (done) throw new Error(`the stream ended after ${read}`)
    read += decoder.decode(value, {stream: true})
  }
  await reader.cancel()
  return read
}

describe('listening with the real client', () => {
  test('totals count the documents that this listener is told about', async () => {
    const client = lake.as('administrator')
    await client.create({_id: 'drafts.a', _type: 'page'})
    const all = collect(client, '*')
    const one = collect(client, '*[_id == $id]', {id: 'a'})
    await Promise.all([all.ready, one.ready])
    await client.action({
      actionType: 'sanity.action.document.publish',
      draftId: 'drafts.a',
      publishedId: 'a',
    })
    const summary = (events: MutationEvent[]) =>
      events.map(({documentId, transition, transactionTotalEvents, transactionCurrentEvent}) => [
        documentId,
        transition,
        transactionTotalEvents,
        transactionCurrentEvent,
      ])
    expect(summary(await all.next(2))).toEqual([
      ['a', 'appear', 2, 0],
      ['drafts.a', 'disappear', 2, 1],
    ])
    expect(summary(await one.next(1))).toEqual([['a', 'appear', 1, 0]])
    all.stop()
    one.stop()
  })

  test('revisions chain from event to event', async () => {
    const client = lake.as('administrator')
    const listener = collect(client, '*', {}, {includePreviousRevision: true})
    await listener.ready
    const commit = (transactionId: string, mutations: object[]) =>
      client.mutate(mutations as never, {transactionId})
    await commit('tx-1', [{create: {_id: 'a', _type: 'page', n: 1}}])
    await commit('tx-2', [{patch: {id: 'a', set: {n: 2}}}])
    await commit('tx-3', [{delete: {id: 'a'}}])
    const events = await listener.next(3)
    listener.stop()
    expect(
      events.map(({previousRev, resultRev, previous, result}) => [
        previousRev,
        resultRev,
        previous?.['n'],
        result?.['n'],
      ]),
    ).toEqual([
      [undefined, 'tx-1', undefined, 1],
      ['tx-1', 'tx-2', 1, 2],
      ['tx-2', 'tx-3', 2, undefined],
    ])
  })

  test('a document comes and goes with the filter', async () => {
    const client = lake.as('administrator')
    await client.create({_id: 'a', _type: 'page', shown: false})
    const listener = collect(client, '*[shown == true] | order(_id) {_id}[0...1]')
    await listener.ready
    await client.patch('a').set({shown: true}).commit()
    await client.patch('a').set({x: 1}).commit()
    await client.patch('a').set({shown: false}).commit()
    await client.patch('a').set({x: 2}).commit()
    await client.patch('a').set({shown: true}).commit()
    expect((await listener.next(4)).map(({transition}) => transition)).toEqual([
      'appear',
      'update',
      'disappear',
      'appear',
    ])
    listener.stop()
  })

  test('mutations and effects both lead from the previous document to the stored one', async () => {
    const client = lake.as('administrator')
    await client.create({_id: 'a', _type: 'page', list: [{_key: 'x', n: 1}], text: 'Grüße 👋'})
    const options = {effectFormat: 'mendoza', includePreviousRevision: true}
    const listener = collect(client, '*', {}, options)
    await listener.ready
    lake.advance(60)
    await client
      .transaction()
      .patch('a', {set: {'list[*].n': 2, text: 'Grüße 👋!'}, unset: ['nothing']})
      .patch('a', {insert: {after: 'list[-1]', items: [{_key: 'y', n: 3}]}})
      .create({_id: 'b', _type: 'page'})
      .patch('b', {setIfMissing: {title: 't'}})
      .commit({transactionId: 'tx-2'})
    await client.delete('b')
    const events = await listener.next(3)
    listener.stop()
    for (const {documentId, mutations, effects, previous, result, timestamp} of events) {
      const locally = new Mutation({
        mutations: structuredClone(mutations) as never,
        timestamp,
        resultRev: 'tx-2',
      }).apply(structuredClone(previous ?? null))
      const {_rev: _, ...before} = previous ?? {_rev: ''}
      const {_rev: __, ...after} = result ?? {_rev: ''}
      const [left, right] = [previous ? before : null, result ? after : null]
      expect([documentId, applyPatch(left, effects?.apply as never)]).toEqual([documentId, right])
      expect([documentId, applyPatch(right, effects?.revert as never)]).toEqual([documentId, left])
      if (result) expect(locally).toEqual(result)
      else expect(effects?.apply).toEqual([0, null])
    }
  })

  test('a malformed query fails inside the stream', async () => {
    const listener = collect(lake.as('administrator'), '*[_type == ')
    await expect(listener.ready).rejects.toThrow('unexpected end-of-file')
  })

  test('drafts are not told to those who may not read them', async () => {
    const client = lake.as('administrator')
    const anonymous = collect(lake.as(null), '*')
    await anonymous.ready
    await client.create({_id: 'drafts.a', _type: 'page'})
    await client.create({_id: 'a', _type: 'page'})
    expect((await anonymous.next(1)).map(({documentId}) => documentId)).toEqual(['a'])
    anonymous.stop()
  })

  test('versions are not told to older API versions', async () => {
    const client = lake.as('administrator')
    const older = collect(lake.as('administrator', {apiVersion: '2024-01-01'}), '*')
    await older.ready
    await client.create({_id: 'versions.r1.a', _type: 'page'})
    await client.create({_id: 'a', _type: 'page'})
    expect((await older.next(1)).map(({documentId}) => documentId)).toEqual(['a'])
    older.stop()
  })
})

describe('resuming', () => {
  const listen = (lastEventId: string) =>
    lake.request('/v2025-02-19/data/listen/production?query=*&enableResume=true', {
      as: 'administrator',
      headers: {'last-event-id': lastEventId},
    })

  test('goes on after the last event', async () => {
    const client = lake.as('administrator')
    for (const id of ['a', 'b', 'c']) {
      await client.mutate([{create: {_id: id, _type: 'page'}}], {transactionId: `tx-${id}`})
    }
    const text = await readUntil(await listen('tx-a#a'), 'tx-c#c')
    expect(text.match(/^(event|id): .*$/gm)).toEqual([
      'event: welcomeback',
      'event: mutation',
      'id: tx-b#b',
      'event: mutation',
      'id: tx-c#c',
    ])
  })

  test('starts anew when the last event is unknown', async () => {
    expect(await readUntil(await listen('unknown#a'), '\n\n')).toMatch(/^event: reset\n/)
  })
})

describe('live events', () => {
  /** Collects what is told from here on; `next` resolves to the tags of the next message. */
  async function follow(client: SanityClient, includeDrafts: boolean) {
    const messages: string[][] = []
    let waiting = Promise.withResolvers<void>()
    const welcome = Promise.withResolvers<void>()
    const subscription = client.live.events({includeDrafts}).subscribe((event: LiveEvent) => {
      if (event.type === 'welcome') welcome.resolve()
      if (event.type !== 'message') return
      messages.push(event.tags)
      waiting.resolve()
    })
    await welcome.promise
    const next = async (): Promise<string[]> => {
      const message = messages.shift()
      if (message) return message
      await waiting.promise
      waiting = Promise.withResolvers<void>()
      return next()
    }
    return {next, stop: () => subscription.unsubscribe()}
  }

  test('a change tells a site to fetch again what depends on it, and nothing else', async () => {
    const client = lake.as('administrator')
    await client.create({_id: 'class', _type: 'class', title: 'Class'})
    await client.create({_id: 'a', _type: 'therapy', class: {_ref: 'class', _type: 'reference'}})
    const queries = {
      list: '*[_type == "therapy"]{_id}',
      page: '*[_id == "a"][0]{"class": class->title}',
      classes: '*[_type == "class"]',
      other: '*[_type == "page"]',
      everything: 'count(*)',
    }
    const tags = new Map<string, readonly string[]>()
    for (const [name, query] of Object.entries(queries)) {
      const {syncTags = []} = await client.fetch(query, {}, {filterResponse: false})
      tags.set(name, syncTags)
    }
    const {next, stop} = await follow(client, false)
    const outdated = async () => {
      const told = await next()
      return [...tags]
        .filter(([, own]) => own.some((tag) => told.includes(tag)))
        .map(([key]) => key)
    }
    await client.patch('class').set({title: 'Renamed'}).commit()
    expect(await outdated()).toEqual(['page', 'classes', 'everything'])
    await client.create({_id: 'b', _type: 'therapy'})
    expect(await outdated()).toEqual(['list', 'everything'])
    await client.create({_id: 'drafts.a', _type: 'therapy'})
    await client.delete('b')
    expect(await outdated()).toEqual(['list', 'everything'])
    await client.createOrReplace({_id: 'a', _type: 'page'})
    expect(await outdated()).toEqual(['list', 'page', 'other', 'everything'])
    stop()
  })

  test('changes of drafts are told to those who ask for them', async () => {
    const client = lake.as('administrator')
    const {syncTags} = await client.fetch('*[_id == "a"]', {}, {filterResponse: false})
    const {next, stop} = await follow(client, true)
    await client.create({_id: 'drafts.a', _type: 'page'})
    expect(await next()).toEqual(expect.arrayContaining([...(syncTags ?? [])]))
    stop()
  })

  test('nobody is told of changes of documents they may not read, or after their token was revoked', async () => {
    await lake.lake.close()
    const all = {filter: '_id in path("**")', permissions: ['read', 'create'] as const}
    const pages = {filter: '_type == "page"', permissions: ['read'] as const}
    lake = testLake({
      roles: [
        {name: 'all', title: '', grants: [all]},
        {name: 'pages', title: '', grants: [pages]},
      ],
      users: ['all', 'pages'].map((role) => ({id: role, name: role, email: '', role})),
    })
    const token = lake.lake.mintToken('pages', {label: 'for a site'})
    const {next, stop} = await follow(connect(lake.lake, null, {token}), true)
    const writer = lake.as('all')
    const {syncTags} = await writer.fetch('*[_type == "page"]', {}, {filterResponse: false})
    await writer.create({_id: 'secret', _type: 'note'})
    await writer.create({_id: 'drafts.a', _type: 'page'})
    expect(await next()).toEqual(expect.arrayContaining([...(syncTags ?? [])]))
    stop()
    const stream = await lake.request('/v2025-02-19/data/live/events/production', {
      headers: {authorization: `Bearer ${token}`},
    })
    lake.lake.revokeTokens('for a site')
    await writer.create({_id: 'b', _type: 'page'})
    expect(await readUntil(stream, 'goaway')).not.toContain('event: message')
  })

  test('a site that missed something is told to fetch everything', async () => {
    const client = lake.as('administrator')
    await client.create({_id: 'a', _type: 'page'})
    const comeBack = async (lastEventId: string) =>
      lake.request('/v2025-02-19/data/live/events/production', {
        headers: {'last-event-id': lastEventId},
      })
    expect(await readUntil(await comeBack('0'), 'restart')).toMatch(
      /^event: welcome\n(.+\n)+\nevent: restart/,
    )
    const upToDate = await comeBack('1')
    await client.create({_id: 'b', _type: 'page'})
    expect(await readUntil(upToDate, 'event: message')).not.toContain('restart')
  })
})
