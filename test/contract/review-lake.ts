import {mkdtempSync, rmSync} from 'node:fs'
import {tmpdir} from 'node:os'
import path from 'node:path'

import {contentDigest, createReviewEvent, type ReviewAction} from '@net-therapies/review'
import {ClientError, createClient, type SanityClient} from '@sanity/client'

import {startLake} from '../../packages/cli/src/start-lake.ts'

export type Who = 'writer' | 'reviewer' | 'administrator'

/** What the store answered to an attempt. */
export interface Answer {
  /** 200 when nothing was refused. */
  status: number
  /** The reasons, as the client's error has them. */
  reason: string
}

/** A lake with the rules of net-therapies, and its three people with the real client. */
export interface ReviewLake {
  as: Record<Who, SanityClient>
  /** Records a step about a form of a document as it stands. */
  step(who: Who, action: ReviewAction, id: string, more?: StepOptions): Promise<void>
  publish(who: Who, id: string): Promise<unknown>
  /** Writes a draft, and has it submitted, approved and published. */
  publishApproved(document: Draft): Promise<void>
  close(): Promise<void>
}

interface StepOptions {
  /** Id of the draft, version or published document that the step speaks of. */
  form?: string
  /** Fields of the record that differ from an honest one. */
  changes?: object
}

export interface Draft {
  _id: string
  _type: string
  [field: string]: unknown
}

/** A source that therapies in these tests cite. */
export const source: Draft = {
  _id: 'citation-example',
  _type: 'citation',
  kind: 'webpage',
  title: 'An invented page',
  url: 'https://example.org/page',
  accessed: '2026-01-01',
}

/** A therapy that keeps to every rule of the schema. */
export const therapy = (id: string, name = 'examplinib'): Draft => ({
  _id: id,
  _type: 'therapy',
  name,
  slug: {_type: 'slug', current: id},
  kind: 'drug',
  summary: 'An invented drug.',
  mechanism: {
    _type: 'claim',
    text: 'It is said to work.',
    kind: 'mechanism',
    citations: [{_type: 'citationReference', _key: 'c', _ref: source._id}],
  },
})

/** Starts a lake in a folder of its own; the source is published. */
export async function startReviewLake(): Promise<ReviewLake> {
  const dataDir = mkdtempSync(path.join(tmpdir(), 'net-therapies-review-'))
  const lake = await startLake({port: 0, dataDir, dataset: 'production'})
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
  const as = {
    writer: connect(lake.tokens.writer),
    reviewer: connect(lake.tokens.reviewer),
    administrator: connect(lake.tokens.administrator),
  }

  async function step(who: Who, action: ReviewAction, id: string, more: StepOptions = {}) {
    const form = more.form ?? `drafts.${id}`
    const text = await as[who].getDocument(form)
    if (!text) throw new Error(`There is no ${form}.`)
    const event = createReviewEvent(
      {
        subject: id,
        subjectType: text._type,
        action,
        digest: contentDigest(text),
        by: who,
        at: new Date().toISOString(),
        ...(action === 'approve' ? {} : {comment: 'A comment.'}),
        ...(form === id && action === 'approve' ? {asPublished: true} : {}),
      },
      crypto.randomUUID(),
    )
    await as[who].create({...event, ...more.changes})
  }

  const publish = (who: Who, id: string) =>
    as[who].action({
      actionType: 'sanity.action.document.publish',
      draftId: `drafts.${id}`,
      publishedId: id,
    })

  async function publishApproved(document: Draft) {
    await as.writer.createOrReplace({...document, _id: `drafts.${document._id}`})
    await step('writer', 'submit', document._id)
    await step('reviewer', 'approve', document._id)
    await publish('reviewer', document._id)
  }

  await publishApproved(source)
  return {
    as,
    step,
    publish,
    publishApproved,
    async close() {
      await lake.close()
      rmSync(dataDir, {recursive: true})
    },
  }
}

/** What the store answered: its status and its reasons. */
export async function answerTo(attempt: Promise<unknown>): Promise<Answer> {
  try {
    await attempt
    return {status: 200, reason: ''}
  } catch (error) {
    if (error instanceof ClientError) return {status: error.statusCode, reason: error.message}
    throw error
  }
}
