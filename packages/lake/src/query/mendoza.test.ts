import fc from 'fast-check'
import {applyPatch, incremental} from 'mendoza'
import {expect, test} from 'vitest'

import {encodeMendoza} from './mendoza.ts'

const viaBoth = (before: unknown, after: unknown): unknown[] => {
  const patch = encodeMendoza(before, after)
  const start = incremental.wrap(structuredClone(before), 'start')
  return [
    applyPatch(structuredClone(before), patch),
    incremental.unwrap(incremental.applyPatch(start, patch, 'end')),
  ]
}

const text = fc.oneof(
  fc.string({unit: 'binary', maxLength: 12}),
  fc.string({unit: fc.constantFrom('a', 'é', '→', '💊', '\uD83D'), maxLength: 12}),
)
const key = fc.oneof(
  fc.constantFrom('a', 'b', 'é', '10', '9', '_key', 'constructor', '__proto__', 'toString'),
  fc.string({maxLength: 3}),
)
const {value} = fc.letrec<{value: unknown}>((tie) => ({
  value: fc.oneof(
    {depthSize: 'small', withCrossShrink: true},
    text,
    fc.integer({min: 0, max: 5}),
    fc.constantFrom(null, true, false, '', 0.5),
    fc.array(tie('value'), {maxLength: 6}),
    fc.dictionary(key, tie('value'), {maxKeys: 5, noNullPrototype: true}),
  ),
}))
const document = fc.dictionary(key, value, {maxKeys: 6, noNullPrototype: true})

/** A changed copy: most of it stays, so that slices and nested patches are used. */
const edit = (given: unknown, seed: () => number): unknown => {
  if (Array.isArray(given)) {
    const items = given.map((item) => (seed() < 0.3 ? edit(item, seed) : item))
    if (seed() < 0.3) items.splice(Math.floor(seed() * items.length), 1)
    if (seed() < 0.3) items.splice(Math.floor(seed() * items.length), 0, {_key: 'new', text: '→'})
    return seed() < 0.2 ? items.toReversed() : items
  }
  if (typeof given === 'object' && given !== null) {
    const entries = Object.entries(given)
      .filter(() => seed() > 0.15)
      .map(([name, item]) => [name, seed() < 0.4 ? edit(item, seed) : item])
    return Object.fromEntries(seed() < 0.2 ? [...entries, ['added', 'ä']] : entries)
  }
  if (typeof given === 'string') {
    const characters = Array.from(given)
    characters.splice(Math.floor(seed() * characters.length), Math.floor(seed() * 3), 'π')
    return characters.join('')
  }
  return given
}

test('a creation and a deletion replace everything', () => {
  expect(encodeMendoza(null, {_id: 'a'})).toEqual([0, {_id: 'a'}])
  expect(encodeMendoza({_id: 'a'}, null)).toEqual([0, null])
})

test('equal documents give the empty patch, whatever the order of their keys', () => {
  expect(encodeMendoza({a: 1, b: [{c: 'x'}]}, {b: [{c: 'x'}], a: 1})).toEqual([])
})

test('a change inside a long text sends only the changed part', () => {
  const before = {_id: 'a', body: `${'é'.repeat(40)} old ${'x'.repeat(40)}`}
  const after = {_id: 'a', body: `${'é'.repeat(40)} new ${'x'.repeat(40)}`}
  expect(encodeMendoza(before, after)).toEqual([11, 1, 23, 0, 81, 22, 'new', 23, 84, 125, 15])
})

test('an element moved in a list is copied, not sent', () => {
  const [one, two, three] = ['one', 'two', 'three'].map((name) => ({_key: name, text: name}))
  expect(encodeMendoza({list: [one, two, three]}, {list: [three, one, two]})).toEqual([
    11, 0, 21, 2, 3, 21, 0, 2, 15,
  ])
})

test('both decoders rebuild any document from any other', () => {
  fc.assert(
    fc.property(document, document, (before, after) => {
      expect(viaBoth(before, after)).toEqual([after, after])
    }),
    {numRuns: 4000},
  )
})

test('both decoders rebuild an edited document, and its original', () => {
  fc.assert(
    fc.property(
      document,
      fc.infiniteStream(fc.double({min: 0, max: 0.999, noNaN: true})),
      (before, random) => {
        const after = edit(before, () => random.next().value ?? 0)
        expect(viaBoth(before, after)).toEqual([after, after])
        expect(viaBoth(after, before)).toEqual([before, before])
      },
    ),
    {numRuns: 6000},
  )
})
