import type {SanityClient} from '@sanity/client'
import {afterEach, beforeEach, describe, expect, test} from 'vitest'

import {collect, failureOf, type TestLake, testLake} from '../test-lake.ts'

let lake: TestLake
let client: SanityClient
beforeEach(() => {
  lake = testLake()
  client = lake.as('administrator')
})
afterEach(() => lake.lake.close())

const releaseId = 'rSpring1'
const metadata = {title: 'Spring', releaseType: 'asap' as const}
const published = {perspective: 'published' as const}

async function prepare(): Promise<void> {
  await client.create({_id: 'a', _type: 'page', title: 'old'})
  await client.create({_id: 'gone', _type: 'page'})
  await client.releases.create({releaseId, metadata})
  await client.createVersion({releaseId, publishedId: 'a', baseId: 'a'})
  await client.patch(`versions.${releaseId}.a`).set({title: 'new'}).commit()
  await client.createVersion({
    releaseId,
    publishedId: 'b',
    document: {
      _type: 'page',
      title: 'added',
      to: {_type: 'reference', _ref: 'a', _weak: true, _strengthenOnPublish: {type: 'page'}},
    },
  })
  await client.unpublishVersion({releaseId, publishedId: 'gone'})
}

const ids = () => client.fetch<string[]>('*[_type == "page"]._id')

describe('the life of a release', () => {
  test('create, edit, schedule, unschedule, archive, unarchive, publish, delete', async () => {
    await client.releases.create({releaseId, metadata})
    expect(await client.releases.get({releaseId})).toEqual({
      _id: `_.releases.${releaseId}`,
      _type: 'system.release',
      _createdAt: '2026-03-01T08:00:00.000Z',
      _updatedAt: '2026-03-01T08:00:00.000Z',
      _rev: expect.any(String),
      name: releaseId,
      state: 'active',
      metadata,
      finalDocumentStates: null,
    })
    const state = async () => (await client.releases.get({releaseId}))?.state
    await client.releases.edit({
      releaseId,
      patch: {set: {metadata: {...metadata, title: 'Autumn'}}},
    })
    expect((await client.releases.get({releaseId}))?.metadata.title).toBe('Autumn')
    const publishAt = '2026-04-01T08:00:00.000Z'
    await client.releases.schedule({releaseId, publishAt})
    expect(await client.releases.get({releaseId})).toMatchObject({state: 'scheduled', publishAt})
    await client.releases.edit({releaseId, patch: {set: {'metadata.title': 'Winter'}}})
    await client.releases.unschedule({releaseId})
    expect(await client.releases.get({releaseId})).not.toHaveProperty('publishAt')
    expect(await state()).toBe('active')
    await client.releases.archive({releaseId})
    expect(await state()).toBe('archived')
    await client.releases.unarchive({releaseId})
    expect(await state()).toBe('active')
    await client.releases.publish({releaseId})
    expect(await state()).toBe('published')
    await client.releases.delete({releaseId})
    expect(await client.releases.get({releaseId})).toBeUndefined()
  })

  test('publishing replaces, adds and removes documents in one transaction', async () => {
    await prepare()
    expect((await client.releases.fetchDocuments({releaseId})).result.map(({_id}) => _id)).toEqual([
      `versions.${releaseId}.a`,
      `versions.${releaseId}.b`,
      `versions.${releaseId}.gone`,
    ])
    const stack = {perspective: [releaseId]}
    expect(await client.fetch('*[_type == "page"]{_id, title}', {}, stack)).toEqual([
      {_id: 'a', title: 'new'},
      {_id: 'b', title: 'added'},
    ])
    expect(await client.fetch('*[_type == "page"].title', {}, published)).toEqual(['old', null])
    lake.advance(60)
    const {transactionId} = await client.releases.publish({releaseId})
    const documents = await client.fetch('*[_type == "page"]{_id, title, _rev, to}')
    expect(documents).toEqual([
      {_id: 'a', title: 'new', _rev: transactionId, to: null},
      {_id: 'b', title: 'added', _rev: transactionId, to: {_type: 'reference', _ref: 'a'}},
    ])
    expect(await client.releases.get({releaseId})).toMatchObject({
      state: 'published',
      publishedAt: '2026-03-01T08:01:00.000Z',
      _rev: transactionId,
      finalDocumentStates: ['a', 'b', 'gone'].map((id) => ({id: `versions.${releaseId}.${id}`})),
    })
  })

  test('what a published release contained can be read from the history', async () => {
    await prepare()
    await client.releases.publish({releaseId})
    const release = await client.releases.get({releaseId})
    const asked = release?.finalDocumentStates?.map(({id}) => id).join(',')
    const {documents} = await client.request<{documents: {_id: string}[]}>({
      url: `/data/history/production/documents/${asked}?lastRevision=true`,
    })
    expect(documents.map(({_id}) => _id)).toEqual(release?.finalDocumentStates?.map(({id}) => id))
  })

  test('archiving hides the versions, unarchiving brings them back as they were', async () => {
    await prepare()
    const versions = () =>
      client.fetch('*[_id in path("versions.**")]{..., "_rev": null, "_updatedAt": null}')
    const before = await versions()
    await client.releases.archive({releaseId})
    expect(await versions()).toEqual([])
    expect((await client.releases.get({releaseId}))?.finalDocumentStates).toHaveLength(3)
    await client.releases.unarchive({releaseId})
    expect(await versions()).toEqual(before)
    expect((await client.releases.get({releaseId}))?.finalDocumentStates).toBeNull()
  })

  test('listeners hear of the documents and of the release', async () => {
    await prepare()
    const pages = collect(client, '*[_type == "page"]', {}, {includeAllVersions: true})
    const releases = collect(client, '*[_type == "system.release"]', {}, {includeResult: true})
    const pair = collect(client, '*[_id in ["a", "drafts.a"]]')
    await Promise.all([pages.ready, releases.ready, pair.ready])
    await client.releases.publish({releaseId}, {transactionId: 'tx-publish'})
    const told = await pages.next(6)
    expect(told.map(({documentId, transition}) => [documentId, transition])).toEqual([
      ['a', 'update'],
      [`versions.${releaseId}.a`, 'disappear'],
      ['b', 'appear'],
      [`versions.${releaseId}.b`, 'disappear'],
      ['gone', 'disappear'],
      [`versions.${releaseId}.gone`, 'disappear'],
    ])
    expect((await releases.next(1))[0]).toMatchObject({
      transactionId: 'tx-publish',
      transition: 'update',
      result: {state: 'published'},
      transactionTotalEvents: 1,
    })
    expect((await pair.next(1))[0]).toMatchObject({
      documentId: 'a',
      transactionTotalEvents: 1,
      transactionCurrentEvent: 0,
    })
    for (const listener of [pages, releases, pair]) listener.stop()
  })

  test('a release is imported in any state, and again as the option says', async () => {
    const release = {
      _id: `_.releases.${releaseId}`,
      _type: 'system.release',
      _createdAt: '2025-01-01T00:00:00.000Z',
      _updatedAt: '2025-01-02T00:00:00.000Z',
      name: releaseId,
      state: 'archived',
      metadata,
      finalDocumentStates: [{id: `versions.${releaseId}.a`}],
    }
    const importIt = (ifExists: 'fail' | 'ignore' | 'replace', extra: object = {}) =>
      client.action({
        actionType: 'sanity.action.release.import',
        releaseId,
        attributes: {...release, ...extra},
        ifExists,
      })
    await importIt('fail')
    const {_rev, ...stored} = (await client.releases.get({releaseId})) ?? {}
    expect(stored).toEqual(release)
    expect((await failureOf(importIt('fail'))).statusCode).toBe(409)
    await importIt('ignore', {state: 'published'})
    expect((await client.releases.get({releaseId}))?.state).toBe('archived')
    const failure = await failureOf(client.releases.unarchive({releaseId}))
    expect(failure.message).toContain(`this lake never had "versions.${releaseId}.a"`)
    await importIt('replace', {state: 'scheduled', publishAt: '2027-01-01T00:00:00Z'})
    expect((await client.releases.get({releaseId}))?.state).toBe('scheduled')
    await importIt('replace', {state: 'scheduled', publishAt: '2025-01-01T00:00:00Z'})
    expect(await client.releases.get({releaseId})).toMatchObject({
      state: 'active',
      error: {message: expect.stringContaining('2025-01-01T00:00:00.000Z')},
    })
  })
})

describe('the history pane', () => {
  const eventsOf = async (id: string) => {
    const {events} = await client.request<{events: Record<string, Record<string, unknown>[]>}>({
      url: `/data/history/production/events/documents/${id}`,
    })
    return (events[id] ?? []).map(({type, versionId, releaseId: release, publishCause}) =>
      [type, versionId, release, publishCause].filter(Boolean).join(' '),
    )
  }

  test('says of a version when it was scheduled, and of a document how it was published', async () => {
    await prepare()
    const version = `versions.${releaseId}.a ${releaseId}`
    await client.releases.schedule({releaseId, publishAt: '2027-01-01T00:00:00Z'})
    await client.releases.unschedule({releaseId})
    await client.releases.publish({releaseId})
    expect(await eventsOf(`versions.${releaseId}.a`)).toEqual([
      `publishDocumentVersion ${version} release.publish`,
      `unscheduleDocumentVersion ${version}`,
      `scheduleDocumentVersion ${version}`,
      `createDocumentVersion ${version}`,
      'createLiveDocument',
    ])
    expect(await eventsOf('a')).toEqual([
      `publishDocumentVersion ${version} release.publish`,
      'createLiveDocument',
    ])
    expect(await eventsOf('gone')).toEqual([
      `unpublishDocument versions.${releaseId}.gone ${releaseId}`,
      'createLiveDocument',
    ])
  })
})

describe('the states', () => {
  const publishAt = '2026-04-01T08:00:00.000Z'
  type Step = 'edit' | 'publish' | 'schedule' | 'unschedule' | 'archive' | 'unarchive' | 'delete'
  const steps: Record<Step, () => Promise<unknown>> = {
    edit: () => client.releases.edit({releaseId, patch: {set: {'metadata.title': 'x'}}}),
    publish: () => client.releases.publish({releaseId}),
    schedule: () => client.releases.schedule({releaseId, publishAt}),
    unschedule: () => client.releases.unschedule({releaseId}),
    archive: () => client.releases.archive({releaseId}),
    unarchive: () => client.releases.unarchive({releaseId}),
    delete: () => client.releases.delete({releaseId}),
  }
  const states = {
    active: {reach: [], allowed: ['edit', 'publish', 'schedule', 'archive']},
    scheduled: {reach: ['schedule'], allowed: ['edit', 'unschedule']},
    archived: {reach: ['archive'], allowed: ['unarchive', 'delete']},
    published: {reach: ['publish'], allowed: ['delete']},
  } as const
  const cases = Object.entries(states).flatMap(([state, {reach, allowed}]) =>
    (Object.keys(steps) as Step[]).map((step) => ({
      state,
      step,
      reach,
      isAllowed: allowed.some((one) => one === step),
    })),
  )

  test.each(cases)('$state: $step, allowed $isAllowed', async ({state, step, reach, isAllowed}) => {
    await client.releases.create({releaseId, metadata})
    for (const one of reach) await steps[one]()
    if (isAllowed) {
      await steps[step]()
      return
    }
    const failure = await failureOf(steps[step]())
    expect([failure.statusCode, failure.details.type]).toEqual([409, 'actionError'])
    expect(failure.message).toContain(`not permitted to transition from state ${state} to`)
    expect((await client.releases.get({releaseId}))?.state).toBe(state)
  })

  test.each<[string, () => Promise<unknown>, number]>([
    ['a second one of the same name', () => client.releases.create({releaseId, metadata}), 409],
    ['a name with a dot', () => client.releases.create({releaseId: 'a.b', metadata}), 400],
    [
      'an unknown type',
      () => client.releases.create({releaseId: 'r2', metadata: {releaseType: 'x' as 'asap'}}),
      400,
    ],
    ['no time', () => client.releases.schedule({releaseId, publishAt: 'soon'}), 400],
    ['what does not exist', () => client.releases.publish({releaseId: 'nothing'}), 404],
    [
      'a patch of the state',
      () => client.releases.edit({releaseId, patch: {set: {state: 'published'}}}),
      400,
    ],
    [
      'a patch by a mutation',
      () => client.patch(`_.releases.${releaseId}`).set({state: 'published'}).commit(),
      400,
    ],
    [
      'a draft of a release',
      () =>
        client.action({
          actionType: 'sanity.action.document.create',
          publishedId: '_.releases.r9',
          attributes: {_id: 'drafts._.releases.r9', _type: 'system.release'},
          ifExists: 'fail',
        }),
      400,
    ],
    [
      'an older API version',
      () => client.withConfig({apiVersion: '2024-01-01'}).releases.archive({releaseId}),
      400,
    ],
  ])('%s is refused', async (_, attempt, status) => {
    await client.releases.create({releaseId, metadata})
    expect((await failureOf(attempt())).statusCode).toBe(status)
    expect(await client.fetch('*{_id, state}')).toEqual([
      {_id: `_.releases.${releaseId}`, state: 'active'},
    ])
  })

  test('actions on releases and on documents do not go together', async () => {
    const failure = await failureOf(
      client.action([
        {actionType: 'sanity.action.release.create', releaseId, metadata},
        {actionType: 'sanity.action.document.discard', draftId: 'drafts.a'},
      ]),
    )
    expect([failure.statusCode, failure.message]).toEqual([
      400,
      expect.stringContaining('cannot be in one request'),
    ])
  })

  test('what is scheduled is locked, its dates as well', async () => {
    await prepare()
    await client.releases.schedule({releaseId, publishAt})
    const versionId = `versions.${releaseId}.a`
    for (const attempt of [
      client.discardVersion({releaseId, publishedId: 'a'}),
      client.createVersion({releaseId, publishedId: 'c', document: {_type: 'page'}}),
      client.action({
        actionType: 'sanity.action.document.edit',
        draftId: versionId,
        publishedId: 'a',
        patch: {set: {title: 'late'}},
      }),
      client.action({
        actionType: 'sanity.action.document.publish',
        draftId: versionId,
        publishedId: 'a',
      }),
      client.releases.edit({releaseId, patch: {set: {'metadata.releaseType': 'undecided'}}}),
    ]) {
      expect((await failureOf(attempt)).statusCode).toBe(409)
    }
    // A writer could otherwise have a text published in the name of the reviewer who scheduled.
    const writer = lake.as('writer')
    expect((await failureOf(writer.patch(versionId).set({title: 'x'}).commit())).statusCode).toBe(
      409,
    )
    expect((await client.getDocument(versionId))?.['title']).toBe('new')
    await client.patch(versionId).set({title: 'imported'}).commit()
  })
})

describe('rights', () => {
  test('a writer prepares a release; a reviewer publishes it', async () => {
    const writer = lake.as('writer')
    await writer.releases.create({releaseId, metadata})
    await writer.createVersion({releaseId, publishedId: 'a', document: {_type: 'page'}})
    const publishAt = '2026-04-01T08:00:00.000Z'
    for (const attempt of [
      writer.releases.publish({releaseId}),
      writer.releases.schedule({releaseId, publishAt}),
    ]) {
      const failure = await failureOf(attempt)
      expect([failure.statusCode, failure.details.type]).toEqual([
        403,
        'insufficientPermissionsError',
      ])
    }
    await lake.as('reviewer').releases.publish({releaseId})
    expect(await ids()).toEqual(['a'])
  })

  test('a dry run tells what is allowed and changes nothing', async () => {
    const viewer = lake.as('reviewer')
    await viewer.releases.create({releaseId, metadata}, {dryRun: true})
    expect(await client.fetch('*')).toEqual([])
    await lake.lake.close()
    lake = testLake({
      users: [{id: 'viewer', name: 'V', email: '', role: 'viewer'}],
    })
    const probe = lake.as('viewer').releases.create({releaseId, metadata}, {dryRun: true})
    expect((await failureOf(probe)).details.type).toBe('insufficientPermissionsError')
  })

  test('one refused document refuses the whole release', async () => {
    await lake.lake.close()
    const seen: string[][] = []
    lake = testLake({
      guard: ({changes}) => {
        seen.push(changes.map(({id}) => id))
        return changes
          .filter(({id, after}) => id === 'b' && after?.['approved'] !== true)
          .map(({id}) => ({documentId: id, message: `${id} is not approved`}))
      },
    })
    client = lake.as('administrator')
    await prepare()
    const failure = await failureOf(client.releases.publish({releaseId}))
    expect([failure.statusCode, failure.message, failure.details.type]).toEqual([
      403,
      expect.stringContaining('b is not approved'),
      'actionError',
    ])
    expect(seen.at(-1)).toEqual([
      'a',
      `versions.${releaseId}.a`,
      'b',
      `versions.${releaseId}.b`,
      'gone',
      `versions.${releaseId}.gone`,
      `_.releases.${releaseId}`,
    ])
    expect(await client.fetch('*[_type == "page"]{_id, title}', {}, published)).toEqual([
      {_id: 'a', title: 'old'},
      {_id: 'gone', title: null},
    ])
    expect((await client.releases.get({releaseId}))?.state).toBe('active')
    await client.patch(`versions.${releaseId}.b`).set({approved: true}).commit()
    await client.releases.publish({releaseId})
    expect(await client.fetch('*[_type == "page"]._id', {}, published)).toEqual(['a', 'b'])
  })
})
