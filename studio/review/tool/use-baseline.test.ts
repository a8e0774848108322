import {contentDigest, createReviewEvent, type ReviewAction} from '@net-therapies/review'
import {expect, test} from 'vitest'

import {explainBaseline, findBaseline} from './use-baseline.ts'

const text = (name: string) => ({_id: 'drafts.t', _type: 'therapy', name})

const step = (action: ReviewAction, name: string, day: string) =>
  createReviewEvent(
    {
      subject: 't',
      subjectType: 'therapy',
      action,
      digest: contentDigest(text(name)),
      by: 'rita',
      at: `${day}T12:00:00Z`,
    },
    day,
  )

const entry = (name: string) => ({author: 'will', timestamp: '', before: null, after: text(name)})

const past = {
  history: (id: string) => (id === 'drafts.t' ? [entry('A'), entry('B'), entry('C')] : []),
  formsOf: () => ['drafts.t'],
}

const nameOf = () => 'Rita Reviewer'

const baseline = (events: ReturnType<typeof step>[], published: string | null) =>
  findBaseline({
    id: 't',
    events,
    past,
    digest: contentDigest(text('C')),
    published: published === null ? null : {...text(published), _updatedAt: '2026-01-01T00:00:00Z'},
  })

test('a text is compared with the one that was approved last before it', () => {
  const events = [step('approve', 'A', '2026-01-01'), step('approve', 'B', '2026-01-02')]
  const found = baseline([...events, step('approve', 'C', '2026-01-03')], 'A')
  expect(found.document).toEqual(text('B'))
  expect(found.since).toBe('2026-01-02T12:00:00Z')
  expect(explainBaseline(found, nameOf)).toMatch(
    /^Compared with the text that Rita Reviewer approved on 2 January/u,
  )
})

test('without an earlier approval it is compared with the public text, or with nothing', () => {
  const submitted = baseline([step('submit', 'C', '2026-01-02')], 'B')
  expect(submitted.document).toMatchObject(text('B'))
  expect(explainBaseline(submitted, nameOf)).toBe('Compared with the text that is public.')
  expect(baseline([], 'C')).toEqual({document: null, approval: undefined, since: ''})
  expect(explainBaseline(baseline([], 'C'), nameOf)).toMatch(/^No earlier text/u)
})

test('an approved text that the history has lost is passed over', () => {
  expect(baseline([step('approve', 'lost', '2026-01-02')], null).document).toBeNull()
})
