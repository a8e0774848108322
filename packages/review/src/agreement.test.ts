import * as fc from 'fast-check'
import {expect, test} from 'vitest'

import {authorshipOf} from './authorship.ts'
import {createPublicationGuard} from './publication-guard.ts'
import {readReviewEvent} from './review-event.ts'
import {reviewFacts} from './review-facts.ts'
import {whyNotPublished, whyNotStep} from './review-rules.ts'
import {reviewStatus} from './review-status.ts'
import {type Someone, TestStore} from './test-store.ts'

const reviewer = {id: 'rita', roles: ['reviewer']}
const people: Someone[] = [
  {id: 'wanda', roles: ['writer']},
  {id: 'otto', roles: ['administrator', 'reviewer']},
  reviewer,
  {id: 'rolf', roles: ['reviewer']},
]

const turn = fc.record({
  who: fc.constantFrom(...people),
  name: fc.constantFrom('A', 'B'),
  action: fc.oneof(
    {weight: 5, arbitrary: fc.constantFrom('edit', 'submit', 'approve', 'publish')},
    {
      weight: 1,
      arbitrary: fc.constantFrom('discard', 'delete', 'withdraw', 'unpublish', 'touch'),
    },
  ),
})

function play(
  store: TestStore,
  {who, name, action}: typeof turn extends fc.Arbitrary<infer T> ? T : never,
) {
  const published = store.documents.get('t')
  switch (action) {
    case 'edit':
      return store.edit(who, name)
    case 'submit':
    case 'approve':
    case 'withdraw':
      return store.step(who, action, undefined, action === 'withdraw' ? 't' : 'drafts.t')
    case 'discard':
      return store.commit(who, {'drafts.t': null})
    case 'publish':
      return store.publish(who)
    case 'delete':
      return store.commit(who, {t: null})
    case 'unpublish':
      return published
        ? store.commit(who, {t: null, 'drafts.t': {...published, _id: 'drafts.t'}})
        : ['nothing is public']
    case 'touch':
      return published ? store.commit(who, {t: published}) : ['nothing is public']
    default:
      return action satisfies never
  }
}

/** What an editor works out by itself, from the same history. */
function seen(store: TestStore) {
  const draft = store.documents.get('drafts.t') ?? null
  const published = store.documents.get('t') ?? null
  const events = [...store.documents.values()].flatMap((document) => {
    const event = readReviewEvent(document)
    const _createdAt = store.history(document._id)[0]?.timestamp
    return event && _createdAt ? [{...event, _createdAt}] : []
  })
  const drafts = draft ? [draft] : []
  const facts = reviewFacts({published, drafts, events, authorship: authorshipOf(store, 't')})
  return {facts, status: reviewStatus({draft, published, events, today: '2026-01-01', facts})}
}

test('what the Studio says can be done is what the store lets be done', () => {
  let published = 0
  let approved = 0
  fc.assert(
    fc.property(fc.array(turn, {minLength: 5, maxLength: 50, size: 'max'}), (turns) => {
      const store = new TestStore(createPublicationGuard({reviewedTypes: ['therapy']}))
      for (const one of turns) {
        const {facts, status} = seen(store)
        const {digest} = status
        const isNews = store.documents.has('drafts.t') && digest !== status.published
        if (digest !== undefined && isNews && one.action === 'publish') {
          const isAllowed = whyNotPublished(digest, one.who, facts) === undefined
          expect([isAllowed, status.state === 'approved']).toEqual([
            play(store, one).length === 0,
            isAllowed,
          ])
          if (isAllowed) published += 1
        } else if (digest !== undefined && isNews && one.action === 'approve') {
          const reason = whyNotStep({action: 'approve', digest}, one.who, facts)
          expect(play(store, one)).toEqual(reason === undefined ? [] : [reason])
          if (reason === undefined) {
            approved += 1
            expect(status.state).toBe('in-review')
          }
        } else play(store, one)
      }
    }),
    {numRuns: 1_500},
  )
  expect(published).toBeGreaterThan(100)
  expect(approved).toBeGreaterThan(300)
}, 120_000)
