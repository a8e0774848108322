import {describe, expect, test} from 'vitest'

import {contentDigest} from './content-digest.ts'
import {createPublicationGuard} from './publication-guard.ts'
import {createReviewEvent} from './review-event.ts'
import {TestStore} from './test-store.ts'

const sections = [{type: 'drugClassSection', field: 'drugClass', shows: ['name', 'body']}]
const guard = createPublicationGuard({
  reviewedTypes: ['therapy', 'drugClass', 'citation', 'page'],
  sections,
})
const writer = {id: 'wanda', roles: ['writer']}
const reviewer = {id: 'rita', roles: ['reviewer']}
const secondReviewer = {id: 'rolf', roles: ['reviewer']}
const administrator = {id: 'ada', roles: ['administrator']}

const createStore = () => new TestStore(guard)

const needsApproval =
  'A second person has to approve this text before it is published. Submit it for review.'
const waits =
  'This text waits for review. A second person has to approve it before it is published.'
const changedSince = 'The text was changed after it was approved. Submit it for review again.'
const ownText = 'You edited this text since it was last published. Somebody else has to approve it.'
const keptAsTheyAre = 'Review steps are kept as they are. They cannot be changed or deleted.'

describe('publication', () => {
  test('a text that a second person approved is published', () => {
    const store = createStore()
    expect(store.edit(writer, 'examplinib')).toEqual([])
    expect(store.step(writer, 'submit')).toEqual([])
    expect(store.step(reviewer, 'approve')).toEqual([])
    expect(store.publish(reviewer)).toEqual([])
  })

  test('without an approval nobody publishes, not even an administrator', () => {
    const store = createStore()
    store.edit(writer, 'examplinib')
    expect(store.publish(administrator)).toEqual([needsApproval])
    store.step(writer, 'submit')
    expect(store.publish(administrator)).toEqual([waits])
  })

  test('an edit after the approval voids it', () => {
    const store = createStore()
    store.edit(writer, 'examplinib')
    store.step(writer, 'submit')
    store.step(reviewer, 'approve')
    store.edit(writer, 'examplinib 2')
    expect(store.publish(reviewer)).toEqual([changedSince])
  })

  test('an approved text that was changed and changed back is to be approved again', () => {
    const store = createStore()
    store.edit(writer, 'examplinib')
    store.step(writer, 'submit')
    store.step(reviewer, 'approve')
    store.edit(writer, 'something else')
    store.step(writer, 'submit')
    store.step(reviewer, 'requestChanges', 'As it was.')
    store.edit(writer, 'examplinib')
    expect(store.publish(reviewer)).toEqual([changedSince])
  })

  test('an approved text in a release stays approved while its draft goes on', () => {
    const store = createStore()
    store.edit(writer, 'examplinib')
    store.step(writer, 'submit')
    store.step(reviewer, 'approve')
    store.edit(writer, 'examplinib', 'versions.r1.t')
    store.edit(writer, 'for later')
    expect(store.publish(reviewer, 'versions.r1.t')).toEqual([])
  })

  test('a draft that was discarded and written once more has to be submitted again', () => {
    const store = createStore()
    store.edit(writer, 'A')
    store.step(writer, 'submit')
    store.commit(writer, {'drafts.t': null})
    store.edit(writer, 'A')
    expect(store.step(reviewer, 'approve')).toEqual([
      'This text was not submitted for review. Ask the writer to submit it.',
    ])
  })

  test('saving the public text once more without a change cancels no approval', () => {
    const store = createStore()
    store.edit(writer, 'A')
    store.step(writer, 'submit')
    store.step(reviewer, 'approve')
    store.publish(reviewer)
    store.edit(writer, 'B')
    store.step(writer, 'submit')
    store.step(reviewer, 'approve')
    expect(store.edit(administrator, 'A', 't')).toEqual([])
    expect(store.edit(administrator, 'B', 'drafts.t')).toEqual([])
    expect(store.publish(reviewer)).toEqual([])
  })

  test('an approval cannot be used for another version of the text', () => {
    const store = createStore()
    store.edit(writer, 'examplinib')
    store.step(writer, 'submit')
    store.step(reviewer, 'approve')
    expect(store.edit(administrator, 'something else', 't')).toEqual([changedSince])
  })

  test('an approval from before the last publication does not count', () => {
    const store = createStore()
    for (const name of ['first', 'second']) {
      store.edit(writer, name)
      store.step(writer, 'submit')
      store.step(reviewer, 'approve')
      expect(store.publish(reviewer)).toEqual([])
    }
    store.edit(writer, 'first')
    expect(store.publish(reviewer)).toEqual([needsApproval])
  })

  test('a document can be withdrawn without a second person, and needs approval to come back', () => {
    const store = createStore()
    store.edit(writer, 'examplinib')
    store.step(writer, 'submit')
    store.step(reviewer, 'approve')
    store.publish(reviewer)
    expect(store.commit(reviewer, {t: null})).toEqual([])
    store.edit(writer, 'examplinib')
    expect(store.publish(reviewer)).toEqual([needsApproval])
  })

  test('a document that is not reviewed is left alone', () => {
    const store = createStore()
    expect(store.commit(administrator, {s: {_id: 's', _type: 'settings'}})).toEqual([])
  })
})

describe('approval', () => {
  test('nobody approves a text that they edited', () => {
    const store = createStore()
    store.edit(writer, 'examplinib')
    store.edit(reviewer, 'examplinib, improved')
    store.step(writer, 'submit')
    expect(store.step(reviewer, 'approve')).toEqual([ownText])
    expect(store.step(secondReviewer, 'approve')).toEqual([])
  })

  test('a reviewer approves a text of which nothing is theirs any more', () => {
    const store = createStore()
    store.edit(writer, 'A')
    store.edit(reviewer, 'A and a word of hers')
    store.edit(reviewer, 'A')
    store.step(writer, 'submit')
    expect(store.step(reviewer, 'approve')).toEqual([])
    expect(store.publish(writer)).toEqual([])

    store.edit(reviewer, 'B')
    store.commit(reviewer, {'drafts.t': null})
    store.edit(writer, 'C')
    store.step(writer, 'submit')
    expect(store.step(reviewer, 'approve')).toEqual([])
  })

  test('whoever wrote on a text is its author for as long as anything is built on it', () => {
    const store = createStore()
    store.edit(writer, 'A')
    store.edit(reviewer, 'AB')
    store.edit(writer, 'ABC')
    store.step(writer, 'submit')
    expect(store.step(reviewer, 'approve')).toEqual([ownText])

    store.commit(writer, {'drafts.t': null})
    store.edit(writer, 'ABC')
    store.step(writer, 'submit')
    expect(store.step(reviewer, 'approve')).toEqual([ownText])
  })

  test('a draft that outlives a publication keeps its author', () => {
    const store = createStore()
    store.edit(writer, 'approved text')
    store.step(writer, 'submit')
    store.step(secondReviewer, 'approve')
    store.edit(administrator, 'approved text', 'versions.r1.t')
    store.edit(reviewer, 'text of the reviewer')
    expect(store.edit(administrator, 'approved text', 't')).toEqual([])
    store.step(writer, 'submit')
    expect(store.step(reviewer, 'approve')).toEqual([ownText])
  })

  test('a writer cannot approve', () => {
    const store = createStore()
    store.edit(reviewer, 'examplinib')
    store.step(reviewer, 'submit')
    expect(store.step(writer, 'approve')).toEqual([
      'Only a reviewer can approve a text or ask for changes.',
    ])
  })

  test('a text that was not submitted cannot be approved', () => {
    const store = createStore()
    store.edit(writer, 'examplinib')
    expect(store.step(reviewer, 'approve')).toEqual([
      'This text was not submitted for review. Ask the writer to submit it.',
    ])
  })

  test('nobody approves what they submitted themselves, even if another wrote it', () => {
    const store = createStore()
    store.edit(writer, 'not finished yet')
    store.step(reviewer, 'submit')
    expect(store.step(reviewer, 'approve')).toEqual([
      'You submitted this text for review yourself. Somebody else has to approve it.',
    ])
    store.step(writer, 'submit')
    expect(store.step(reviewer, 'approve')).toEqual([])
  })

  test('an approval can be read by everybody and has no comment', () => {
    const store = createStore()
    store.edit(writer, 'examplinib')
    store.step(writer, 'submit')
    expect(store.step(reviewer, 'approve', 'Between us: …')).toEqual([
      'An approval can be read by everybody, so it has no comment.',
    ])
  })

  test('a request for changes says what has to change', () => {
    const store = createStore()
    store.edit(writer, 'examplinib')
    store.step(writer, 'submit')
    expect(store.step(reviewer, 'requestChanges')).toEqual(['Say what has to change.'])
    expect(store.step(reviewer, 'requestChanges', 'The dose is missing.')).toEqual([])
    expect(store.publish(reviewer)).toEqual([
      'A reviewer asked for changes: The dose is missing. Change the text, then submit it for review again.',
    ])
  })

  test('review steps are never changed or deleted, by anybody', () => {
    const store = createStore()
    store.edit(writer, 'examplinib')
    store.step(writer, 'submit')
    const event = [...store.documents.values()].find(({_type}) => _type === 'reviewEvent')!
    expect(store.commit(administrator, {[event._id]: null})).toEqual([keptAsTheyAre])
    expect(store.commit(administrator, {[event._id]: {...event, by: 'x'}})).toEqual([keptAsTheyAre])
  })

  test('nobody records a step in the name of another', () => {
    const store = createStore()
    store.edit(writer, 'examplinib')
    store.step(writer, 'submit')
    const forged = createReviewEvent(
      {
        subject: 't',
        subjectType: 'therapy',
        action: 'approve',
        digest: contentDigest(store.documents.get('drafts.t')!),
        by: 'rita',
        at: '2026-01-01T00:00:03.000Z',
      },
      'forged',
    )
    expect(store.commit(administrator, {[forged._id]: {...forged}})).toEqual([
      'A review step is recorded in one’s own name.',
    ])
  })
})

describe('authors', () => {
  test('a version in a release counts like the draft, even after it is gone', () => {
    const store = createStore()
    store.edit(reviewer, 'text of the reviewer', 'versions.r1.t')
    store.edit(writer, 'text of the reviewer')
    store.commit(writer, {'versions.r1.t': null})
    store.step(writer, 'submit')
    expect(store.step(reviewer, 'approve')).toEqual([ownText])
    expect(store.step(secondReviewer, 'approve')).toEqual([])
  })

  test('copying a text to another form of the document makes nobody its author', () => {
    const store = createStore()
    store.edit(writer, 'examplinib')
    store.edit(reviewer, 'examplinib', 'versions.r1.t')
    store.step(writer, 'submit', undefined, 'versions.r1.t')
    expect(store.step(reviewer, 'approve', undefined, 'versions.r1.t')).toEqual([])
    expect(store.publish(reviewer, 'versions.r1.t')).toEqual([])
  })

  test('a reviewer who withdrew a page may approve it when it comes back', () => {
    const store = createStore()
    store.edit(writer, 'examplinib')
    store.step(writer, 'submit')
    store.step(secondReviewer, 'approve')
    store.publish(secondReviewer)
    store.commit(reviewer, {t: null, 'drafts.t': {...store.documents.get('t')!, _id: 'drafts.t'}})
    store.step(writer, 'submit')
    expect(store.step(reviewer, 'approve')).toEqual([])
    expect(store.publish(reviewer)).toEqual([])
  })
})

describe('a withdrawal', () => {
  test('is recorded together with what it does, by whoever may do it', () => {
    const store = createStore()
    store.edit(writer, 'examplinib')
    store.step(writer, 'submit')
    store.step(reviewer, 'approve')
    store.publish(reviewer)
    expect(store.step(secondReviewer, 'withdraw', 'Out of date.', 't')).toEqual([])
    expect(store.documents.has('t')).toBe(false)
  })

  test('cannot be claimed of a page that stays public, or that never was', () => {
    const store = createStore()
    store.edit(writer, 'examplinib')
    const event = createReviewEvent(
      {
        subject: 't',
        subjectType: 'therapy',
        action: 'withdraw',
        digest: contentDigest(store.documents.get('drafts.t')!),
        by: 'wanda',
        at: '2026-01-01T00:00:02.000Z',
      },
      'x',
    )
    expect(store.commit(writer, {[event._id]: {...event}})).toEqual([
      'A withdrawal is recorded in the same transaction that deletes the published document.',
    ])
  })
})

describe('what a page shows of others', () => {
  const source = (status: string) => ({
    _id: 'c',
    _type: 'citation',
    title: 'A trial',
    integrity: {status},
  })
  const drugClass = (name: string, id = 'd') => ({_id: id, _type: 'drugClass', name, note: name})
  const text = {
    _id: 'drafts.t',
    _type: 'therapy',
    body: [
      {_type: 'drugClassSection', drugClass: {_ref: 'd'}},
      {children: [{citations: [{_ref: 'c'}]}]},
    ],
  }
  // Sources and drug classes come in by emergency, which is the short way in these tests.
  const unguarded = createPublicationGuard({reviewedTypes: ['therapy'], sections})

  function approved(): TestStore {
    const store = new TestStore(unguarded)
    store.commit(administrator, {c: source('ok'), d: drugClass('Example class')})
    store.commit(writer, {'drafts.t': text})
    store.step(writer, 'submit')
    expect(store.step(reviewer, 'approve')).toEqual([])
    return store
  }

  test('stays as it was: the page is published', () => {
    expect(approved().publish(reviewer)).toEqual([])
  })

  test('a source that was retracted since is named', () => {
    const store = approved()
    store.commit(administrator, {c: source('retracted')})
    expect(store.publish(reviewer)).toEqual([
      'The source “A trial” was retracted after the approval. Replace it, then submit the text for review again.',
    ])
  })

  test('a section that changed since is named, until somebody approves the page again', () => {
    const store = approved()
    store.commit(administrator, {d: drugClass('Renamed class')})
    expect(store.publish(reviewer)).toEqual([
      '“Renamed class”, which this page shows, changed after the approval. Submit the page for review again, so that it is approved as it will look.',
    ])
    store.step(writer, 'submit')
    store.step(reviewer, 'approve')
    expect(store.publish(reviewer)).toEqual([])
  })

  test('a change of what the page does not show is none', () => {
    const store = approved()
    store.commit(administrator, {d: {...drugClass('Example class'), note: 'other'}})
    expect(store.publish(reviewer)).toEqual([])
  })

  test('a section whose draft was there at the approval may become public with the page', () => {
    const store = new TestStore(unguarded)
    store.commit(administrator, {c: source('ok'), d: drugClass('Old')})
    store.commit(writer, {'drafts.t': text, 'drafts.d': drugClass('New', 'drafts.d')})
    store.step(writer, 'submit')
    store.step(reviewer, 'approve')
    store.commit(administrator, {d: drugClass('New'), 'drafts.d': null})
    expect(store.publish(reviewer)).toEqual([])
  })
})

test('a malformed or backdated step is refused, not stumbled over', () => {
  const store = createStore()
  store.edit(writer, 'examplinib')
  const event = createReviewEvent(
    {
      subject: 't',
      subjectType: 'therapy',
      action: 'submit',
      digest: contentDigest(store.documents.get('drafts.t')!),
      by: 'wanda',
      at: '2026-01-01T00:00:02.000Z',
    },
    'x',
  )
  const clock =
    'The time of the review step differs from the clock of the store. Correct the clock.'
  const attempts: [object, string][] = [
    [{comment: {}}, 'The field “comment” of a review step has to be a string.'],
    [{byName: {a: 1}}, 'The field “byName” of a review step has to be a string.'],
    [{digest: undefined}, 'The field “digest” of a review step has to be a string.'],
    [{verdict: 'good'}, 'A review step has no field “verdict”.'],
    [{action: 'bless'}, 'There is no review step “bless”.'],
    [{at: 'yesterday'}, clock],
    [{at: '2025-12-31T00:00:00.000Z'}, clock],
    [{_createdAt: '2025-12-31T00:00:00.000Z'}, clock],
    [{subjectType: 'page'}, 't is of the type therapy, not page.'],
    [{asPublished: true}, 'Only an approval can be for a text that is public already.'],
  ]
  for (const [changes, message] of attempts) {
    expect(store.commit(writer, {[event._id]: {...event, ...changes}})).toEqual([message])
  }
  expect(store.commit(writer, {[event._id]: {...event}})).toEqual([])
})
