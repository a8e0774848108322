import {describe, expect, test} from 'vitest'

import {auditDocument} from './audit.ts'
import {contentDigest} from './content-digest.ts'
import type {HistoryEntry, StoredDocument} from './pending-transaction.ts'
import {createReviewEvent, type ReviewAction, type ReviewEvent} from './review-event.ts'

const text = (name: string, _id = 't'): StoredDocument => ({_id, _type: 'therapy', name})
const at = (minute: number) => `2026-01-01T00:${String(minute).padStart(2, '0')}:00Z`

/** What happened, one a minute: a draft, a publication, a withdrawal, or a step. */
type Happening =
  | {by: string; draft: string}
  | {by: string; publish: string}
  | {by: string; withdraw: true}
  | {by: string; step: ReviewAction; of: string; more?: Partial<ReviewEvent>; recordedBy?: string}

function audit(happenings: readonly Happening[]) {
  const entries = new Map<string, HistoryEntry[]>()
  const events: ReviewEvent[] = []
  const write = (id: string, author: string, minute: number, after: StoredDocument | null) => {
    const known = entries.get(id) ?? []
    const before = known.at(-1)?.after ?? null
    if (before || after) known.push({author, timestamp: at(minute), before, after})
    entries.set(id, known)
  }
  happenings.forEach((happening, minute) => {
    const {by} = happening
    if ('draft' in happening) write('drafts.t', by, minute, text(happening.draft, 'drafts.t'))
    else if ('withdraw' in happening) write('t', by, minute, null)
    else if ('publish' in happening) {
      write('t', by, minute, text(happening.publish))
      write('drafts.t', by, minute, null)
    } else {
      const {step: action, of, more, recordedBy} = happening
      const digest = contentDigest(text(of))
      const event = createReviewEvent(
        {subject: 't', subjectType: 'therapy', action, digest, by, at: at(minute), ...more},
        `${minute}`,
      )
      events.push(event)
      write(event._id, recordedBy ?? by, minute, {...event})
    }
  })
  const published = entries.get('t')?.findLast(({after}) => after)?.after
  if (!published) throw new TypeError('nothing was published')
  const history = (id: string) => entries.get(id) ?? []
  return auditDocument({
    published,
    events,
    history: {history, formsOf: () => ['drafts.t']},
    historyOf: history,
  })
}

const codes = (happenings: readonly Happening[]) => audit(happenings).problems.map(({code}) => code)

const approved: Happening[] = [
  {by: 'wanda', draft: 'A'},
  {by: 'otto', draft: 'AB'},
  {by: 'wanda', step: 'submit', of: 'AB'},
  {by: 'rita', step: 'approve', of: 'AB'},
  {by: 'wanda', publish: 'AB'},
]

test('who wrote, who approved and who published is told, with the digest and the times', () => {
  const later: Happening = {by: 'rolf', step: 'approve', of: 'AB', more: {asPublished: true}}
  expect(audit([...approved, later])).toEqual({
    id: 't',
    type: 'therapy',
    title: 'AB',
    digest: contentDigest(text('AB')),
    publishedAt: at(4),
    publishedBy: 'wanda',
    wroteBy: ['wanda', 'otto'],
    approvals: [{by: 'rita', at: at(3)}],
    reviews: [{by: 'rolf', at: at(5)}],
    emergency: undefined,
    problems: [],
  })
})

describe('a record that the rule does not allow is named', () => {
  test('a text that nobody approved, or that was approved only afterwards', () => {
    const published: Happening[] = [
      {by: 'wanda', draft: 'A'},
      {by: 'wanda', publish: 'A'},
    ]
    expect(codes(published)).toEqual(['never-approved'])
    expect(codes([...published, {by: 'rita', step: 'approve', of: 'A'}])).toEqual([
      'never-approved',
    ])
  })

  test('a text that was changed between its approval and its publication', () => {
    expect(codes([...approved.slice(0, 4), {by: 'wanda', publish: 'ABC'}])).toEqual([
      'never-approved',
    ])
  })

  test('a text that its own author approved', () => {
    expect(
      codes([
        {by: 'rita', draft: 'A'},
        {by: 'rita', step: 'approve', of: 'A'},
        {by: 'rita', publish: 'A'},
      ]),
    ).toEqual(['approved-by-author'])
  })

  test('an approval that was used for an earlier publication', () => {
    expect(
      codes([
        ...approved,
        {by: 'rita', withdraw: true},
        {by: 'wanda', draft: 'AB'},
        {by: 'wanda', publish: 'AB'},
      ]),
    ).toEqual(['never-approved'])
  })

  test('a step that was changed afterwards, or that another person recorded', () => {
    const forged = approved.map((one) =>
      'step' in one && one.step === 'approve' ? {...one, recordedBy: 'wanda'} : one,
    )
    expect(codes(forged)).toEqual(['step-of-another', 'never-approved'])
  })
})

test('an emergency is told with its reason until another person reviews the text', () => {
  const published: Happening[] = [
    {by: 'ada', draft: 'A'},
    {by: 'ada', step: 'emergency', of: 'A', more: {comment: 'A dose was wrong.'}},
    {by: 'ada', publish: 'A'},
  ]
  const review = (by: string): Happening => ({
    by,
    step: 'approve',
    of: 'A',
    more: {asPublished: true},
  })
  expect(audit(published)).toMatchObject({
    emergency: {by: 'ada', at: at(1), reason: 'A dose was wrong.'},
    problems: [{code: 'emergency-not-reviewed'}],
  })
  expect(codes([...published, review('ada')])).toEqual(['emergency-not-reviewed'])
  expect(codes([...published, review('rita')])).toEqual([])
})

test('a history that does not reach back to the publication is said to be incomplete', () => {
  const row = auditDocument({
    published: text('A'),
    events: [],
    history: {history: () => [], formsOf: () => []},
    historyOf: () => [],
  })
  expect([row.publishedAt, row.problems.map(({code}) => code)]).toEqual([
    '',
    ['history-incomplete'],
  ])
})
