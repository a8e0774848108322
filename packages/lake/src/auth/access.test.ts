import {afterEach, describe, expect, test} from 'vitest'

import type {CommitGuard} from '../mutate/guard.ts'
import {failureOf, type TestLake, testLake} from '../test-lake.ts'

let lake: TestLake
afterEach(() => lake.lake.close())

const publish = {
  actionType: 'sanity.action.document.publish' as const,
  draftId: 'drafts.a',
  publishedId: 'a',
}

describe('roles', () => {
  test('a writer writes drafts and cannot publish; a reviewer publishes', async () => {
    lake = testLake()
    const writer = lake.as('writer')
    await writer.create({_id: 'drafts.a', _type: 'page'})
    const failure = await failureOf(writer.action(publish))
    expect(failure.statusCode).toBe(403)
    expect(failure.details.items).toEqual([
      {
        index: 0,
        error: {
          type: 'insufficientPermissionsError',
          description: 'Insufficient permissions; permission "create" required on document "a"',
          id: 'a',
          permissions: ['create'],
          reasons: ['Insufficient permissions; permission "create" required on document "a"'],
        },
      },
    ])
    await lake.as('reviewer').action(publish)
    for (const attempt of [
      writer.patch('a').set({x: 1}).commit(),
      writer.delete('a'),
      writer.create({_id: 'b', _type: 'page'}),
      writer.createOrReplace({_id: 'a', _type: 'page'}),
    ]) {
      expect((await failureOf(attempt)).statusCode).toBe(403)
    }
    expect(await writer.fetch('*._id')).toEqual(['a'])
  })

  test('a writer records a review but cannot change the record', async () => {
    lake = testLake()
    const writer = lake.as('writer')
    await writer.create({_id: 'reviewEvent.1', _type: 'reviewEvent'})
    expect((await failureOf(writer.patch('reviewEvent.1').set({x: 1}).commit())).statusCode).toBe(
      403,
    )
  })

  test('a disguise does not help: changing the type or replacing needs rights on both states', async () => {
    lake = testLake({
      roles: [
        {
          name: 'administrator',
          title: 'A',
          grants: [
            {filter: '_id in path("**")', permissions: ['read', 'create']},
            {filter: '_type == "note"', permissions: ['update']},
          ],
        },
      ],
      users: [{id: 'administrator', name: 'A', email: '', role: 'administrator'}],
    })
    const client = lake.as('administrator')
    await client.create({_id: 'a', _type: 'page'})
    const attempt = client.createOrReplace({_id: 'a', _type: 'note'})
    expect((await failureOf(attempt)).statusCode).toBe(403)
  })

  test('the caller is told the grants by which the Studio decides', async () => {
    lake = testLake()
    const grants = await lake
      .as('writer')
      .request({url: '/projects/nettherapies/datasets/production/acl'})
    expect(grants).toEqual([
      {filter: '_id in path("**")', permissions: ['read', 'history']},
      {filter: '_id in path("drafts.**")', permissions: ['create', 'update']},
      {filter: '_id in path("versions.**")', permissions: ['create', 'update']},
      {filter: '_id in path("_.releases.*")', permissions: ['create', 'update']},
      {filter: '_type == "reviewEvent"', permissions: ['create']},
      {
        filter: '_type in ["sanity.imageAsset", "sanity.fileAsset"]',
        permissions: ['create', 'update'],
      },
    ])
  })

  test('everyone who is signed in may comment', async () => {
    lake = testLake()
    const comments = lake.as('writer', {dataset: 'production-comments'})
    await comments.create({_id: 'c', _type: 'comment'})
    expect(await comments.fetch('*._id')).toEqual(['c'])
    expect(await lake.as('writer').fetch('*._id')).toEqual([])
  })
})

describe('without a sign-in', () => {
  test('published documents are public; drafts, dotted ids and comments are not', async () => {
    lake = testLake()
    const client = lake.as('administrator')
    for (const id of ['a', 'drafts.a', 'private.a']) await client.create({_id: id, _type: 'page'})
    await lake.as('administrator', {dataset: 'production-comments'}).create({_type: 'comment'})
    const anonymous = lake.as(null)
    expect(await anonymous.fetch('*._id')).toEqual(['a'])
    expect(await anonymous.fetch('*._id', {}, {perspective: 'drafts'})).toEqual(['a'])
    expect(await anonymous.fetch('count(*[_id in path("**")])')).toBe(1)
    expect(await anonymous.getDocument('drafts.a')).toBeUndefined()
    expect(await anonymous.getDocuments(['a', 'private.a'])).toMatchObject([{_id: 'a'}, null])
    expect(await lake.as(null, {dataset: 'production-comments'}).fetch('*')).toEqual([])
    const exported = await lake.request('/v2023-05-26/data/export/production')
    expect((await exported.text()).split('\n').filter(Boolean)).toHaveLength(1)
  })

  test('writing, history and settings need a sign-in', async () => {
    lake = testLake()
    const anonymous = lake.as(null)
    for (const attempt of [
      anonymous.create({_type: 'page'}),
      anonymous.action(publish),
      anonymous.assets.upload('file', Buffer.from('x')),
      anonymous.users.getById('me'),
      anonymous.request({url: '/data/history/production/transactions/a'}),
      anonymous.request({url: '/users/me/keyvalue/a'}),
    ]) {
      expect((await failureOf(attempt)).statusCode).toBe(401)
    }
  })

  test('a wrong or expired token is refused', async () => {
    lake = testLake()
    expect((await failureOf(lake.as(null, {token: 'guess'}).fetch('*'))).statusCode).toBe(401)
    const token = lake.lake.mintToken('writer', {expiresAt: '2026-03-01T09:00:00.000Z'})
    const client = lake.as(null, {token})
    expect(await client.fetch('count(*)')).toBe(0)
    lake.advance(3600)
    expect((await failureOf(client.fetch('*'))).statusCode).toBe(401)
  })
})

describe('the guard', () => {
  const guard: CommitGuard = ({changes, history, get, identity}) =>
    changes.flatMap(({id, after}) => {
      if (id.includes('.') || after === null || after['approved'] === true) return []
      const author = history(`drafts.${id}`).at(-1)?.author
      const draft = get(`drafts.${id}`) ? 'there' : 'gone'
      const message = `${id} by ${author}, published by ${identity.id}, is not approved; draft ${draft}`
      return [{documentId: id, message}]
    })

  test('refuses the whole transaction with its reasons, whichever way it comes in', async () => {
    lake = testLake({guard})
    await lake.as('writer').create({_id: 'drafts.a', _type: 'page'})
    const reviewer = lake.as('reviewer')
    const failure = await failureOf(reviewer.action(publish))
    expect(failure.statusCode).toBe(403)
    expect(failure.details.items).toMatchObject([
      {
        index: 0,
        error: {
          type: 'insufficientPermissionsError',
          description: 'a by writer, published by reviewer, is not approved; draft gone',
        },
      },
    ])
    const byMutation = reviewer.transaction().create({_id: 'drafts.x', _type: 'page'})
    const second = await failureOf(byMutation.create({_id: 'b', _type: 'page'}).commit())
    expect(second.details.items.map(({index}) => index)).toEqual([1])
    expect(await reviewer.fetch('*._id')).toEqual(['drafts.a'])
    await reviewer.patch('drafts.a').set({approved: true}).commit()
    await reviewer.action(publish)
    expect(await reviewer.fetch('*._id')).toEqual(['a'])
  })

  test('is told of every draft and version of a document, those that are gone as well', async () => {
    const told: string[][] = []
    lake = testLake({
      guard: ({formsOf}) => {
        told.push(formsOf('a'))
        return []
      },
    })
    const client = lake.as('administrator')
    await client.create({_id: 'versions.r1.a', _type: 'page'})
    await client.transaction().delete('versions.r1.a').create({_id: 'x', _type: 'page'}).commit()
    await client.create({_id: 'versions.r2.x.a', _type: 'page'})
    await client.create({_id: 'drafts.a', _type: 'page'})
    expect(told).toEqual([
      ['versions.r1.a'],
      ['versions.r1.a'],
      ['versions.r1.a'],
      ['drafts.a', 'versions.r1.a'],
    ])
  })
})
