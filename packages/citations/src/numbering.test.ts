import fc from 'fast-check'
import {expect, test} from 'vitest'

import {numberCitations} from './numbering.ts'

const mark = (...ids: string[]) => ({
  _type: 'citationMark',
  _key: 'm',
  citations: ids.map((id, index) => ({_type: 'reference', _key: `r${index}`, _ref: id})),
})
const block = (...children: unknown[]) => ({_type: 'block', _key: 'b', children, markDefs: []})

test('sources are numbered by first appearance and keep their number', () => {
  const numbering = numberCitations([
    block(mark('c', 'a')),
    {_type: 'statistic', citations: [{_ref: 'a'}, {_ref: 'drafts.b'}]},
    {
      _type: 'therapySection',
      therapy: {_type: 'therapy', body: [block(mark('versions.r1.c', 'd'))]},
    },
  ])
  expect(numbering.order).toEqual(['c', 'a', 'b', 'd'])
  expect(numbering.numberOf('drafts.c')).toBe(1)
  expect(numbering.numberOf('nobody')).toBeUndefined()
  expect(numbering.missing).toEqual([])
})

test('a missing source keeps its slot and is reported with its place', () => {
  const numbering = numberCitations(
    [block(mark('gone', 'a')), block({_type: 'citationMark', _key: 'm'})],
    {
      resolve: (id) => id !== 'gone',
    },
  )
  expect(numbering.order).toEqual(['gone', 'a'])
  expect(numbering.missing).toEqual([
    {id: 'gone', number: 1, path: ['b', 'children', 'm']},
    {id: '', number: undefined, path: ['b', 'children', 'm']},
  ])
})

test('the numbering is a bijection from the cited sources onto 1 to n, by first appearance', () => {
  fc.assert(
    fc.property(fc.array(fc.array(fc.stringMatching(/^[a-z]{1,2}$/), {minLength: 1})), (marks) => {
      const numbering = numberCitations(marks.map((ids) => block(mark(...ids))))
      const cited = [...new Set(marks.flat())]
      expect(numbering.order).toEqual(cited)
      expect(cited.map((id) => numbering.numberOf(id))).toEqual(cited.map((_, index) => index + 1))
    }),
  )
})

test('an edit that changes no order of citations changes no number', () => {
  fc.assert(
    fc.property(
      fc.array(fc.array(fc.stringMatching(/^[a-d]$/), {minLength: 1})),
      fc.array(fc.nat()),
      fc.string(),
      (marks, places, text) => {
        const before = marks.map((ids): unknown => block(mark(...ids)))
        const after = [...before]
        for (const place of places)
          after.splice(place % (after.length + 1), 0, block({_type: 'span', text}))
        expect(numberCitations({sections: after}).order).toEqual(numberCitations(before).order)
      },
    ),
  )
})
