import {expect, test} from 'vitest'

import {contentDigest} from './content-digest.ts'

test('system fields and the order of keys do not change the digest', () => {
  const draft = {_id: 'drafts.a', _rev: '1', _type: 'therapy', name: 'x', list: [{a: 1, b: 2}]}
  const published = {list: [{b: 2, a: 1}], name: 'x', _type: 'therapy', _rev: '2', _id: 'a'}
  expect(contentDigest(draft)).toBe(contentDigest(published))
})

test('a reference that publishing strengthens counts as strengthened', () => {
  const weak = {
    _type: 'page',
    citation: {
      _type: 'reference',
      _ref: 'c',
      _weak: true,
      _strengthenOnPublish: {type: 'citation'},
    },
  }
  const strong = {_type: 'page', citation: {_type: 'reference', _ref: 'c'}}
  expect(contentDigest(weak)).toBe(contentDigest(strong))
})

test('a reference that stays weak is different from a strong one', () => {
  const weak = {_type: 'page', citation: {_type: 'reference', _ref: 'c', _weak: true}}
  const strong = {_type: 'page', citation: {_type: 'reference', _ref: 'c'}}
  expect(contentDigest(weak)).not.toBe(contentDigest(strong))
})

test('the order of an array, a number and its text are content', () => {
  const digests = [{a: [1, 2]}, {a: [2, 1]}, {a: ['1', 2]}].map(contentDigest)
  expect(new Set(digests).size).toBe(3)
})

test('the digest of an empty document is the SHA-256 of {}', () => {
  expect(contentDigest({_id: 'a'})).toBe(
    '44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a',
  )
})
