import type {Action} from '@sanity/client'
import {afterEach, beforeEach, describe, expect, test} from 'vitest'

import {collect, failureOf, type TestLake, testLake} from '../../test-lake.ts'

let lake: TestLake
beforeEach(() => {
  lake = testLake()
})
afterEach(() => lake.lake.close())

const ids = {draftId: 'drafts.a', publishedId: 'a'}

function create(extra: object = {}): Action {
  return {
    actionType: 'sanity.action.document.create',
    publishedId: 'a',
    attributes: {_id: 'drafts.a', _type: 'page', title: 'one', ...extra},
    ifExists: 'fail',
  }
}

const edit = (patch: object): Action => ({
  actionType: 'sanity.action.document.edit',
  ...ids,
  patch,
})

const publish: Action = {actionType: 'sanity.action.document.publish', ...ids}

describe('the life of a draft', () => {
  test('create, edit, publish, edit again, discard, unpublish, delete', async () => {
    const client = lake.as('administrator')
    const state = () => client.fetch('*{_id, title}')
    await client.action(create())
    await client.action(edit({set: {title: 'two'}}))
    expect(await state()).toEqual([{_id: 'drafts.a', title: 'two'}])
    await client.action(publish)
    expect(await state()).toEqual([{_id: 'a', title: 'two'}])
    await client.action(edit({set: {title: 'three'}}))
    expect(await state()).toEqual([
      {_id: 'a', title: 'two'},
      {_id: 'drafts.a', title: 'three'},
    ])
    await client.action({
      actionType: 'sanity.action.document.version.discard',
      versionId: 'drafts.a',
    })
    await client.action({actionType: 'sanity.action.document.unpublish', ...ids})
    expect(await state()).toEqual([{_id: 'drafts.a', title: 'two'}])
    await client.action(publish)
    await client.action({
      actionType: 'sanity.action.document.delete',
      publishedId: 'a',
      includeDrafts: [],
    })
    expect(await state()).toEqual([])
  })

  test('all documents of a request share the revision the client chose', async () => {
    const client = lake.as('administrator')
    await client.action(create())
    const created = await client.getDocument('drafts.a')
    lake.advance(9)
    const {transactionId} = await client.action(publish, {transactionId: 'tx-publish'})
    expect(transactionId).toBe('tx-publish')
    expect(await client.getDocument('a')).toEqual({
      _id: 'a',
      _type: 'page',
      title: 'one',
      _rev: 'tx-publish',
      _createdAt: created?._createdAt,
      _updatedAt: '2026-03-01T08:00:09.000Z',
    })
  })

  test('the touch edit makes a draft of what is published, as one event with a whole create', async () => {
    const client = lake.as('administrator')
    await client.create({_id: 'a', _type: 'page', title: 'one'})
    const listener = collect(client, '*[_id in ["a", "drafts.a"]]', {}, {effectFormat: 'mendoza'})
    await listener.ready
    await client.action(edit({unset: ['_empty_action_guard_pseudo_field_']}), {
      transactionId: 'tx-touch',
    })
    const [event, ...others] = await listener.next(1)
    listener.stop()
    expect(others).toEqual([])
    expect(event).toMatchObject({
      documentId: 'drafts.a',
      transactionId: 'tx-touch',
      transition: 'appear',
      resultRev: 'tx-touch',
      transactionTotalEvents: 1,
      transactionCurrentEvent: 0,
    })
    const draft = await client.getDocument('drafts.a')
    expect(event?.mutations).toEqual([
      {create: draft},
      {patch: {id: 'drafts.a', unset: ['_empty_action_guard_pseudo_field_']}},
    ])
  })

  test('a touch edit of an existing draft gives it a new revision', async () => {
    const client = lake.as('administrator')
    await client.action(create())
    await client.action(edit({unset: ['_empty_action_guard_pseudo_field_']}), {
      transactionId: 'tx-touch',
    })
    expect((await client.getDocument('drafts.a'))?._rev).toBe('tx-touch')
  })

  test('publishing makes references strong, unless they are weak by design', async () => {
    const client = lake.as('administrator')
    await client.create({_id: 'target', _type: 'page'})
    const weak = {_ref: 'target', _weak: true}
    await client.action(
      create({
        strong: {...weak, _strengthenOnPublish: {type: 'page'}},
        stillWeak: {...weak, _strengthenOnPublish: {type: 'page', weak: true}},
        plain: weak,
      }),
    )
    await client.action(publish)
    expect(await client.getDocument('a')).toMatchObject({
      strong: {_ref: 'target'},
      stillWeak: weak,
      plain: weak,
    })
    expect((await client.getDocument('a'))?.['strong']).toEqual({_ref: 'target'})
  })

  test('publishing a draft whose target is not published is refused', async () => {
    const client = lake.as('administrator')
    await client.action(
      create({to: {_ref: 'b', _weak: true, _strengthenOnPublish: {type: 'page'}}}),
    )
    const failure = await failureOf(client.action(publish))
    expect([failure.statusCode, failure.details.type]).toEqual([409, 'actionError'])
    expect(failure.details.items[0]?.error).toMatchObject({referenceID: 'b'})
  })
})

describe('refusals', () => {
  test.each<[string, Action, number, string]>([
    ['publishing nothing', publish, 404, 'documentNotFoundError'],
    ['editing nothing', edit({set: {x: 1}}), 404, 'documentNotFoundError'],
    [
      'discarding nothing',
      {actionType: 'sanity.action.document.discard', draftId: 'drafts.a'},
      404,
      'documentNotFoundError',
    ],
    ['a draft of another document', {...publish, draftId: 'drafts.b'}, 400, 'validationError'],
    [
      'a variant',
      {actionType: 'sanity.action.document.variant.delete', publishedId: 'a', variantId: 'v'},
      400,
      'unsupportedActionError',
    ],
    [
      'the definition of a variant',
      {actionType: 'sanity.action.variant.definition.delete', variantId: 'v'},
      400,
      'unsupportedActionError',
    ],
  ])('%s', async (_, action, status, type) => {
    const failure = await failureOf(lake.as('administrator').action(action))
    expect([failure.statusCode, failure.details.type]).toEqual([status, 'actionError'])
    expect(failure.details.items.map(({error}) => error['type'])).toEqual([type])
  })

  test('a draft of what is published is created by an edit, not by create', async () => {
    const client = lake.as('administrator')
    await client.create({_id: 'a', _type: 'page'})
    expect((await failureOf(client.action(create()))).statusCode).toBe(409)
  })

  test('a stale published revision stops publishing', async () => {
    const client = lake.as('administrator')
    await client.action(create())
    await client.action(publish)
    await client.action(edit({set: {title: 'two'}}))
    const failure = await failureOf(client.action({...publish, ifPublishedRevisionId: 'old'}))
    expect(failure.statusCode).toBe(409)
  })

  test('deleting needs every draft listed', async () => {
    const client = lake.as('administrator')
    await client.action(create())
    await client.action(publish)
    await client.action(edit({set: {title: 'two'}}))
    const remove = (includeDrafts: string[]) =>
      client.action({actionType: 'sanity.action.document.delete', publishedId: 'a', includeDrafts})
    expect((await failureOf(remove([]))).statusCode).toBe(409)
    await remove(['drafts.a'])
    expect(await client.fetch('*')).toEqual([])
  })

  test('a dry run leaves everything as it is', async () => {
    const client = lake.as('administrator')
    await client.action(create(), {dryRun: true})
    expect(await client.fetch('*')).toEqual([])
  })
})
