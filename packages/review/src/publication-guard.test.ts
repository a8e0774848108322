import {describe, expect, test} from 'vitest'

import {contentDigest} from './content-digest.ts'
import {createPublicationGuard} from './publication-guard.ts'
import {createReviewEvent, type ReviewAction} from './review-event.ts'

type Document = {_id: string; _type: string; [field: string]: unknown}
interface Entry {
  id: string
  author: string
  timestamp: string
  before: Document | null
  after: Document | null
}

const guard = createPublicationGuard({reviewedTypes: ['therapy']})
const writer = {id: 'wanda', roles: ['writer']}
const reviewer = {id: 'rita', roles: ['reviewer']}
const secondReviewer = {id: 'rolf', roles: ['reviewer']}
const administrator = {id: 'ada', roles: ['administrator']}

/** The smallest store that keeps history: one clock tick a transaction. */
function createStore() {
  const documents = new Map<string, Document>()
  const log: Entry[] = []
  let tick = 0
  const now = () => new Date(Date.UTC(2026, 0, 1) + tick * 1000).toISOString()

  function commit(
    identity: {id: string; roles: string[]},
    writes: Record<string, Document | null>,
  ): string[] {
    tick += 1
    const changes = Object.entries(writes).map(([id, after]) => ({
      id,
      before: documents.get(id) ?? null,
      after,
    }))
    const state = new Map(documents)
    for (const {id, after} of changes) {
      if (after) state.set(id, after)
      else state.delete(id)
    }
    const problems = guard({
      timestamp: now(),
      identity,
      changes,
      get: (id) => state.get(id) ?? null,
      ofType: (type) => [...state.values()].filter((document) => document._type === type),
      history: (id) => log.filter((entry) => entry.id === id),
    })
    if (problems.length > 0) return problems.map((problem) => problem.message)
    documents.clear()
    for (const [id, document] of state) documents.set(id, document)
    log.push(...changes.map((change) => ({...change, author: identity.id, timestamp: now()})))
    return []
  }

  const edit = (who: typeof writer, name: string, id = 'drafts.t') =>
    commit(who, {[id]: {_id: id, _type: 'therapy', name}})
  const step = (who: typeof writer, action: ReviewAction, comment?: string) => {
    const draft = documents.get('drafts.t')
    const event = createReviewEvent(
      {
        subject: 't',
        subjectType: 'therapy',
        action,
        digest: draft ? contentDigest(draft) : '',
        by: who.id,
        at: new Date(Date.UTC(2026, 0, 1) + (tick + 1) * 1000).toISOString(),
        ...(comment ? {comment} : {}),
      },
      String(tick),
    )
    return commit(who, {[event._id]: {...event}})
  }
  const publish = (who: typeof writer) =>
    commit(who, {t: {...documents.get('drafts.t')!, _id: 't'}, 'drafts.t': null})
  return {commit, documents, edit, publish, step}
}

const needsApproval =
  'A second person has to approve this text before it is published. Submit it for review.'
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
    expect(store.publish(administrator)).toEqual([needsApproval])
  })

  test('an edit after the approval voids it', () => {
    const store = createStore()
    store.edit(writer, 'examplinib')
    store.step(writer, 'submit')
    store.step(reviewer, 'approve')
    store.edit(writer, 'examplinib 2')
    expect(store.publish(reviewer)).toEqual([changedSince])
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

  test('a draft that outlives a publication keeps its author', () => {
    const store = createStore()
    store.edit(writer, 'approved text')
    store.step(writer, 'submit')
    store.step(secondReviewer, 'approve')
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

  test('a request for changes says what has to change', () => {
    const store = createStore()
    store.edit(writer, 'examplinib')
    store.step(writer, 'submit')
    expect(store.step(reviewer, 'requestChanges')).toEqual(['Say what has to change.'])
    expect(store.step(reviewer, 'requestChanges', 'The dose is missing.')).toEqual([])
    expect(store.publish(reviewer)).toEqual([needsApproval])
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
