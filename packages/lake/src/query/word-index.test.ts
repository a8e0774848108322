import fc from 'fast-check'
import {expect, test} from 'vitest'

import type {SanityDocument} from './document.ts'
import {Evaluator} from './evaluator.ts'
import {matchesTextQuery, parseTextQuery} from './text-query.ts'
import {WordIndex} from './word-index.ts'

const word = fc.constantFrom('slow', 'slower', 'tumor', 'tumors', 'a.b', 'x', 'Ü', 'and')
const text = fc.array(word, {maxLength: 4}).map((words) => words.join(' '))
const span = fc.record({_type: fc.constant('span'), text})
const block = fc.record({_type: fc.constant('block'), children: fc.array(span, {maxLength: 2})})
const documents = fc.uniqueArray(
  fc.record(
    {
      _id: fc.constantFrom('a', 'b', 'c', 'slow', 'tumor.x'),
      _type: fc.constantFrom('slow', 'page'),
      title: fc.oneof(text, fc.array(text, {maxLength: 2}), fc.constant(null)),
      body: fc.array(block, {maxLength: 2}),
      children: fc.array(span, {maxLength: 2}),
    },
    {requiredKeys: ['_id', '_type']},
  ),
  {maxLength: 5, selector: ({_id}) => _id},
)
const term = fc
  .tuple(fc.constantFrom('', '-'), word, fc.constantFrom('', '*'))
  .map((parts) => parts.join(''))
const phrase = fc
  .tuple(fc.constantFrom('', '-'), text, fc.constantFrom('', '*'))
  .map(([minus, words, star]) => `${minus}"${words}"${star}`)
const search = fc.array(fc.oneof(term, phrase), {maxLength: 3}).map((terms) => terms.join(' '))
const left = fc.constantFrom(
  '@',
  '[@, _id]',
  'title',
  '_id',
  'body',
  'children',
  '_type',
  '[title, _id]',
)

const request = {perspective: 'raw', projectId: 'p', dataset: 'd'} as const

test('a search by the index finds what a search of every document finds', async () => {
  await fc.assert(
    fc.asyncProperty(documents, documents, left, search, async (before, after, field, q) => {
      const evaluator = new Evaluator()
      evaluator.load(before)
      const ask = async (query: string) => evaluator.query({query, params: {q}, ...request})
      const bySearch = `*[${field} match text::query($q) || references($q)]._id`
      // A condition that looks up nothing keeps the index from being used.
      const byLooking = `*[${field} match text::query($q) || references($q) || _id == upper($q)]._id`
      expect(await ask(bySearch)).toEqual(await ask(byLooking))
      const gone = before.filter(({_id}) => !after.some((each) => each._id === _id))
      evaluator.apply([
        ...after.map((each) => ({id: each._id, after: each as SanityDocument})),
        ...gone.map(({_id}) => ({id: _id, after: null})),
      ])
      expect(await ask(bySearch)).toEqual(await ask(byLooking))
    }),
    {numRuns: 2_000},
  )
})

test('the index leaves few documents to look at', () => {
  const many = Array.from({length: 1_000}, (_, n) => ({
    _id: `note-${n}`,
    _type: 'note',
    title: `Note ${n}`,
    text: n === 500 ? 'a rare word' : 'the usual words',
  }))
  const index = new WordIndex(many)
  const found = (query: string) => [...(index.find(parseTextQuery(query)) ?? ['all'])]
  expect(found('rare')).toEqual(['note-500'])
  expect(found('note "rare word"')).toEqual(['note-500'])
  expect(found('rar* -other')).toEqual(['note-500'])
  expect(found('unknown')).toEqual([])
  expect(found('-rare')).toEqual(['all'])
  index.set({_id: 'note-1', _type: 'note', title: 'rare too'})
  index.delete('note-500')
  expect(found('rare')).toEqual(['note-1'])
  expect(matchesTextQuery(many[500], parseTextQuery('rare'))).toBe(true)
})
