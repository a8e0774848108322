import {contentDigest, createReviewEvent} from '@net-therapies/review'
import {afterAll, beforeAll, beforeEach, describe, expect, test} from 'vitest'

import {answerTo, type ReviewLake, startReviewLake, therapy, type Who} from './review-lake.ts'

/*
 * Every way in that we know of, tried by people with real tokens through the real client. Each has
 * to be answered with 403 and a reason to act on, and to leave the public text as it was.
 */

let lake: ReviewLake
let count = 0
let id = ''

beforeAll(async () => {
  lake = await startReviewLake()
})
afterAll(() => lake.close())
beforeEach(async () => {
  count += 1
  id = `therapy-${count}`
  await lake.as.writer.create({...therapy(id), _id: `drafts.${id}`})
})

const publicName = () => lake.as.administrator.fetch<string | null>('*[_id == $id][0].name', {id})
const other = () => therapy(id, 'other')
const submit = () => lake.step('writer', 'submit', id)
const approve = () => lake.step('reviewer', 'approve', id)
const edit = (who: Who, name: string) => lake.as[who].patch(`drafts.${id}`).set({name}).commit()
const admin = () => lake.as.administrator

interface Attempt {
  try: () => Promise<unknown>
  reason: RegExp
}

function refused(attempts: Record<string, Attempt>, isPublic: boolean): void {
  test.each(Object.entries(attempts))('%s', async (_name, attempt) => {
    const answer = await answerTo(attempt.try())
    expect(answer).toEqual({status: 403, reason: expect.stringMatching(attempt.reason)})
    expect(await publicName()).toBe(isPublic ? 'examplinib' : null)
  })
}

const needsApproval = /A second person has to approve this text before it is published/u
const noPermission = /Insufficient permissions/u
const changed = /The text was changed after it was approved/u
const kept = /Review steps are kept as they are/u

/** A request as `sanity dataset import` sends it. */
const importing = (document: object) =>
  admin().request({
    method: 'POST',
    url: '/data/mutate/production',
    query: {returnIds: 'true', visibility: 'async', autoGenerateArrayKeys: 'true'},
    body: {
      mutations: [
        {
          createOrReplace: {
            ...document,
            _createdAt: '2020-01-01T00:00:00Z',
            _updatedAt: '2020-01-01T00:00:00Z',
            _rev: 'abc',
          },
        },
      ],
    },
  })

async function inRelease(document: object): Promise<string> {
  const releaseId = `r${crypto.randomUUID().replaceAll('-', '').slice(0, 8)}`
  await admin().releases.create({releaseId, metadata: {title: 'A', releaseType: 'asap'}})
  await admin().create({...document, _type: 'therapy', _id: `versions.${releaseId}.${id}`})
  return releaseId
}

test('the way that is meant: submit, approve, publish', async () => {
  await submit()
  await approve()
  await lake.publish('reviewer', id)
  expect(await publicName()).toBe('examplinib')
})

test('a release of approved texts is published', async () => {
  const releaseId = await inRelease(therapy(id))
  await lake.step('writer', 'submit', id, {form: `versions.${releaseId}.${id}`})
  await lake.step('reviewer', 'approve', id, {form: `versions.${releaseId}.${id}`})
  await lake.as.reviewer.releases.publish({releaseId})
  expect(await publicName()).toBe('examplinib')
})

describe.each(['writer', 'reviewer', 'administrator'] as const)(
  '%s, without an approval',
  (who) => {
    const client = () => lake.as[who]
    const reason = who === 'writer' ? noPermission : needsApproval
    refused(
      {
        'the publish action': {try: () => lake.publish(who, id), reason},
        create: {try: () => client().create(therapy(id)), reason},
        createOrReplace: {try: () => client().createOrReplace(therapy(id)), reason},
        createIfNotExists: {try: () => client().createIfNotExists(therapy(id)), reason},
        'create, and delete the draft, in one transaction': {
          try: () => client().transaction().create(therapy(id)).delete(`drafts.${id}`).commit(),
          reason,
        },
        'create an empty document and fill it by a patch, in one transaction': {
          try: () =>
            client()
              .transaction()
              .create({_id: id, _type: 'therapy'})
              .patch(id, {set: therapy(id)})
              .commit(),
          reason,
        },
      },
      false,
    )
  },
)

describe('an administrator, without an approval', () => {
  refused(
    {
      'an import': {try: () => importing(therapy(id)), reason: needsApproval},
      'a release': {
        try: async () => admin().releases.publish({releaseId: await inRelease(therapy(id))}),
        reason: needsApproval,
      },
      'a scheduled release whose time has passed': {
        try: async () =>
          admin().releases.schedule({
            releaseId: await inRelease(therapy(id)),
            publishAt: '2020-01-01T00:00:00Z',
          }),
        reason: needsApproval,
      },
      'a version of a release, published by itself': {
        try: async () => {
          const releaseId = await inRelease(therapy(id))
          await admin().action({
            actionType: 'sanity.action.document.publish',
            draftId: `versions.${releaseId}.${id}`,
            publishedId: id,
          })
        },
        reason: needsApproval,
      },
      'an id in other case, as the published id': {
        try: () => admin().create({...therapy(`Drafts.${id}`)}),
        reason: needsApproval,
      },
      'an id in capitals, as the published id': {
        try: () => admin().create({...therapy(`DRAFTS.${id}`)}),
        reason: needsApproval,
      },
      'an id that begins like a version and is none': {
        try: () => admin().create({...therapy(`versions.${id}`)}),
        reason: needsApproval,
      },
      'a submitted text': {
        try: async () => {
          await submit()
          await lake.publish('administrator', id)
        },
        reason: /This text waits for review/u,
      },
      'a text that was sent back': {
        try: async () => {
          await submit()
          await lake.step('reviewer', 'requestChanges', id)
          await lake.publish('administrator', id)
        },
        reason: /A reviewer asked for changes: A comment\./u,
      },
      'an approved text, under another id': {
        try: async () => {
          await submit()
          await approve()
          await admin().create(therapy(`${id}-copy`))
        },
        reason: needsApproval,
      },
      'a copy made by a query': {
        try: () =>
          admin()
            .transaction()
            .create({_id: id, _type: 'therapy'})
            .patch({query: `*[_id == "${id}"]`}, {set: therapy(id)})
            .commit(),
        reason: needsApproval,
      },
    },
    false,
  )
})

test('a scheduled release without an approval stays as it was when its time comes, and says why', async () => {
  const releaseId = await inRelease(therapy(id))
  const ended = Promise.withResolvers<unknown>()
  const heard = Promise.withResolvers<void>()
  const events = ['welcome', 'mutation'] as const
  const subscription = admin()
    .listen<{state: string; error?: unknown}>(
      '*[_id == $release]',
      {release: `_.releases.${releaseId}`},
      {events: [...events], includeResult: true},
    )
    .subscribe({
      next: (event) => {
        if (event.type === 'welcome') heard.resolve()
        else if (event.type === 'mutation' && event.result?.error) ended.resolve(event.result)
      },
      error: (error: unknown) => ended.reject(error),
    })
  await heard.promise
  const publishAt = new Date(Date.now() + 300).toISOString()
  await admin().releases.schedule({releaseId, publishAt})
  expect(await ended.promise).toMatchObject({
    state: 'active',
    error: {message: expect.stringMatching(needsApproval)},
  })
  subscription.unsubscribe()
  expect(await publicName()).toBeNull()
})

describe('a published text stays as it was approved', () => {
  beforeEach(async () => {
    await submit()
    await approve()
    await lake.publish('reviewer', id)
  })
  refused(
    {
      'a patch': {
        try: () => admin().patch(id).set({name: 'other'}).commit(),
        reason: needsApproval,
      },
      'a patch that takes something out': {
        try: () => admin().patch(id).unset(['summary']).commit(),
        reason: needsApproval,
      },
      'a patch that adds to a list': {
        try: () =>
          admin().patch(id).setIfMissing({brandNames: []}).append('brandNames', ['X']).commit(),
        reason: needsApproval,
      },
      'a patch of letters': {
        try: () =>
          admin().patch(id).diffMatchPatch({name: '@@ -1,4 +1,5 @@\n+x\n exam\n'}).commit(),
        reason: needsApproval,
      },
      'a patch by query': {
        try: () =>
          admin().patch({query: '*[_id == $id]', params: {id}}).set({name: 'other'}).commit(),
        reason: needsApproval,
      },
      'a replacement': {try: () => admin().createOrReplace(other()), reason: needsApproval},
      'an import': {try: () => importing(other()), reason: needsApproval},
      'another type': {
        try: () => admin().createOrReplace({_id: id, _type: 'note', name: 'other'}),
        reason: /cannot change from therapy to note/u,
      },
      'deleted and made anew in one transaction': {
        try: () => admin().transaction().delete(id).create(other()).commit(),
        reason: needsApproval,
      },
      'an edit and a publication': {
        try: async () => {
          await lake.as.writer.createOrReplace({...other(), _id: `drafts.${id}`})
          await lake.publish('administrator', id)
        },
        reason: needsApproval,
      },
      'a release that replaces it': {
        try: async () => admin().releases.publish({releaseId: await inRelease(other())}),
        reason: needsApproval,
      },
      'an approval from before, for a text of before': {
        try: async () => {
          await lake.publishApproved(other())
          await lake.as.writer.createOrReplace({...therapy(id), _id: `drafts.${id}`})
          const answer = lake.publish('administrator', id)
          await answer.catch(() => undefined)
          await lake.publishApproved(therapy(id))
          await answer
        },
        reason: needsApproval,
      },
    },
    true,
  )

  test('a revision of before is restored: that is an edit, and has to be approved', async () => {
    const first = (await admin().getDocument(id))?._rev ?? ''
    await lake.publishApproved(other())
    const {documents} = await admin().request<{documents: object[]}>({
      url: `/data/history/production/documents/${id}`,
      query: {revision: first},
    })
    const answer = await answerTo(admin().createOrReplace({...therapy(id), ...documents[0]}))
    expect(answer).toEqual({status: 403, reason: expect.stringMatching(needsApproval)})
    expect(await publicName()).toBe('other')
  })
})

describe('a withdrawn text', () => {
  const unpublish = (who: Who) =>
    lake.as[who].action({
      actionType: 'sanity.action.document.unpublish',
      draftId: `drafts.${id}`,
      publishedId: id,
    })
  beforeEach(async () => {
    await submit()
    await approve()
    await lake.publish('reviewer', id)
  })

  test('needs nobody else to go, and comes back only after a new approval', async () => {
    await unpublish('reviewer')
    expect(await publicName()).toBeNull()
    expect(await answerTo(lake.publish('administrator', id))).toEqual({
      status: 403,
      reason: expect.stringMatching(needsApproval),
    })
    await submit()
    await approve()
    await lake.publish('reviewer', id)
    expect(await publicName()).toBe('examplinib')
  })

  test('a withdrawal with a reason is recorded with what it does', async () => {
    const text = await admin().getDocument(id)
    if (!text) throw new Error('nothing is published')
    const event = createReviewEvent(
      {
        subject: id,
        subjectType: 'therapy',
        action: 'withdraw',
        digest: contentDigest(text),
        by: 'reviewer',
        at: new Date().toISOString(),
        comment: 'Out of date.',
      },
      crypto.randomUUID(),
    )
    await lake.as.reviewer
      .transaction()
      .create({...event})
      .delete(id)
      .commit()
    expect(await publicName()).toBeNull()
    expect(await admin().getDocument(event._id)).toMatchObject({comment: 'Out of date.'})
  })

  refused(
    {
      'a withdrawal is claimed, and the page stays': {
        try: () => lake.step('writer', 'withdraw', id, {form: id}),
        reason: /recorded in the same transaction/u,
      },
    },
    true,
  )
})

describe('an approval cannot be had by a trick', () => {
  const forged = (action: 'submit' | 'approve', changes: object = {}) => ({
    ...createReviewEvent(
      {
        subject: id,
        subjectType: 'therapy',
        action,
        digest: contentDigest(therapy(id)),
        by: 'administrator',
        at: new Date().toISOString(),
      },
      crypto.randomUUID(),
    ),
    ...changes,
  })
  const records = () => ({
    query: '*[_type == "reviewEvent" && subject == $id]',
    params: {id},
  })
  refused(
    {
      'a writer approves their own text': {
        try: async () => {
          await submit()
          await lake.step('writer', 'approve', id)
        },
        reason: /Only a reviewer can approve/u,
      },
      'an administrator approves': {
        try: async () => {
          await submit()
          await lake.step('administrator', 'approve', id)
        },
        reason: /Only a reviewer can approve/u,
      },
      'a reviewer approves a text that they edited': {
        try: async () => {
          await edit('reviewer', 'better')
          await submit()
          await approve()
        },
        reason: /You edited this text/u,
      },
      'a reviewer approves a text that they wrote in a release': {
        try: async () => {
          await lake.as.reviewer.create({...other(), _id: `drafts.x-${id}`})
          const releaseId = await inRelease(therapy(id))
          await lake.as.administrator.delete(`versions.${releaseId}.${id}`)
          await lake.as.reviewer.patch(`drafts.${id}`).set({name: 'x', summary: 'mine'}).commit()
          await lake.as.writer.patch(`drafts.${id}`).set({name: 'examplinib'}).commit()
          await submit()
          await approve()
        },
        reason: /You edited this text/u,
      },
      'a reviewer submits the text of another and approves it': {
        try: async () => {
          await lake.step('reviewer', 'submit', id)
          await approve()
        },
        reason: /You submitted this text for review yourself/u,
      },
      'a text that was not submitted is approved': {
        try: approve,
        reason: /was not submitted for review/u,
      },
      'an approval for a text that is not there': {
        try: async () => {
          await submit()
          await lake.step('reviewer', 'approve', id, {changes: {digest: 'f'.repeat(64)}})
        },
        reason: /The text was changed in the meantime/u,
      },
      'an approval as if the text were public': {
        try: async () => {
          await submit()
          await lake.step('reviewer', 'approve', id, {changes: {asPublished: true}})
        },
        reason: /The public text was changed in the meantime/u,
      },
      'an approval in the name of a reviewer': {
        try: async () => {
          await submit()
          await admin().create(forged('approve', {by: 'reviewer'}))
        },
        reason: /in one’s own name/u,
      },
      'an approval from next week': {
        try: async () => {
          await submit()
          await lake.step('reviewer', 'approve', id, {changes: {at: '2999-01-01T00:00:00Z'}})
        },
        reason: /differs from the clock of the store/u,
      },
      'an approval with another time of recording': {
        try: async () => {
          await submit()
          const changes = {_createdAt: '2020-01-01T00:00:00Z'}
          await lake.step('reviewer', 'approve', id, {changes})
        },
        reason: /differs from the clock of the store/u,
      },
      'an approval under an id for colleagues': {
        try: async () => {
          await submit()
          await lake.step('reviewer', 'approve', id, {changes: {_id: `review.${count}`}})
        },
        reason: /has to begin with “approval-”/u,
      },
      'an approval as a draft, to be published': {
        try: async () => {
          await submit()
          await lake.step('reviewer', 'approve', id, {changes: {_id: `drafts.approval-${count}`}})
        },
        reason: /has to begin with “approval-”/u,
      },
      'an approval with fields of another kind': {
        try: async () => {
          await submit()
          await lake.step('reviewer', 'approve', id, {changes: {byName: {a: 1}}})
        },
        reason: /The field “byName” of a review step has to be a string/u,
      },
      'an import of an approval': {
        try: async () => {
          await submit()
          await importing(forged('approve', {by: 'reviewer'}))
        },
        reason: /in one’s own name/u,
      },
      'a submission is turned into an approval': {
        try: async () => {
          await submit()
          await admin().patch(records()).set({action: 'approve', by: 'reviewer'}).commit()
        },
        reason: kept,
      },
      'a request for changes is deleted': {
        try: async () => {
          await submit()
          await approve()
          await lake.step('reviewer', 'requestChanges', id)
          await admin().delete(records())
        },
        reason: kept,
      },
      'a record is replaced by a document of another type': {
        try: async () => {
          const _id = `review.trick-${count}`
          await lake.step('writer', 'submit', id, {changes: {_id}})
          await admin().createOrReplace({_id, _type: 'note'})
        },
        reason: kept,
      },
      'a text is edited, approved and published in one transaction by one person': {
        try: () => {
          const text = {...therapy(id, 'mine'), _id: `drafts.${id}`}
          const record = {digest: contentDigest(text), by: 'reviewer'}
          return lake.as.reviewer
            .transaction()
            .createOrReplace(text)
            .create(forged('submit', record))
            .create(forged('approve', record))
            .createOrReplace({...text, _id: id})
            .commit()
        },
        reason: /An approval is recorded on its own/u,
      },
      'an edit after the approval': {
        try: async () => {
          await submit()
          await approve()
          await edit('writer', 'changed')
          await lake.publish('reviewer', id)
        },
        reason: changed,
      },
      'an edit after the approval, taken back': {
        try: async () => {
          await submit()
          await approve()
          await edit('writer', 'changed')
          await edit('writer', 'examplinib')
          await lake.publish('reviewer', id)
        },
        reason: changed,
      },
      'an approved text goes by another draft': {
        try: async () => {
          await submit()
          await approve()
          await edit('writer', 'changed')
          await admin().releases.publish({releaseId: await inRelease(other())})
        },
        reason: changed,
      },
    },
    false,
  )
})

describe('an emergency', () => {
  const emergency = (who: Who, changes: object = {}) => lake.step(who, 'emergency', id, {changes})

  test('an administrator publishes with a reason; a reviewer approves it afterwards', async () => {
    await emergency('administrator')
    await lake.publish('administrator', id)
    expect(await publicName()).toBe('examplinib')
    await lake.step('reviewer', 'approve', id, {form: id})
  })

  refused(
    {
      'declared by a reviewer': {
        try: () => emergency('reviewer'),
        reason: /Only an administrator can publish in an emergency/u,
      },
      'without a reason': {
        try: () => emergency('administrator', {comment: '  '}),
        reason: /Write why this cannot wait/u,
      },
      'used by somebody else': {
        try: async () => {
          await emergency('administrator')
          await lake.publish('reviewer', id)
        },
        reason: needsApproval,
      },
      'used for another text': {
        try: async () => {
          await emergency('administrator')
          await admin().create(other())
        },
        reason: needsApproval,
      },
    },
    false,
  )

  test('its administrator does not approve it afterwards', async () => {
    await emergency('administrator')
    await lake.publish('administrator', id)
    const answer = await answerTo(lake.step('administrator', 'approve', id, {form: id}))
    expect(answer).toEqual({status: 403, reason: expect.stringMatching(/Only a reviewer/u)})
  })
})

describe('the rules of the schema hold at publication', () => {
  const withoutSource = () => {
    const {mechanism: _, ...text} = therapy(id)
    return text
  }
  const approveInvalid = async () => {
    await lake.as.writer.createOrReplace({
      ...withoutSource(),
      _type: 'therapy',
      _id: `drafts.${id}`,
    })
    await submit()
    await approve()
  }
  const noSource = /Text \(body\): Nothing here names a source/u
  refused(
    {
      'an approved therapy without a source, by the publish action': {
        try: async () => {
          await approveInvalid()
          await lake.publish('reviewer', id)
        },
        reason: noSource,
      },
      'an approved therapy without a source, by a mutation': {
        try: async () => {
          await approveInvalid()
          await admin().create({...withoutSource(), _id: id, _type: 'therapy'})
        },
        reason: noSource,
      },
      'a therapy without a source, in an emergency': {
        try: async () => {
          await lake.as.writer.patch(`drafts.${id}`).unset(['mechanism']).commit()
          await lake.step('administrator', 'emergency', id)
          await lake.publish('administrator', id)
        },
        reason: noSource,
      },
      'a therapy without a summary': {
        try: async () => {
          await lake.as.writer.patch(`drafts.${id}`).unset(['summary']).commit()
          await submit()
          await approve()
          await lake.publish('reviewer', id)
        },
        reason: /In short \(summary\): Required/u,
      },
      'a therapy under the address of another': {
        try: async () => {
          await lake.publishApproved(therapy(`${id}-first`))
          await lake.as.writer
            .patch(`drafts.${id}`)
            .set({'slug.current': `${id}-first`})
            .commit()
          await submit()
          await approve()
          await lake.publish('reviewer', id)
        },
        reason: /Address \(slug\): Slug is already in use/u,
      },
    },
    false,
  )
})
