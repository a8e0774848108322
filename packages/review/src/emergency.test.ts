import {beforeEach, describe, expect, test} from 'vitest'

import {createPublicationGuard} from './publication-guard.ts'
import {TestStore} from './test-store.ts'

const writer = {id: 'wanda', roles: ['writer']}
const reviewer = {id: 'rita', roles: ['reviewer']}
const administrator = {id: 'ada', roles: ['administrator']}
const administratorWhoReviews = {id: 'ada', roles: ['administrator', 'reviewer']}

let store: TestStore
beforeEach(() => {
  store = new TestStore(createPublicationGuard({reviewedTypes: ['therapy']}))
  store.edit(writer, 'warning added')
})

describe('an emergency', () => {
  test('an administrator publishes with a written reason', () => {
    expect(store.step(administrator, 'emergency', 'The drug was recalled today.')).toEqual([])
    expect(store.publish(administrator)).toEqual([])
  })

  test('without a reason it is refused', () => {
    const refusal = ['Write why this cannot wait for a second person.']
    expect(store.step(administrator, 'emergency')).toEqual(refusal)
    expect(store.step(administrator, 'emergency', ' \n')).toEqual(refusal)
  })

  test('nobody but an administrator declares one, or publishes under one', () => {
    expect(store.step(reviewer, 'emergency', 'Now!')).toEqual([
      'Only an administrator can publish in an emergency. Ask one, or ask a reviewer to approve the text.',
    ])
    store.step(administrator, 'emergency', 'The drug was recalled today.')
    expect(store.publish(reviewer)).toEqual([
      'A second person has to approve this text before it is published. Submit it for review.',
    ])
  })

  test('it is for this very text', () => {
    store.step(administrator, 'emergency', 'The drug was recalled today.')
    store.edit(writer, 'warning added, and something else')
    expect(store.publish(administrator)).toEqual([
      'A second person has to approve this text before it is published. Submit it for review.',
    ])
  })

  test('it is used once: a later publication of the same text needs another decision', () => {
    store.step(administrator, 'emergency', 'The drug was recalled today.')
    store.publish(administrator)
    store.commit(administrator, {t: null})
    store.edit(writer, 'warning added')
    expect(store.publish(administrator)).toEqual([
      'A second person has to approve this text before it is published. Submit it for review.',
    ])
  })
})

describe('afterwards', () => {
  beforeEach(() => {
    store.step(administrator, 'emergency', 'The drug was recalled today.')
    store.publish(administrator)
  })

  test('a reviewer approves the text as it is public', () => {
    expect(store.step(reviewer, 'approve', undefined, 't')).toEqual([])
  })

  test('neither its writer nor the administrator who published it approves it', () => {
    const refusal = ['You wrote this text. Somebody else has to approve it.']
    const writerWhoReviews = {id: 'wanda', roles: ['reviewer']}
    expect(store.step(writerWhoReviews, 'approve', undefined, 't')).toEqual(refusal)
    expect(store.step(administratorWhoReviews, 'approve', undefined, 't')).toEqual(refusal)
  })

  test('writing the same text once more does not hide who wrote it', () => {
    store.edit(administrator, 'warning added', 't')
    const writerWhoReviews = {id: 'wanda', roles: ['reviewer']}
    expect(store.step(writerWhoReviews, 'approve', undefined, 't')).toEqual([
      'You wrote this text. Somebody else has to approve it.',
    ])
  })

  test('an approval of the public text lets no draft become public', () => {
    store.step(reviewer, 'approve', undefined, 't')
    store.edit(writer, 'another text')
    expect(store.publish(reviewer)).toEqual([
      'A second person has to approve this text before it is published. Submit it for review.',
    ])
  })
})
