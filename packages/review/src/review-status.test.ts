import {describe, expect, test} from 'vitest'

import {contentDigest} from './content-digest.ts'
import {createReviewEvent, type ReviewAction, type ReviewEvent} from './review-event.ts'
import {reviewStatus} from './review-status.ts'

const text = (name: string, _id = 'drafts.t') => ({
  _id,
  _type: 'therapy',
  name,
  _updatedAt: _id === 't' ? '2026-01-10T00:00:00Z' : '2026-01-01T00:00:00Z',
})

function step(action: ReviewAction, name: string, day: string, comment?: string): ReviewEvent {
  const time = `${day}T00:00:00Z`
  return {
    ...createReviewEvent(
      {
        subject: 't',
        subjectType: 'therapy',
        action,
        digest: contentDigest(text(name)),
        by: 'rita',
        at: time,
        ...(comment ? {comment} : {}),
      },
      `${action}${day}`,
    ),
    _createdAt: time,
  }
}

const status = (
  draft: string | null,
  published: string | null,
  events: ReviewEvent[],
  today = '2026-02-01',
) =>
  reviewStatus({
    draft: draft === null ? null : text(draft),
    published: published === null ? null : text(published, 't'),
    events,
    today,
  })

describe('the state of a document', () => {
  const table: [string, string | null, string | null, ReviewEvent[], string][] = [
    ['a new draft', 'A', null, [], 'draft'],
    ['submitted', 'A', null, [step('submit', 'A', '2026-01-01')], 'in-review'],
    ['edited after it was submitted', 'B', null, [step('submit', 'A', '2026-01-01')], 'draft'],
    [
      'sent back',
      'A',
      null,
      [step('submit', 'A', '2026-01-01'), step('requestChanges', 'A', '2026-01-02', 'x')],
      'changes-requested',
    ],
    [
      'approved',
      'A',
      null,
      [step('submit', 'A', '2026-01-01'), step('approve', 'A', '2026-01-02')],
      'approved',
    ],
    [
      'published, and read within the year',
      null,
      'A',
      [step('approve', 'A', '2026-01-02')],
      'published',
    ],
    ['a draft without a change', 'A', 'A', [step('approve', 'A', '2026-01-02')], 'published'],
    ['published, and read long ago', null, 'A', [step('approve', 'A', '2025-01-02')], 'review-due'],
    [
      'a draft of what was approved before the last publication',
      'B',
      'A',
      [step('approve', 'B', '2026-01-02')],
      'draft',
    ],
    [
      'edited after it was sent back',
      'B',
      null,
      [step('submit', 'A', '2026-01-01'), step('requestChanges', 'A', '2026-01-02', 'x')],
      'changes-requested',
    ],
    [
      'approved, edited and changed back',
      'A',
      null,
      [step('submit', 'A', '2025-12-01'), step('approve', 'A', '2025-12-02')],
      'draft',
    ],
    ['withdrawn', null, null, [step('withdraw', 'A', '2026-01-20')], 'withdrawn'],
    ['withdrawn, kept as a draft', 'A', null, [step('withdraw', 'A', '2026-01-20')], 'withdrawn'],
    ['withdrawn and edited since', 'B', null, [step('withdraw', 'A', '2026-01-20')], 'draft'],
  ]
  test.each(table)('%s', (_name, draft, published, events, state) => {
    expect(status(draft, published, events).state).toBe(state)
  })
})

test('the order of the store counts, not the clocks of people', () => {
  const approval = {...step('approve', 'A', '2026-01-02'), at: '2025-12-31T00:00:00Z'}
  expect(status('A', null, [approval, step('submit', 'A', '2026-01-01')])).toMatchObject({
    state: 'approved',
    decision: approval,
    latest: approval,
  })
})

test('a text that was changed after a step says so', () => {
  const events = [step('submit', 'A', '2026-01-01'), step('approve', 'A', '2026-01-02')]
  expect(status('B', null, events).isChangedSince).toBe(true)
  expect(status('A', null, events).isChangedSince).toBe(false)
})

test('steps from before the draft was begun anew do not count', () => {
  const events = [step('submit', 'B', '2026-01-01'), step('requestChanges', 'B', '2026-01-02', 'x')]
  const document = {draft: text('A'), published: null, events, today: '2026-02-01'}
  const facts = {begun: '2026-01-03T00:00:00Z', voided: new Set<string>()}
  expect(reviewStatus({...document, facts}).state).toBe('draft')
  expect(reviewStatus(document).state).toBe('changes-requested')
})

test('with the facts of the history, only they say what counts', () => {
  const approval = step('approve', 'A', '2026-01-02')
  const events = [step('submit', 'A', '2026-01-01'), approval]
  const touched = {...text('B', 't'), _updatedAt: '2026-01-20T00:00:00Z'}
  const document = {draft: text('A'), published: touched, events, today: '2026-02-01'}
  const facts = {begun: '2025-12-01T00:00:00Z', voided: new Set<string>()}
  // Somebody saved the public text once more without a change.
  expect(reviewStatus({...document, facts}).state).toBe('approved')
  expect(
    reviewStatus({...document, facts: {...facts, voided: new Set([approval._id])}}),
  ).toMatchObject({state: 'draft', isChangedSince: true})
  // It was published since, and taken away by a client that records no withdrawal.
  const unpublished = {...document, published: null}
  expect(
    reviewStatus({...unpublished, facts: {...facts, begun: '2026-01-03T00:00:00Z'}}).state,
  ).toBe('draft')
})

test('a text that was submitted, edited and changed back still waits for review', () => {
  const draft = {...text('A'), _updatedAt: '2026-01-05T00:00:00Z'}
  const events = [step('submit', 'A', '2026-01-01')]
  expect(reviewStatus({draft, published: null, events, today: '2026-02-01'}).state).toBe(
    'in-review',
  )
})

test('a draft that says what is public already is needless', () => {
  expect(status('A', 'A', []).isDraftNeedless).toBe(true)
  expect(status('B', 'A', []).isDraftNeedless).toBe(false)
})

test('a text published in an emergency is listed until that text is approved', () => {
  const emergency = step('emergency', 'A', '2026-01-05', 'Recall')
  expect(status(null, 'A', [emergency]).emergency).toEqual(emergency)
  expect(status('B', 'A', [emergency]).emergency).toEqual(emergency)
  expect(status(null, 'B', [emergency]).emergency).toBeUndefined()
  expect(
    status(null, 'A', [emergency, step('approve', 'A', '2026-01-11')]).emergency,
  ).toBeUndefined()
})
