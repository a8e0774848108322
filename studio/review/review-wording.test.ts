import {contentDigest, createReviewEvent, reviewStatus} from '@net-therapies/review'
import {expect, test} from 'vitest'

import {explain, plainReason} from './review-wording.ts'

const draft = {_id: 'drafts.t', _type: 'therapy', name: 'examplinib'}

const submission = createReviewEvent(
  {
    subject: 't',
    subjectType: 'therapy',
    action: 'submit',
    digest: contentDigest(draft),
    by: 'will',
    at: '2026-03-01T12:00:00',
  },
  '1',
)
const status = reviewStatus({
  draft,
  published: null,
  events: [submission],
  today: '2026-03-02',
})
const nameOf = () => 'Will Writer'
const by = 'Submitted by Will Writer on 1 March 2026 at 12:00.'

test('each reader of a submitted text is told what they can do', () => {
  const reviewer = {id: 'rita', roles: ['reviewer']}
  expect(explain(status, nameOf, {id: 'will', roles: ['writer']})).toBe(
    `${by} A second person has to approve it before it is published.`,
  )
  expect(explain(status, nameOf, reviewer)).toBe(
    `${by} Read it and what it cites, then approve it or ask for changes.`,
  )
  expect(explain(status, nameOf, reviewer, 'You edited this text.')).toBe(
    `${by} You edited this text.`,
  )
})

test('whoever cannot publish an approved text is told who can', () => {
  const approval = createReviewEvent(
    {...submission, action: 'approve', by: 'rita', at: '2026-03-01T13:00:00'},
    '2',
  )
  const approved = reviewStatus({
    draft,
    published: null,
    events: [submission, approval],
    today: '2026-03-02',
  })
  const start = 'Approved by Will Writer on 1 March 2026 at 13:00.'
  const end = 'Any change cancels the approval.'
  expect(explain(approved, nameOf, {id: 'rita', roles: ['reviewer']})).toBe(
    `${start} You can publish it as it stands. ${end}`,
  )
  expect(explain(approved, nameOf, {id: 'will', roles: ['writer']})).toBe(
    `${start} A reviewer or an administrator can publish it as it stands. ${end}`,
  )
})

test('a refusal of the store is one plain sentence, said once', () => {
  const message = 'The mutation(s) failed: - You edited this text.\n- You edited this text.'
  expect(plainReason(new Error(message))).toBe('You edited this text.')
  expect(plainReason(new Error('The action(s) failed: It waits.'))).toBe('It waits.')
  expect(plainReason('offline')).toBe('offline')
})
