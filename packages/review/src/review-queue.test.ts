import {expect, test} from 'vitest'

import {contentDigest} from './content-digest.ts'
import {createReviewEvent, type ReviewAction, type ReviewEvent} from './review-event.ts'
import {queueCandidates, reviewQueue} from './review-queue.ts'

const document = (_id: string, name: string, more: object = {}) => ({
  _id,
  _type: 'therapy',
  _updatedAt: '2026-01-01T00:00:00Z',
  name,
  ...more,
})

const step = (
  subject: string,
  action: ReviewAction,
  name: string,
  by: string,
  day: string,
  more: Partial<ReviewEvent> = {},
): ReviewEvent => {
  const at = `${day}T00:00:00Z`
  const digest = contentDigest(document('', name))
  const event = {subject, subjectType: 'therapy', action, digest, by, at, ...more}
  return {...createReviewEvent(event, `${subject}-${day}`), _createdAt: at}
}

const rita = {id: 'rita', roles: ['reviewer']}
const will = {id: 'will', roles: ['writer']}

const documents = [
  document('drafts.waiting', 'W'),
  document('drafts.edited', 'changed after it was submitted'),
  document('drafts.back', 'changed since'),
  document('drafts.ready', 'R'),
  document('drafts.untouched', 'U'),
  document('quiet', 'Q'),
  document('urgent', 'E'),
  document('old', 'O'),
]
const events = [
  step('waiting', 'submit', 'W', 'will', '2026-03-04'),
  step('edited', 'submit', 'before', 'will', '2026-03-01'),
  step('back', 'submit', 'B', 'will', '2026-03-01'),
  step('back', 'requestChanges', 'B', 'rita', '2026-03-02', {comment: 'Say how long.'}),
  step('ready', 'submit', 'R', 'wanda', '2026-03-01'),
  step('ready', 'approve', 'R', 'rita', '2026-03-03'),
  step('quiet', 'approve', 'Q', 'rita', '2025-12-30'),
  step('urgent', 'emergency', 'E', 'ada', '2025-12-31', {comment: 'A dose was wrong.'}),
  step('old', 'approve', 'O', 'rita', '2025-01-05'),
]

const queue = (person: {id: string; roles: string[]}) =>
  reviewQueue(documents, events, {today: '2026-03-10', person}).map(({id, reasons, isMine}) => [
    id,
    reasons,
    isMine,
  ])

test('what waits for somebody is listed, what has waited longest first', () => {
  expect(queue(rita)).toEqual([
    ['urgent', ['emergency'], true],
    ['old', ['overdue'], true],
    ['back', ['changes-requested'], false],
    ['ready', ['approved'], true],
    ['waiting', ['in-review'], true],
  ])
})

test('a writer’s own list has what they submitted', () => {
  expect(queue(will).flatMap(([id, , isMine]) => (isMine ? [id] : []))).toEqual(['back', 'waiting'])
})

test('a person who published in an emergency is not asked to approve it', () => {
  const ada = {id: 'ada', roles: ['administrator', 'reviewer']}
  expect(queue(ada).find(([id]) => id === 'urgent')).toEqual(['urgent', ['emergency'], false])
})

test('only documents that can be in the queue are loaded', () => {
  expect(queueCandidates(documents, events, '2026-03-10')).toEqual([
    'waiting',
    'edited',
    'back',
    'ready',
    'urgent',
    'old',
  ])
  const named = document('named', 'N', {nextReviewDue: '2026-01-01'})
  expect(queueCandidates([named], [], '2026-03-10')).toEqual(['named'])
})
