import {mkdtempSync, rmSync} from 'node:fs'
import {tmpdir} from 'node:os'
import path from 'node:path'

import {contentDigest, createReviewEvent, type ReviewAction} from '@net-therapies/review'
import {afterAll, beforeAll, expect, test} from 'vitest'

import {type RunningLake, startLake} from '../start-lake.ts'
import {clientOf, runCommand} from '../test-commands.ts'

const folder = mkdtempSync(path.join(tmpdir(), 'net-therapies-audit-'))
const data = path.join(folder, 'data')
let running: RunningLake

beforeAll(async () => {
  running = await startLake({port: 0, dataDir: data, dataset: 'production'})
})

afterAll(async () => {
  await running.close()
  rmSync(folder, {recursive: true})
})

const run = (...args: string[]) => runCommand(...args, '--data', data)

type Who = keyof RunningLake['tokens']
const as = (who: Who) => clientOf(running, who)

const sideEffect = (name: string) => ({
  _id: 'side-effect-x',
  _type: 'sideEffect',
  name,
  kind: 'symptom',
  slug: {_type: 'slug', current: 'example'},
})

async function step(who: Who, action: ReviewAction, name: string, comment?: string) {
  const event = createReviewEvent(
    {
      subject: 'side-effect-x',
      subjectType: 'sideEffect',
      action,
      digest: contentDigest(sideEffect(name)),
      by: who,
      at: new Date().toISOString(),
      ...(comment === undefined ? {} : {comment}),
    },
    `${action}-${name.length}`,
  )
  await as(who).create({...event})
}

const edit = (who: Who, name: string) =>
  as(who).createOrReplace({...sideEffect(name), _id: 'drafts.side-effect-x'})

const publish = (who: Who) =>
  as(who).action({
    actionType: 'sanity.action.document.publish',
    draftId: 'drafts.side-effect-x',
    publishedId: 'side-effect-x',
  })

test('an approved document is told with writer, reviewer, publisher and digest', async () => {
  await edit('writer', 'Example ache')
  await step('writer', 'submit', 'Example ache')
  await step('reviewer', 'approve', 'Example ache')
  await publish('reviewer')
  const {status, stdout, stderr} = await run('audit', '--format', 'json')
  expect([status, stderr]).toEqual([0, ''])
  const time = expect.stringMatching(/^\d{4}-\d\d-\d\dT/u)
  expect(JSON.parse(stdout)).toEqual({
    documents: [
      {
        id: 'side-effect-x',
        type: 'sideEffect',
        title: 'Example ache',
        digest: contentDigest(sideEffect('Example ache')),
        publishedAt: time,
        publishedBy: 'reviewer',
        wroteBy: ['writer'],
        approvals: [{by: 'reviewer', at: time}],
        reviews: [],
        problems: [],
      },
    ],
    names: {writer: 'Will Writer', reviewer: 'Rita Reviewer'},
    chain: {transactions: expect.any(Number), problems: []},
  })
}, 60_000)

test('an emergency is amiss until somebody reviews it, and no cell is taken for a formula', async () => {
  await edit('administrator', '=Example <pain>')
  await step('administrator', 'emergency', '=Example <pain>', 'It was wrong, “badly”.')
  await publish('administrator')

  const csv = await run('audit', '--format', 'csv')
  expect(csv.status).toBe(1)
  const [titles, line] = csv.stdout.split('\r\n')
  expect(titles).toBe(
    'id,type,title,written by,approved by,published by,emergency,reviewed since by,digest (SHA-256),problems',
  )
  expect(line).toContain("side-effect-x,sideEffect,'=Example <pain>,Ada Administrator,,")
  expect(line).toContain('emergency-not-reviewed')

  const html = await run('audit', '--format', 'html')
  expect(html.stdout).toContain('<td>=Example &lt;pain&gt;</td>')
  expect(html.stdout).toContain('The chain of hashes holds over')

  const text = await run('audit')
  expect(text.stdout).toContain('  written by        Ada Administrator\n')
  expect(text.stdout).toContain('1 published document, 1 with problems.')
}, 60_000)

test('mistakes in the options get one line', async () => {
  expect(await run('audit', '--format', 'pdf')).toMatchObject({
    status: 2,
    stderr: expect.stringContaining('--format takes text, json, csv or html; got “pdf”.'),
  })
  expect(await run('audit', '--hosted')).toMatchObject({
    status: 2,
    stderr: expect.stringContaining('--hosted needs --project and a token'),
  })
}, 60_000)
