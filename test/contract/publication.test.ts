import {mkdtempSync, rmSync} from 'node:fs'
import {tmpdir} from 'node:os'
import path from 'node:path'

import {contentDigest, createReviewEvent, type ReviewAction} from '@net-therapies/review'
import {ClientError, createClient, type SanityClient} from '@sanity/client'
import {afterAll, beforeAll, beforeEach, describe, expect, test} from 'vitest'

import {type RunningLake, startLake} from '../../packages/cli/src/start-lake.ts'

type Who = 'writer' | 'reviewer' | 'administrator'

const dataDir = mkdtempSync(path.join(tmpdir(), 'net-therapies-publication-'))
let lake: RunningLake
let as: Record<Who, SanityClient>
let count = 0
let id = ''

beforeAll(async () => {
  lake = await startLake({port: 0, dataDir, dataset: 'production'})
  const connect = (token: string) =>
    createClient({
      apiHost: lake.url,
      useProjectHostname: false,
      projectId: lake.projectId,
      dataset: lake.dataset,
      apiVersion: '2025-02-19',
      perspective: 'raw',
      useCdn: false,
      token,
    })
  as = {
    writer: connect(lake.tokens.writer),
    reviewer: connect(lake.tokens.reviewer),
    administrator: connect(lake.tokens.administrator),
  }
})

afterAll(async () => {
  await lake.close()
  rmSync(dataDir, {recursive: true})
})

beforeEach(async () => {
  count += 1
  id = `therapy-${count}`
  await as.writer.create({_id: `drafts.${id}`, _type: 'therapy', name: 'examplinib'})
})

async function step(who: Who, action: ReviewAction, changes: object = {}): Promise<void> {
  const draft = await as[who].getDocument(`drafts.${id}`)
  if (!draft) throw new Error(`There is no draft of ${id}.`)
  const event = createReviewEvent(
    {
      subject: id,
      subjectType: 'therapy',
      action,
      digest: contentDigest(draft),
      by: who,
      at: new Date().toISOString(),
      ...(action === 'approve' ? {} : {comment: 'A comment.'}),
    },
    crypto.randomUUID(),
  )
  await as[who].create({...event, ...changes})
}

const publish = (who: Who) =>
  as[who].action({
    actionType: 'sanity.action.document.publish',
    draftId: `drafts.${id}`,
    publishedId: id,
  })

async function refusal(attempt: Promise<unknown>): Promise<number | undefined> {
  try {
    await attempt
    return undefined
  } catch (error) {
    if (error instanceof ClientError) return error.statusCode
    throw error
  }
}

async function approveAndPublish(): Promise<void> {
  await step('writer', 'submit')
  await step('reviewer', 'approve')
  await publish('reviewer')
}

test('the way that is meant: submit, approve, publish', async () => {
  await approveAndPublish()
  expect(await as.reviewer.fetch('*[_id == $id][0].name', {id})).toBe('examplinib')
})

describe('without an approval, nobody makes a text public', () => {
  const document = () => ({_id: id, _type: 'therapy', name: 'examplinib'})
  const attempts: Record<string, (who: Who) => Promise<unknown>> = {
    'the publish action': publish,
    create: (who) => as[who].create(document()),
    createOrReplace: (who) => as[who].createOrReplace(document()),
    createIfNotExists: (who) => as[who].createIfNotExists(document()),
    'create and delete the draft in one transaction': (who) =>
      as[who].transaction().create(document()).delete(`drafts.${id}`).commit(),
    'publishing a version': async (who) => {
      await as[who].create({...document(), _id: `versions.r1.${id}`})
      await as[who].action({
        actionType: 'sanity.action.document.publish',
        draftId: `versions.r1.${id}`,
        publishedId: id,
      })
    },
    'publishing a draft of a draft': async (who) => {
      await as[who].create({...document(), _id: `drafts.drafts.${id}`})
      await as[who].action({
        actionType: 'sanity.action.document.publish',
        draftId: `drafts.drafts.${id}`,
        publishedId: id,
      })
    },
  }
  for (const who of ['writer', 'reviewer', 'administrator'] as const) {
    for (const [name, attempt] of Object.entries(attempts)) {
      test(`${who}: ${name}`, async () => {
        const status = await refusal(attempt(who))
        expect(await as.administrator.getDocument(id)).toBeUndefined()
        expect([400, 403]).toContain(status)
      })
    }
  }
})

describe('a published text stays as it was approved', () => {
  const attempts: Record<string, () => Promise<unknown>> = {
    patch: () => as.administrator.patch(id).set({name: 'other'}).commit(),
    'patch by query': () =>
      as.administrator.patch({query: '*[_id == $id]', params: {id}}).set({name: 'other'}).commit(),
    replace: () => as.administrator.createOrReplace({_id: id, _type: 'therapy', name: 'other'}),
    'another type': () => as.administrator.createOrReplace({_id: id, _type: 'note', name: 'other'}),
    'the edit action on the published id': () =>
      as.administrator.action({
        actionType: 'sanity.action.document.edit',
        draftId: id,
        publishedId: id,
        patch: {set: {name: 'other'}},
      }),
    'edit and publish': async () => {
      await as.writer.createOrReplace({_id: `drafts.${id}`, _type: 'therapy', name: 'other'})
      await publish('administrator')
    },
  }
  for (const [name, attempt] of Object.entries(attempts)) {
    test(name, async () => {
      await approveAndPublish()
      const status = await refusal(attempt())
      expect(await as.administrator.getDocument(id)).toMatchObject({
        _type: 'therapy',
        name: 'examplinib',
      })
      expect([400, 403]).toContain(status)
    })
  }
})

describe('an approval cannot be had by a trick', () => {
  test('a writer approves their own text', async () => {
    await step('writer', 'submit')
    expect(await refusal(step('writer', 'approve'))).toBe(403)
  })

  test('an administrator approves', async () => {
    await step('writer', 'submit')
    expect(await refusal(step('administrator', 'approve'))).toBe(403)
  })

  test('a reviewer approves a text that they edited', async () => {
    await as.reviewer.patch(`drafts.${id}`).set({name: 'better'}).commit()
    await step('writer', 'submit')
    expect(await refusal(step('reviewer', 'approve'))).toBe(403)
  })

  test('an approval is written in the name of a reviewer', async () => {
    await step('writer', 'submit')
    expect(await refusal(step('administrator', 'approve', {by: 'reviewer'}))).toBe(403)
  })

  test('a submission is turned into an approval', async () => {
    await step('writer', 'submit')
    const patch = as.administrator.patch({
      query: '*[_type == "reviewEvent" && subject == $id]',
      params: {id},
    })
    expect(await refusal(patch.set({action: 'approve', by: 'reviewer'}).commit())).toBe(403)
  })

  test('a record is deleted', async () => {
    await step('writer', 'submit')
    const query = '*[_type == "reviewEvent" && subject == $id]'
    expect(await refusal(as.administrator.delete({query, params: {id}}))).toBe(403)
  })

  test('a text is edited, approved and published in one transaction by one person', async () => {
    const text = {_id: `drafts.${id}`, _type: 'therapy', name: 'mine'}
    const base = {subject: id, subjectType: 'therapy', digest: contentDigest(text), by: 'reviewer'}
    const at = new Date().toISOString()
    const attempt = as.reviewer
      .transaction()
      .createOrReplace(text)
      .create({...createReviewEvent({...base, action: 'submit', at}, crypto.randomUUID())})
      .create({...createReviewEvent({...base, action: 'approve', at}, crypto.randomUUID())})
      .createOrReplace({...text, _id: id})
      .commit()
    expect(await refusal(attempt)).toBe(403)
  })

  test('an edit after the approval', async () => {
    await step('writer', 'submit')
    await step('reviewer', 'approve')
    await as.writer.patch(`drafts.${id}`).set({name: 'changed'}).commit()
    expect(await refusal(publish('reviewer'))).toBe(403)
  })
})

test('a published document can be withdrawn, and comes back only after a new approval', async () => {
  await approveAndPublish()
  await as.reviewer.action({
    actionType: 'sanity.action.document.unpublish',
    draftId: `drafts.${id}`,
    publishedId: id,
  })
  expect(await as.reviewer.getDocument(id)).toBeUndefined()
  expect(await refusal(publish('reviewer'))).toBe(403)
})
