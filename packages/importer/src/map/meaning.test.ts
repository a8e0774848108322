import {describe, expect, test} from 'vitest'

import {fromText} from '../from-text.ts'
import {findDrugNames} from './drug-names.ts'
import type {KnownDocument} from './known-names.ts'

const source = '1Writer A. Rest. J Example Med. 2011;4(1):5-9.'
const convert = (body: string, known: KnownDocument[] = []) =>
  fromText(`Title\n\n${body}\n\n${source}`, {known})
const documentsOf = (body: string, type: string, known: KnownDocument[] = []) =>
  convert(body, known).documents.filter(({_type}) => _type === type)
const codes = (body: string) => convert(body).problems.map(({code}) => code)

const stools: KnownDocument = {
  _id: 'sideEffect-fatty',
  _type: 'sideEffect',
  name: 'Fatty stools',
  otherNames: ['examplorrhea', 'abnormal stools'],
}
const examplinib: KnownDocument = {
  _id: 'drafts.therapy-ex',
  _type: 'therapy',
  name: 'examplinib',
  otherNames: ['Exemplar', 'EX-77'],
}
const blockers: KnownDocument = {
  _id: 'drugClass-hb',
  _type: 'drugClass',
  name: 'Hormone blocker',
  otherNames: ['HB'],
}

describe('names formed like those of drugs', () => {
  test.each([
    ['People took examplinib (Exemplar®) daily.', [['examplinib', 'drug', ['Exemplar']]]],
    ['Examplinib (Exemplar) helps.', [['examplinib', 'drug', ['Exemplar']]]],
    ['They had samplimab (HAB) too.', [['samplimab', 'drug', []]]],
    ['New: samplol (Brandol™).', [['samplol', 'drug', ['Brandol']]]],
    ['It is 177Lu-DOTASAMP therapy.', [['177Lu-DOTASAMP', 'radionuclide', []]]],
    ['The nib of a pen, a platinum ring and a hormone called somatostatin.', []],
    ['A scan with 68Ga-DOTASAMP.', []],
  ])('%s', (text, expected) => {
    expect(findDrugNames(text).map(({name, kind, brandNames}) => [name, kind, brandNames])).toEqual(
      expected,
    )
  })
})

test('a drug of the page becomes one therapy, with every brand that the page names', () => {
  const body = 'Examplinib helps.1\n\nThey took examplinib (Exemplar).1'
  expect(documentsOf(body, 'therapy')).toEqual([
    {
      _id: 'drafts.therapy-examplinib',
      _type: 'therapy',
      name: 'examplinib',
      slug: {_type: 'slug', current: 'examplinib'},
      kind: 'drug',
      brandNames: ['Exemplar'],
    },
  ])
})

test.each(['examplinib', 'Examplinib (Brand®)', 'Exemplar', 'EX-77'])(
  '“%s” leads to the therapy that is there',
  (name) => {
    const {documents, mentions} = convert(`They took ${name} for it.1`, [examplinib])
    expect(documents.map(({_type}) => _type)).toEqual(['citation', 'page'])
    expect(mentions.map(({id, type}) => [id, type])).toEqual([['therapy-ex', 'therapy']])
  },
)

test('side effects are linked by synonym, proposed otherwise, and noted with their class', () => {
  const body =
    'Sample Inhibitors\n\nSide effects include hiccups and abnormal stools (examplorrhea).1'
  const [drugClass] = documentsOf(body, 'drugClass', [stools])
  const rows = drugClass?.['sideEffects'] as {sideEffect: unknown; citations: unknown[]}[]
  expect(rows.map(({sideEffect}) => sideEffect)).toEqual([
    {
      _type: 'reference',
      _ref: 'sideEffect-hiccups',
      _weak: true,
      _strengthenOnPublish: {type: 'sideEffect'},
    },
    {_type: 'reference', _ref: 'sideEffect-fatty'},
  ])
  expect(rows.map(({citations}) => citations.length)).toEqual([1, 1])
  expect(documentsOf(body, 'sideEffect', [stools]).map(({name}) => name)).toEqual(['Hiccups'])
})

test('a class that is there is linked, and gets nothing added', () => {
  const body = 'Hormone blockers\n\nSide effects include hiccups.1'
  const {documents, problems} = convert(body, [blockers])
  expect(documents.map(({_id}) => _id)).toEqual([
    expect.stringMatching(/^drafts\.citation-/u),
    'drafts.sideEffect-hiccups',
    'drafts.page-title',
  ])
  expect(problems.map(({code}) => code)).toContain('document-linked')
})

test('the draft of an earlier import is not taken for another document', () => {
  const own: KnownDocument = {...blockers, _id: 'drafts.drugClass-hormone-blockers'}
  const body = 'Hormone blockers\n\nThey help.1'
  expect(convert(body, [own]).documents).toEqual(convert(body).documents)
})

test('a drug listed under the heading of a class belongs to it', () => {
  const body =
    'Sample Inhibitors\n\nThese are used:\n• examplinib\n• samplatinib\n\nNot this one: otherlimus.1'
  const therapies = documentsOf(body, 'therapy')
  expect(therapies.map(({name, drugClass}) => [name, drugClass !== undefined])).toEqual([
    ['examplinib', true],
    ['samplatinib', true],
    ['otherlimus', false],
  ])
})

describe('a statement of approval is reported unless it says who and when', () => {
  test.each([
    ['A few drugs are approved for use in examplomas.1', true],
    ['The FDA approved examplinib for adults.1', true],
    ['It was approved for adults in 2011.1', true],
    ['The FDA approved examplinib for adults in 2011.1', false],
    ['This page was approved by our editors.1', false],
    ['Examplinib is not yet approved for children.1', false],
    ['Doctors approve of rest.1', false],
  ])('%s', (body, isReported) => {
    expect(codes(body).includes('approval-incomplete')).toBe(isReported)
  })
})
