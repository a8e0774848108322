import {Mutation} from '@sanity/mutator'
import {afterEach, beforeEach, describe, expect, test} from 'vitest'

import {collect, failureOf, type TestLake, testLake} from '../test-lake.ts'

let lake: TestLake
beforeEach(() => {
  lake = testLake()
})
afterEach(() => lake.lake.close())

describe('mutations by the real client', () => {
  test('create fills in id, revision and times', async () => {
    const client = lake.as('administrator')
    const [created] = await client
      .transaction([{create: {_type: 'page', title: 'A'}}])
      .commit({transactionId: 'tx-1', returnDocuments: true})
    if (!created) throw new Error('nothing was created')
    expect(created).toEqual({
      _id: created._id,
      _type: 'page',
      title: 'A',
      _rev: 'tx-1',
      _createdAt: '2026-03-01T08:00:00.000Z',
      _updatedAt: '2026-03-01T08:00:00.000Z',
    })
    expect(created._id).toMatch(/^[0-9A-Za-z]{22}$/)
    expect(await client.getDocument(created._id)).toEqual(created)
  })

  test('what the lake says about a document is not taken from a client', async () => {
    const client = lake.as('administrator')
    const created = await client.create({
      _id: 'a',
      _type: 'page',
      _originalId: 'drafts.a',
      _rev: 'mine',
    })
    expect(created).toEqual({
      _id: 'a',
      _type: 'page',
      _rev: created._rev,
      _createdAt: '2026-03-01T08:00:00.000Z',
      _updatedAt: '2026-03-01T08:00:00.000Z',
    })
    expect(created._rev).not.toBe('mine')
    const listener = collect(client, '*', {}, {includeResult: true, effectFormat: undefined})
    await listener.ready
    const patched = await client
      .patch('a', {set: {_createdAt: '1999-01-01T00:00:00Z', _originalId: 'b', _rev: 'x', n: 1}})
      .commit()
    expect(patched).toEqual({
      ...created,
      n: 1,
      _rev: patched._rev,
      _updatedAt: '2026-03-01T08:00:00.001Z',
    })
    const [event] = await listener.next(1)
    listener.stop()
    const local = new Mutation({
      mutations: event?.mutations,
      timestamp: event?.timestamp,
      resultRev: event?.resultRev,
    } as never).apply(created)
    expect(local).toEqual(patched)
  })

  test('an id that ends in a dot is completed', async () => {
    const created = await lake.as('administrator').create({_id: 'drafts.', _type: 'page'})
    expect(created._id).toMatch(/^drafts\.[0-9A-Za-z]{22}$/)
  })

  test('create refuses a taken id with 409', async () => {
    const client = lake.as('administrator')
    await client.create({_id: 'a', _type: 'page'})
    const failure = await failureOf(client.create({_id: 'a', _type: 'page'}))
    expect(failure.name).toBe('ClientError')
    expect(failure.statusCode).toBe(409)
    expect(failure.details.items).toEqual([
      {
        index: 0,
        error: {
          type: 'documentAlreadyExistsError',
          description: 'Document by ID "a" already exists',
          id: 'a',
        },
      },
    ])
  })

  test('createIfNotExists returns the document that was there', async () => {
    const client = lake.as('administrator')
    const first = await client.create({_id: 'a', _type: 'page', title: 'first'})
    expect(await client.createIfNotExists({_id: 'a', _type: 'page', title: 'second'})).toEqual(
      first,
    )
  })

  test('createOrReplace keeps the time of creation and takes times an import brings', async () => {
    const client = lake.as('administrator')
    const first = await client.create({_id: 'a', _type: 'page', title: 'first'})
    const second = await client.createOrReplace({_id: 'a', _type: 'page', title: 'second'})
    expect(second._createdAt).toBe(first._createdAt)
    const times = {_createdAt: '2020-01-01T00:00:00Z', _updatedAt: '2021-01-01T00:00:00Z'}
    const imported = await client.createOrReplace({_id: 'b', _type: 'page', ...times})
    expect(imported).toMatchObject(times)
  })

  test('all patch operators, in one patch, applied in the order of the Studio', async () => {
    const client = lake.as('administrator')
    await client.create({
      _id: 'a',
      _type: 'page',
      count: 1,
      text: 'The quick fox',
      list: [
        {_key: 'x', n: 1},
        {_key: 'y', n: 2},
      ],
      gone: true,
    })
    const patched = await client
      .patch('a')
      .setIfMissing({image: {_type: 'image'}})
      .set({'image.asset': 'yes', 'list[_key=="y"].n': 5, 'deep.er': 1})
      .unset(['gone'])
      .inc({count: 3})
      .dec({'list[0].n': 1})
      .insert('after', 'list[-1]', [{_key: 'z', n: 9}])
      .diffMatchPatch({text: '@@ -1,9 +1,9 @@\n The \n-quick\n+brown\n'})
      .commit()
    expect(patched).toMatchObject({
      image: {_type: 'image', asset: 'yes'},
      deep: {er: 1},
      count: 4,
      text: 'The brown fox',
      list: [
        {_key: 'x', n: 0},
        {_key: 'y', n: 5},
        {_key: 'z', n: 9},
      ],
    })
    expect('gone' in patched).toBe(false)
  })

  test('wildcards reach every member', async () => {
    const client = lake.as('administrator')
    await client.create({
      _id: 'a',
      _type: 'page',
      list: [{n: 1}, {n: 2}],
      map: {p: {n: 1}, 'q-r': {n: 1}},
    })
    const patched = await client.patch('a').set({'list[*].n': 7, 'map.*.n': 8}).commit()
    expect(patched).toMatchObject({list: [{n: 7}, {n: 7}], map: {p: {n: 8}, 'q-r': {n: 8}}})
  })

  test('autoGenerateArrayKeys adds keys where there are none', async () => {
    const client = lake.as('administrator')
    await client.create({_id: 'a', _type: 'page', list: []})
    const patched = await client
      .patch('a')
      .append('list', [{n: 1}, {_key: 'mine', n: 2}])
      .commit({autoGenerateArrayKeys: true})
    expect(patched['list']).toEqual([
      {_key: expect.stringMatching(/^[0-9a-f]{12}$/), n: 1},
      {_key: 'mine', n: 2},
    ])
  })

  test('ifRevisionID refuses a patch on a stale document', async () => {
    const client = lake.as('administrator')
    await client.transaction([{create: {_id: 'a', _type: 'page'}}]).commit({transactionId: 'tx-1'})
    const failure = await failureOf(
      client.patch('a').ifRevisionId('old').set({title: 'x'}).commit(),
    )
    expect(failure.statusCode).toBe(409)
    expect(failure.details.items[0]?.error).toEqual({
      type: 'documentRevisionIDDoesNotMatchError',
      description: 'Document "a" has unexpected revision ID (tx-1), expected (old)',
      id: 'a',
      currentRevisionID: 'tx-1',
      expectedRevisionID: 'old',
    })
  })

  test('a patch on a missing document is 404, and a change of type 400', async () => {
    const client = lake.as('administrator')
    expect((await failureOf(client.patch('a').set({x: 1}).commit())).statusCode).toBe(404)
    await client.create({_id: 'a', _type: 'page'})
    for (const attribute of ['_id', '_type']) {
      const failure = await failureOf(
        client
          .patch('a')
          .set({[attribute]: 'other'})
          .commit(),
      )
      expect([failure.statusCode, failure.details.items[0]?.error['type']]).toEqual([
        400,
        'cannotModifyImmutableAttributeError',
      ])
    }
  })

  test.each([
    ['a path that is none', {set: {'a[': 1}}],
    ['an operator that is none', {sett: {a: 1}}],
    ['an insert without items', {insert: {after: 'a[-1]'}}],
    ['an increment by a text', {inc: {a: 'x'}}],
    ['a reserved name', {set: {hasOwnProperty: 1}}],
  ])('%s is 400', async (_, operations) => {
    const client = lake.as('administrator')
    await client.create({_id: 'a', _type: 'page', a: 1})
    const failure = await failureOf(client.mutate([{patch: {id: 'a', ...operations}} as never]))
    expect([failure.statusCode, failure.details.items[0]?.error['type']]).toEqual([
      400,
      'validationError',
    ])
    expect(await client.getDocument('a')).toMatchObject({a: 1})
  })

  test('a transaction is all or nothing', async () => {
    const client = lake.as('administrator')
    await failureOf(
      client
        .transaction()
        .create({_id: 'a', _type: 'page'})
        .patch('missing', {set: {x: 1}})
        .commit(),
    )
    expect(await client.fetch('*')).toEqual([])
  })

  test('a query selects what is patched and deleted, and a slice limits it', async () => {
    const client = lake.as('administrator')
    const transaction = client.transaction()
    for (const id of ['a', 'b', 'c']) transaction.create({_id: id, _type: 'page'})
    transaction.create({_id: 'd', _type: 'other'})
    await transaction.commit()
    await client
      .patch({query: '*[_type == $type]', params: {type: 'page'}})
      .set({x: 1})
      .commit()
    expect(await client.fetch('*[x == 1]._id')).toEqual(['a', 'b', 'c'])
    await client.delete({query: '*[_type == "page"][0...2]'})
    expect(await client.fetch('*._id')).toEqual(['c', 'd'])
    const failure = await failureOf(client.delete({query: '*[_type == "page"] | order(x)'}))
    expect(failure.statusCode).toBe(400)
    expect(await client.fetch('*._id')).toEqual(['c', 'd'])
  })

  test('a selection that would take for ever is stopped with 400, and nothing is changed', async () => {
    const impatient = testLake({queryTimeoutMs: 300})
    const client = impatient.as('administrator')
    await client.create({_id: 'a', _type: 'page', list: Array.from({length: 3000}, (_, n) => n)})
    const inner = 'count(^.list[@ > ^.^.nothing])'
    const query = `*[count(list[count(^.list[count(^.^.list[@ >= 0]) > 0]) > 0]) > ${inner}]`
    const failure = await failureOf(client.delete({query}))
    expect([failure.statusCode, failure.details.type]).toEqual([400, 'queryTimeoutError'])
    expect(await client.fetch('count(*)')).toBe(1)
    await impatient.lake.close()
  })

  test('a selection sees what the same request and others have changed meanwhile', async () => {
    const client = lake.as('administrator')
    for (const id of ['a', 'b', 'c']) await client.create({_id: id, _type: 'page', n: 1})
    const slow = lake
      .as('administrator')
      .mutate([
        {patch: {id: 'b', set: {n: 2}}},
        {create: {_id: 'd', _type: 'page', n: 1}},
        {patch: {query: '*[n == 1][0...2]', params: {}, inc: {n: 10}}},
      ] as never)
    const other = client.patch('a').set({n: 5}).commit()
    await Promise.all([slow, other])
    const counts = await client.fetch<number[]>('*[_type == "page"].n')
    // Either order of the two requests may come out, but each sees all of the other or nothing.
    expect([
      [5, 2, 11, 11],
      [5, 2, 11, 1],
    ]).toContainEqual(counts)
  })

  test('a dry run changes nothing and reports everything', async () => {
    const client = lake.as('administrator')
    expect(await client.create({_id: 'a', _type: 'page'}, {dryRun: true})).toMatchObject({_id: 'a'})
    expect(await client.getDocument('a')).toBeUndefined()
  })

  test('the same transaction sent again gives the same answer, other content 409', async () => {
    const client = lake.as('administrator')
    const send = (n: number) =>
      client.transaction([{create: {_id: 'a', _type: 'page', n}}]).commit({
        transactionId: 'tx-1',
        returnDocuments: true,
      })
    const first = await send(1)
    expect(await send(1)).toEqual(first)
    const failure = await failureOf(send(2))
    expect([failure.statusCode, failure.details.type]).toEqual([
      409,
      'transactionAlreadyExistsError',
    ])
  })

  test('a body over four megabytes is 413, no JSON is 400', async () => {
    const failure = await failureOf(
      lake.as('administrator').create({_type: 'page', text: 'x'.repeat(4_000_000)}),
    )
    expect([failure.statusCode, failure.message]).toEqual([
      413,
      'Payload Too Large - Request body exceeds limit of 4000000 bytes',
    ])
    const response = await lake.request('/v1/data/mutate/production', {
      method: 'POST',
      body: '{',
      as: 'administrator',
    })
    expect(response.status).toBe(400)
  })
})

describe('references', () => {
  test('a strong reference must have a target, a weak one need not', async () => {
    const client = lake.as('administrator')
    const refer = (extra: object) =>
      client.create({_id: 'a', _type: 'page', to: {_ref: 'b', ...extra}})
    const failure = await failureOf(refer({}))
    expect(failure.statusCode).toBe(409)
    expect(failure.details.items[0]?.error).toEqual({
      type: 'documentReferenceDoesNotExistError',
      description: 'Document "a" references non-existent document "b"',
      id: 'a',
      referenceID: 'b',
    })
    expect(await refer({_weak: true})).toMatchObject({_id: 'a'})
  })

  test('documents of one transaction may refer to each other', async () => {
    const client = lake.as('administrator')
    await client
      .transaction()
      .create({_id: 'a', _type: 'page', to: {_ref: 'b'}})
      .create({_id: 'b', _type: 'page'})
      .commit()
    expect(await client.fetch('*[references("b")]._id')).toEqual(['a'])
  })

  test('what is strongly referenced cannot be deleted, until the reference goes too', async () => {
    const client = lake.as('administrator')
    await client
      .transaction()
      .create({_id: 'a', _type: 'page', to: [{_key: 'k', _ref: 'b'}]})
      .create({_id: 'b', _type: 'page'})
      .commit()
    const failure = await failureOf(client.delete('b'))
    expect(failure.statusCode).toBe(409)
    expect(failure.details.items[0]?.error).toMatchObject({
      type: 'documentHasExistingReferencesError',
      referencingIDs: ['a'],
    })
    await client
      .transaction()
      .delete('b')
      .patch('a', {unset: ['to']})
      .commit()
    expect(await client.fetch('*._id')).toEqual(['a'])
  })
})
