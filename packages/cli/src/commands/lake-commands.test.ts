import {mkdtempSync, rmSync, writeFileSync} from 'node:fs'
import {tmpdir} from 'node:os'
import path from 'node:path'

import {contentDigest, createReviewEvent} from '@net-therapies/review'
import type {SanityClient} from '@sanity/client'
import {afterAll, beforeAll, expect, test} from 'vitest'

import {type RunningLake, startLake} from '../start-lake.ts'
import {clientOf, runCommand} from '../test-commands.ts'

const folder = mkdtempSync(path.join(tmpdir(), 'net-therapies-commands-'))
const data = path.join(folder, 'data')
let running: RunningLake
let writer: SanityClient

beforeAll(async () => {
  running = await startLake({port: 0, dataDir: data, dataset: 'production'})
  writer = clientOf(running, 'writer')
})

afterAll(async () => {
  await running.close()
  rmSync(folder, {recursive: true})
})

const run = (...args: string[]) => runCommand(...args, '--data', data)

const retractions = (rows: string) => {
  const file = path.join(folder, 'retractions.csv')
  writeFileSync(
    file,
    Buffer.concat([
      Buffer.from(
        'Record ID,Title,RetractionDate,RetractionDOI,OriginalPaperDOI,OriginalPaperPubMedID,RetractionNature\n1,"Caf',
      ),
      Buffer.from([0xe9]),
      Buffer.from(`",1/31/2020 0:00,10.1000/other-notice,10.1000/other,0,Retraction\n${rows}`),
    ]),
  )
  return file
}

const mark = (_key: string, ...ids: string[]) => ({
  _type: 'citationMark',
  _key,
  citations: ids.map((id) => ({
    _type: 'reference',
    _key: id,
    _ref: id,
    _weak: true,
    _strengthenOnPublish: {type: 'citation'},
  })),
})

/** The way to the public: the writer submits a draft, the reviewer approves and publishes it. */
async function publish(document: {_id: string; _type: string; [field: string]: unknown}) {
  const reviewer = writer.withConfig({token: running.tokens.reviewer})
  await writer.create({...document, _id: `drafts.${document._id}`})
  for (const [client, action] of [
    [writer, 'submit'],
    [reviewer, 'approve'],
  ] as const) {
    const {id: by, name: byName} = await client.users.getById('me')
    const event = createReviewEvent(
      {
        subject: document._id,
        subjectType: document._type,
        action,
        digest: contentDigest(document),
        by,
        byName,
        at: new Date().toISOString(),
      },
      `${document._id}-${action}`,
    )
    await client.create({...event})
  }
  await reviewer.action({
    actionType: 'sanity.action.document.publish',
    draftId: `drafts.${document._id}`,
    publishedId: document._id,
  })
}

test('an empty lake has no problems', async () => {
  expect(await run('check')).toEqual({
    status: 0,
    stdout:
      '0 sources and 0 other documents checked: 0 errors, 0 warnings, 0 overdue for review.\n',
    stderr: '',
  })
}, 30_000)

test('check counts the published pages whose next review is overdue', async () => {
  await publish({
    _id: 'side-effect-late',
    _type: 'sideEffect',
    name: 'Example ache',
    kind: 'symptom',
    slug: {_type: 'slug', current: 'example-ache'},
  })
  const counted = await run('check', '--today', '2099-12-31')
  expect(counted.status).toBe(0)
  expect(counted.stdout).toMatch(
    /^side-effect-late\n {2}overdue for review since \d{4}-\d\d-\d\d\n/u,
  )
  expect(counted.stdout).toContain('0 warnings, 1 overdue for review.')
  const json = await run('check', '--today', '2099-12-31', '--format', 'json')
  expect(JSON.parse(json.stdout)).toMatchObject({overdue: [{id: 'side-effect-late'}]})
  const inTime = await run('check', '--today', new Date().toISOString().slice(0, 10))
  expect(inTime.stdout).toContain('0 overdue for review.')
  await writer.withConfig({token: running.tokens.administrator}).delete('side-effect-late')
}, 60_000)

test('check names the document, the place and the way to mend it, and ends with 1', async () => {
  await writer
    .transaction()
    .create({
      _id: 'drafts.citation-a',
      _type: 'citation',
      kind: 'article-journal',
      title: 'On examples',
      authors: [{_key: 'a', _type: 'author', family: 'Writer', given: 'A'}],
      containerTitle: 'J Ex',
      issued: '2020',
      volume: '4',
      pages: '526-47',
      doi: '10.1000/example',
    })
    .create({
      _id: 'drafts.page-a',
      _type: 'page',
      title: 'Examples',
      slug: {_type: 'slug', current: 'examples'},
      body: [
        {
          _type: 'block',
          _key: 'b',
          style: 'normal',
          markDefs: [],
          children: [
            {_type: 'span', _key: 's', text: 'True.', marks: []},
            mark('m', 'citation-gone', 'citation-a'),
          ],
        },
      ],
    })
    .commit({visibility: 'sync'})

  expect(await run('check', '--today', '2026-01-31')).toEqual({
    status: 1,
    stdout: `drafts.page-a, body › b › children › m
  error  cited-not-listed
  The source “citation-gone” is cited and is not on the list.
  Add the source to the list, or take the citation out.

citation-a “On examples”, pages
  warning  pages-abbreviated
  “526-47” is short for 526-547.
  Write the last page in full: 526-547, not 526-47.

1 source and 1 other document checked: 1 error, 1 warning, 0 overdue for review.
`,
    stderr: '',
  })
  const json = await run('check', '--format', 'json', '--today', '2031-01-31', '--max-age', '10')
  expect(json.status).toBe(1)
  const report: {problems: {code: string; document: string}[]} = JSON.parse(json.stdout)
  expect(report).toMatchObject({sources: 1, documents: 1, errors: 1, warnings: 2})
  expect(report.problems.map(({code, document}) => [document, code])).toEqual([
    ['drafts.page-a', 'cited-not-listed'],
    ['citation-a', 'source-old'],
    ['citation-a', 'pages-abbreviated'],
  ])
  expect((await run('check', '--published')).status).toBe(0)
}, 30_000)

test('list numbers the sources of a page and names the one that is missing', async () => {
  const {status, stdout, stderr} = await run('citations', 'list', 'examples', '--drafts')
  expect([status, stderr]).toEqual([1, '1 › b › children › m: citation-gone is not there\n'])
  expect(stdout).toBe(
    '1. citation-gone is not there.\n2. Writer A. On examples. J Ex. 2020;4:526-547. doi:10.1000/example\n',
  )
  const published = await run('citations', 'list', 'examples')
  expect([published.status, published.stdout]).toEqual([1, ''])
  expect(published.stderr).toBe(
    `net-therapies: there is no published page “examples” at ${running.url}.\n`,
  )
}, 30_000)

test('refresh writes into drafts what the list of retractions says, once', async () => {
  const none = await run('citations', 'refresh', '--retractions', retractions(''), '--dry-run')
  expect(none).toEqual({
    status: 0,
    stdout: `drafts.citation-a “On examples”
  unknown → ok (Retraction Watch)
1 of 1 sources looked up; 1 changed, and nothing was written (--dry-run).
`,
    stderr: '',
  })
  expect((await writer.getDocument('drafts.citation-a'))?.['integrity']).toBeUndefined()

  const file = retractions('2,T,1/31/2021 0:00,10.1000/notice,10.1000/EXAMPLE,0,Retraction\n')
  const first = await run('citations', 'refresh', '--retractions', file)
  expect(first.stdout).toBe(`drafts.citation-a “On examples”
  unknown → retracted (Retraction Watch, notice doi:10.1000/notice)
1 of 1 sources looked up; 1 changed.
`)
  expect((await writer.getDocument('drafts.citation-a'))?.['integrity']).toEqual({
    status: 'retracted',
    noticeDoi: '10.1000/notice',
    source: 'Retraction Watch',
    checkedAt: expect.stringMatching(/^\d{4}-\d\d-\d\d$/u),
  })
  const second = await run('citations', 'refresh', '--retractions', file)
  expect(second.stdout).toBe('1 of 1 sources looked up; 0 changed.\n')
  expect((await run('check')).stdout).toContain('error  source-retracted')
}, 30_000)

test('a published source stays as it is and gets a draft', async () => {
  await publish({
    _id: 'citation-b',
    _type: 'citation',
    kind: 'article-journal',
    title: 'Published',
    doi: '10.1000/b',
  })
  const file = retractions('2,T,1/31/2021 0:00,,10.1000/b,0,Expression of concern\n')
  const {status, stdout} = await run('citations', 'refresh', '--retractions', file)
  expect(status).toBe(0)
  expect(stdout).toContain('citation-b “Published”\n  unknown → concern (Retraction Watch)\n')
  expect((await writer.getDocument('citation-b'))?.['integrity']).toBeUndefined()
  expect(await writer.getDocument('drafts.citation-b')).toMatchObject({
    title: 'Published',
    integrity: {status: 'concern'},
  })
}, 30_000)

test.each([
  [
    ['citations'],
    'use it as: net-therapies citations refresh, or: net-therapies citations list PAGE',
  ],
  [['citations', 'refresh'], 'citations refresh needs --retractions FILE, --online, or both.'],
  [['citations', 'list'], 'name one page by its slug.'],
  [['check', '--max-age', 'x'], '--max-age takes a number of years; got “x”.'],
  [['check', '--today', 'now'], '--today takes a day such as 2026-01-31; got “now”.'],
  [['citations', 'refresh', '--retractions', 'nowhere.csv'], 'there is no file “nowhere.csv”.'],
])(
  '%j is wrong usage',
  async (args, message) => {
    expect(await run(...args)).toEqual({
      status: 2,
      stdout: '',
      stderr: `net-therapies: ${message}\n`,
    })
  },
  30_000,
)

test('a CSV of something else is named with its columns', async () => {
  const file = path.join(folder, 'other.csv')
  writeFileSync(file, 'a,b\n1,2\n')
  expect(await run('citations', 'refresh', '--retractions', file)).toEqual({
    status: 1,
    stdout: '',
    stderr: `net-therapies: ${file} is not the list of Retraction Watch: csv must have the columns OriginalPaperDOI and RetractionNature; got a, b.\n`,
  })
}, 30_000)
