import {afterAll, beforeAll, expect, test} from 'vitest'

import {type ContentCheck, createContentCheck, relatedDocuments} from './content-check.ts'

let check: ContentCheck
beforeAll(() => {
  check = createContentCheck()
})
afterAll(() => check.close())

const source = {_type: 'citationReference', _key: 'c', _ref: 'citation-a'}
const therapy = {
  _id: 'therapy-examplinib',
  _type: 'therapy',
  name: 'examplinib',
  slug: {_type: 'slug', current: 'examplinib'},
  kind: 'drug',
  summary: 'An invented drug.',
  mechanism: {_type: 'claim', text: 'It works.', kind: 'mechanism', citations: [source]},
}

const citation = {
  _id: 'citation-a',
  _type: 'citation',
  kind: 'webpage',
  title: 'A page',
  url: 'https://example.org',
  accessed: '2026-01-01',
}

const problems = (
  document: {_id: string; _type: string; [field: string]: unknown},
  others: (typeof document)[] = [citation],
) => {
  const all = [document, ...others]
  const related = relatedDocuments(document, {
    get: (id) => all.find(({_id}) => _id === id) ?? null,
    ofType: (type) => all.filter(({_type}) => _type === type),
  })
  return check.problems({document, related})
}

test('a therapy with what it needs has no problems', () => {
  expect(problems(therapy)).toEqual([])
})

test('a therapy without a source is named with its field', () => {
  const {mechanism: _, ...without} = therapy
  expect(problems(without)).toEqual([
    'Text (body): Nothing here names a source. Add a citation to the text, or a statement with its source.',
  ])
})

test('all problems come at once, each with its place', () => {
  const {summary: _, ...without} = therapy
  const approvals = [{_type: 'approval', _key: 'ema', authority: 'EMA', citations: [source]}]
  expect(problems({...without, approvals})).toEqual([
    'In short (summary): Required',
    'Approvals (approvals › ema › status): Required',
    'Approvals (approvals › ema › indication): Required',
  ])
})

test('an address that another document has is refused', () => {
  const other = {...therapy, _id: 'therapy-other'}
  expect(problems(therapy, [citation, other])).toEqual(['Address (slug): Slug is already in use'])
  const draft = {...therapy, _id: 'drafts.therapy-other'}
  expect(problems(therapy, [citation, draft])).toEqual([])
})

test('a source that is not published, or was retracted, is refused', () => {
  expect(problems(therapy, []).join()).toContain('How it works (mechanism › citations › c): ')
  const retracted = {...citation, integrity: {status: 'retracted'}}
  expect(problems(therapy, [retracted]).join()).toContain('retracted')
})

test('a long summary is a warning and stops nothing', () => {
  expect(problems({...therapy, summary: 'Long. '.repeat(80)})).toEqual([])
})

test('an unknown type throws nothing and is not checked', () => {
  expect(problems({_id: 'n', _type: 'note'})).toEqual([])
})
