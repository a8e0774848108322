import {expect, test} from 'vitest'

import {compareDocuments} from './compare-documents.ts'
import {readingGrades} from './reading-grade.ts'
import {findUnsourced} from './unsourced.ts'

const mark = (...ids: string[]) => ({
  _type: 'citationMark',
  _key: 'm',
  citations: ids.map((_ref) => ({_key: _ref, _ref})),
})

const paragraph = (_key: string, text: string, ...ids: string[]) => ({
  _type: 'block',
  _key,
  style: 'normal',
  children: [{_type: 'span', _key: 's', text}, ...(ids.length > 0 ? [mark(...ids)] : [])],
})

const heading = (_key: string, text: string) => ({...paragraph(_key, text), style: 'h2'})

const therapy = (body: object[], more: object = {}) => ({
  _id: 't',
  _type: 'therapy',
  _rev: 'r',
  name: 'examplinib',
  body,
  ...more,
})

const same = (text: string) => [{text, change: 'same'}]

test('a changed paragraph stands beside itself with its words added and removed', () => {
  const before = therapy([paragraph('a', 'It slows the tumor.', 'x'), paragraph('b', 'Old.')])
  const after = therapy([
    paragraph('a', 'It can slow the tumor.', 'x', 'y'),
    paragraph('c', 'New.'),
  ])
  const {pairs, citationsAdded, citationsRemoved} = compareDocuments(before, after)
  expect(pairs.map(({place, change}) => [place, change])).toEqual([
    ['name', 'same'],
    ['body[a]', 'changed'],
    ['body[b]', 'removed'],
    ['body[c]', 'added'],
  ])
  expect(pairs[1]).toEqual({
    place: 'body[a]',
    field: 'body',
    kind: 'paragraph',
    change: 'changed',
    before: [
      {text: 'It ', change: 'same'},
      {text: 'slows', change: 'removed'},
      {text: ' the tumor.', change: 'same'},
    ],
    after: [
      {text: 'It ', change: 'same'},
      {text: 'can slow ', change: 'added'},
      {text: 'the tumor.', change: 'same'},
    ],
    citationsAdded: ['y'],
    citationsRemoved: [],
    isReformatted: false,
  })
  expect([citationsAdded, citationsRemoved]).toEqual([['y'], []])
})

test('everything is new without an earlier version', () => {
  const {pairs} = compareDocuments(null, therapy([paragraph('a', 'Text.', 'x')]))
  expect(pairs.map(({change, before}) => [change, before])).toEqual([
    ['added', []],
    ['added', []],
  ])
})

test('a paragraph under a new key is found again by its text', () => {
  const before = therapy([paragraph('a', 'Rest helps.', 'x')])
  const after = therapy([paragraph('new', 'Rest helps.', 'x')])
  expect(compareDocuments(before, after).pairs.map(({change}) => change)).toEqual(['same', 'same'])
})

test('a change outside of the prose is seen: a date, a number, a reference, a link, an order of sources', () => {
  const row = (date: string, percent: number, drug: string, ...ids: string[]) =>
    therapy([{...paragraph('a', 'Text'), markDefs: [{_key: 'l', href: `https://x/${date}`}]}], {
      approvals: [{_type: 'approval', _key: 'ema', date, citations: ids.map((_ref) => ({_ref}))}],
      sideEffects: [
        {_type: 'therapySideEffect', _key: 's', rate: {percent}, sideEffect: {_ref: drug}},
      ],
    })
  const {pairs} = compareDocuments(row('2020', 5, 'n', 'x'), row('2021', 6, 'm', 'y'))
  expect(pairs.filter(({change}) => change !== 'same').map(({place}) => place)).toEqual([
    'body[a]',
    'approvals[ema].date',
    'sideEffects[s].rate.percent',
    'sideEffects[s].sideEffect',
  ])
  expect(pairs[2]).toMatchObject({citationsAdded: ['y'], citationsRemoved: ['x']})
  expect(compareDocuments({date: '2011-05-05'}, {date: '2012-05-01'}).pairs[0]).toMatchObject({
    before: [{text: '2011-05-05', change: 'removed'}],
    after: [{text: '2012-05-01', change: 'added'}],
  })
  expect(
    compareDocuments(row('2020', 5, 'n', 'x'), row('2020', 5, 'n', 'x')).pairs[1],
  ).toMatchObject({change: 'same', after: same('Text <https://x/2020>')})
})

test('a citation mark behind another statement, bold words and another kind of paragraph are seen', () => {
  const block = (children: object[], style = 'normal') =>
    therapy([{_type: 'block', _key: 'a', style, children}])
  const first = {_type: 'span', _key: '1', text: 'It is safe. '}
  const second = {_type: 'span', _key: '2', text: 'It is new.'}
  const before = block([first, mark('x'), second])
  const seen = (after: object) => {
    const pair = compareDocuments(before, {...after}).pairs[1]
    return [pair?.change, pair?.isReformatted]
  }
  expect(seen(block([first, second, mark('x')]))).toEqual(['changed', true])
  expect(seen(block([{...first, marks: ['strong']}, mark('x'), second]))).toEqual(['changed', true])
  expect(seen(block([first, mark('x'), second], 'h3'))).toEqual(['changed', true])
  expect(seen(block([{...first, _key: 'new'}, mark('x'), second]))).toEqual(['same', false])
  const split = [
    {...first, text: 'It is '},
    {...first, text: 'safe. '},
  ]
  expect(seen(block([...split, mark('x'), second]))).toEqual(['same', false])
})

test('statements without a source are named, and paragraphs that may need one', () => {
  const document = therapy(
    [
      heading('h', 'What it does'),
      paragraph('a', 'It slows the tumor.'),
      paragraph('b', 'It is a tablet.', 'x'),
      paragraph('c', 'Side effects are:'),
    ],
    {
      mechanism: {_type: 'claim', kind: 'mechanism', text: 'It blocks a signal.'},
      claims: [
        {_type: 'claim', kind: 'definition', text: 'A tumor is a growth.'},
        {_type: 'statistic', text: 'About half.', citations: []},
        {_type: 'claim', kind: 'safety', text: 'Fine.', citations: [{_ref: 'x'}]},
      ],
    },
  )
  expect(findUnsourced(document)).toEqual([
    {place: 'mechanism', text: 'It blocks a signal.', kind: 'statement'},
    {place: 'claims[1]', text: 'About half.', kind: 'statement'},
    {place: 'body[a]', text: 'It slows the tumor.', kind: 'paragraph'},
  ])
})

test('the reading grade follows the formula, over prose only', () => {
  // 6 words, 6 syllables, 1 sentence: 0.39 × 6 + 11.8 × 1 − 15.59
  expect(readingGrades({body: [paragraph('a', 'The cat sat on the mat.')]}).whole).toEqual({
    grade: -1.4,
    gradeWithoutNames: -1.4,
    words: 6,
    sentences: 1,
  })
  expect(readingGrades({name: 'examplinib', kind: 'drug'}).whole).toEqual({
    grade: undefined,
    gradeWithoutNames: undefined,
    words: 0,
    sentences: 0,
  })
})

test('citation marks do not make a text harder', () => {
  const text = 'Chemotherapy can shrink the tumor.'
  expect(readingGrades({body: [paragraph('a', text, 'x', 'y')]}).whole).toEqual(
    readingGrades({body: [paragraph('a', text)]}).whole,
  )
})

test('names of drugs are told apart, and each section has its own grade', () => {
  const document = {
    summary: 'Examplinibumab is a drug.',
    body: [
      heading('h', 'Use'),
      paragraph('a', 'Take it.'),
      heading('i', 'Care'),
      paragraph('b', 'Rest.'),
    ],
  }
  const {whole, sections} = readingGrades(document, ['Examplinibumab'])
  expect(whole.grade).toBeGreaterThan(whole.gradeWithoutNames ?? 99)
  expect(sections.map(({heading: title, sentences}) => [title, sentences])).toEqual([
    ['', 1],
    ['Use', 1],
    ['Care', 1],
  ])
})
