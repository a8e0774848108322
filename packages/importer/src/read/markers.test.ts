import fc from 'fast-check'
import {describe, expect, test} from 'vitest'

import {findMarkers} from './markers.ts'

const listed = new Set([2, 4, 5, 6, 13, 23, 24])

const found = (text: string, numbers: ReadonlySet<number> = listed) =>
  findMarkers(text, {listed: numbers}).markers.map(({numbers: cited, start, end}) => [
    text.slice(start, end),
    cited,
  ])

describe('a number is a citation mark', () => {
  test.each([
    ['glued to a full stop', 'They had treatment.2 Others waited.', [['2', [2]]]],
    ['before a colon that lost its list', 'The drugs include:5,13', [['5,13', [5, 13]]]],
    ['glued to a word', 'It stops tumor cells4-6 and more.', [['4-6', [4, 5, 6]]]],
    ['after a bracket', 'A tumor (NET)2 grows.', [['2', [2]]]],
    ['glued to the plural of an abbreviation', 'Most NETs4 grow.', [['4', [4]]]],
    ['in square brackets', 'It grows [4, 5].', [['[4, 5]', [4, 5]]]],
    ['raised', 'It grows.²³ Later', [['²³', [23]]]],
    ['before a capital with the space lost', 'It grows.2The end', [['2', [2]]]],
    ['after a comma', 'If it grows,13 they wait.', [['13', [13]]]],
    ['at the end of a line', 'as shown by Examplin et al.24', [['24', [24]]]],
    ['after a name with a number', 'It binds to CD36.13 Cells grow.', [['13', [13]]]],
    ['after such a name and a comma', 'Both B2M,13,23 and others', [['13,23', [13, 23]]]],
    ['after a number at the end', 'The pH rose from 6.7 to 7.2.13 Then', [['13', [13]]]],
    ['after a unit of a number', 'A level of 130 mg/dL13 or more', [['13', [13]]]],
    ['several after a plural', 'These DCs,13,23 too', [['13,23', [13, 23]]]],
    ['not listed, but close to the listed ones', 'It helps.25', [['25', [25]]]],
  ])('%s', (_name, text, expected) => {
    expect(found(text)).toEqual(expected)
  })
})

test.each([
  'About 1 in 5 patients',
  'They took 2.5 mg or 13.5 mg',
  'CO2 and H2O',
  'a Ki-67 of 5%',
  'grades G2 and G4',
  '177Lu and 90Y and 68Ga',
  'in 2024, from 2005 to 2013',
  'on June 5, 2013',
  'within 24 hours',
  'SSTR2 and SSTR5 receptors',
  '5-FU and 13-cis',
  'see page 5 and Fig.5',
  'stage4 and grade2',
  'an area of 5 m2 or cm2',
  'version 2.4.5',
  'at 5:24 or a ratio of 1:5',
  'https://example.org/page.5',
  'section 2.4',
  'vitamin B2 and omega-6',
  'CD4+ cells, cells with (CD)4+ and Ca2+',
  'levels of arginase4 and kinase2',
  'Snail4 and Snail5 are switched on',
  'from 0.45 to 1.13 Vs',
  'a wave of 365 nm4 or mg/dL2',
  'a 3,4′,5‐trihydroxy form',
  'it cost USD4,13 then',
])('nothing is taken for a mark in “%s”', (text) => {
  expect(found(text)).toEqual([])
})

test('a number far beyond the list is reported and not linked', () => {
  expect(findMarkers('It helps.240', {listed})).toEqual({
    markers: [],
    doubtful: [{numbers: [240], start: 9, end: 12}],
  })
})

test('without a reference list a number glued to a word is only doubtful', () => {
  expect(findMarkers('It helps patients5 now', {listed: new Set()})).toEqual({
    markers: [],
    doubtful: [{numbers: [5], start: 17, end: 18}],
  })
})

test('without a list, a page that has marks beyond doubt has them after words, too', () => {
  const context = {listed: new Set<number>(), hasGluedMarks: true}
  const text = 'It helps patients5 and slows growth.113,114 The Smith7 and Institute9 of CD36.24 It'
  expect(findMarkers(text, context).markers.map(({numbers}) => numbers)).toEqual([
    [5],
    [113, 114],
    [9],
    [24],
  ])
})

const plainSentences = [
  'About 1 in 5 people took 2.5 mg of examplinib within 24 hours.',
  'The Ki-67 index was 4% in 2013.',
  'Treatment with 177Lu took 6 weeks.',
  'Most had G2 tumors with SSTR2 on the cells.',
]
const citedWords = ['treatment', 'survey', 'patients', 'tumors']

test('on generated pages every mark is found and no other number is linked', () => {
  const sentence = fc.oneof(
    fc.constantFrom(...plainSentences).map((text) => ({text, mark: undefined})),
    fc.record({
      text: fc.constantFrom(...citedWords).map((word) => `It was seen after ${word}.`),
      mark: fc.subarray([...listed], {minLength: 1, maxLength: 3}),
    }),
  )
  fc.assert(
    fc.property(fc.array(sentence, {minLength: 1, maxLength: 12}), (sentences) => {
      let text = ''
      const expected: {numbers: number[]; start: number; end: number}[] = []
      for (const {text: words, mark} of sentences) {
        text += words
        if (mark) {
          const raw = mark.join(',')
          expected.push({numbers: mark, start: text.length, end: text.length + raw.length})
          text += raw
        }
        text += ' '
      }
      expect(findMarkers(text, {listed})).toEqual({markers: expected, doubtful: []})
    }),
    {numRuns: 2000},
  )
})
