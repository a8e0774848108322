import {expect, test} from 'vitest'

import {contentDigest} from './content-digest.ts'
import {overdueDocuments, reviewDates} from './review-dates.ts'
import {createReviewEvent} from './review-event.ts'

const therapy = (fields: object = {}) => ({_id: 't', _type: 'therapy', name: 'A', ...fields})

const approvalOf = (document: {_id: string; _type: string}, at: string) =>
  createReviewEvent(
    {
      subject: document._id,
      subjectType: document._type,
      action: 'approve',
      digest: contentDigest(document),
      by: 'rita',
      at,
    },
    at,
  )

const due = (fields: object, at: string, today = '2026-06-01') =>
  reviewDates(therapy(fields), [approvalOf(therapy(fields), at)], today).nextReviewDue

test('the next review comes after 12, 24 or 36 months by risk; without a risk after 12', () => {
  const at = '2026-03-05T10:00:00Z'
  expect(
    [{}, {reviewRisk: 'high'}, {reviewRisk: 'medium'}, {reviewRisk: 'low'}].map((fields) =>
      due(fields, at),
    ),
  ).toEqual(['2027-03-05', '2027-03-05', '2028-03-05', '2029-03-05'])
})

test('a month that is too short gives its last day', () => {
  expect(due({reviewRisk: 'high'}, '2028-02-29T00:00:00Z')).toBe('2029-02-28')
})

test('a day in the document makes it earlier, never later, and is met by a later review', () => {
  const at = '2026-03-05T10:00:00Z'
  expect(due({nextReviewDue: '2026-05-01'}, at)).toBe('2026-05-01')
  expect(due({nextReviewDue: '2030-01-01'}, at)).toBe('2027-03-05')
  expect(due({nextReviewDue: '2026-03-01'}, at)).toBe('2027-03-05')
})

test('only an approval of the text as it is public counts as its review', () => {
  const other = approvalOf(therapy({name: 'B'}), '2026-03-05T10:00:00Z')
  expect(reviewDates(therapy({nextReviewDue: '2026-05-01'}), [other], '2026-06-01')).toEqual({
    lastReviewed: undefined,
    reviewedBy: undefined,
    nextReviewDue: '2026-05-01',
    isOverdue: true,
  })
  const own = approvalOf(therapy({}), '2026-03-05T10:00:00Z')
  expect(reviewDates(therapy({}), [own], '2026-06-01')).toEqual({
    lastReviewed: '2026-03-05T10:00:00Z',
    reviewedBy: 'rita',
    nextReviewDue: '2027-03-05',
    isOverdue: false,
  })
})

test('a text is overdue on the day after', () => {
  const fields = {nextReviewDue: '2026-05-01'}
  expect(reviewDates(therapy(fields), [], '2026-05-01').isOverdue).toBe(false)
  expect(reviewDates(therapy(fields), [], '2026-05-02').isOverdue).toBe(true)
})

test('a day that is none is refused', () => {
  expect(() => reviewDates(therapy(), [], 'today')).toThrow(RangeError)
})

test('the overdue documents come longest overdue first, without drafts and sources', () => {
  const documents = [
    therapy({_id: 'late', nextReviewDue: '2026-05-01'}),
    therapy({_id: 'later', nextReviewDue: '2026-04-01'}),
    therapy({_id: 'drafts.late', nextReviewDue: '2026-05-01'}),
    therapy({_id: 'soon', nextReviewDue: '2027-01-01'}),
    {_id: 'c', _type: 'citation', nextReviewDue: '2020-01-01'},
  ]
  expect(overdueDocuments(documents, [], '2026-06-01')).toEqual([
    {id: 'later', type: 'therapy', lastReviewed: undefined, nextReviewDue: '2026-04-01'},
    {id: 'late', type: 'therapy', lastReviewed: undefined, nextReviewDue: '2026-05-01'},
  ])
})
