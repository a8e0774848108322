import {evaluate, parse} from 'groq-js'
import {expect, test} from 'vitest'

import type {
  DrugClassBySlugQueryResult,
  PageBySlugQueryResult,
  SideEffectsQueryResult,
  TherapiesByDrugClassQueryResult,
  TherapyBySlugQueryResult,
} from '../generated/sanity.types.ts'
import {uniqueCitations} from '../unique-citations.ts'
import {citationsQuery} from './citations.ts'
import {drugClassBySlugQuery} from './drug-class.ts'
import {drugClassesQuery} from './drug-classes.ts'
import {documents} from './examplinib.fixture.ts'
import {pageBySlugQuery} from './page.ts'
import {pagesQuery} from './pages.ts'
import {sideEffectsQuery} from './side-effects.ts'
import {therapiesByDrugClassQuery} from './therapies-by-drug-class.ts'
import {therapyBySlugQuery} from './therapy.ts'

async function run<Result>(query: string, params: Record<string, unknown> = {}): Promise<Result> {
  const value = await evaluate(parse(query, {params}), {dataset: documents, params})
  return (await value.get()) as Result
}

const therapy = () => run<TherapyBySlugQueryResult>(therapyBySlugQuery, {slug: 'examplinib'})

test('a therapy brings every citation that it names anywhere, and no other', async () => {
  const ids = uniqueCitations(await therapy())?.citations.map(({_id}) => _id)
  expect(ids).toEqual(['a', 'd', 'e', 'f', 'b', 'g', 'h', 'c'].map((letter) => `cite-${letter}`))
})

test('a citation that two places name comes once', () => {
  expect(uniqueCitations({citations: [{_id: 'b'}, {_id: 'a'}, {_id: 'b'}]})).toEqual({
    citations: [{_id: 'b'}, {_id: 'a'}],
  })
  expect(uniqueCitations(null)).toBeNull()
})

test('a deleted citation is counted once as missing, however often it is cited', async () => {
  expect((await therapy())?.missingCitations).toBe(1)
})

test('side effects come with their document, and a deleted one is counted', async () => {
  const result = await therapy()
  expect(result?.sideEffects).toEqual([
    {
      _key: 'nausea',
      frequencyBand: 'common',
      rate: null,
      attribution: null,
      population: null,
      ctcae: null,
      serious: null,
      citations: [
        {_key: 'cite-b', _type: 'reference', _ref: 'cite-b'},
        {_key: 'cite-gone', _type: 'reference', _ref: 'cite-gone'},
      ],
      sideEffect: {
        _id: 'effect-nausea',
        name: 'feeling sick',
        slug: 'feeling-sick',
        medicalTerm: 'nausea',
        kind: 'symptom',
        bodySystem: 'digestive',
        codes: null,
      },
    },
  ])
  expect(result?.missingSideEffects).toBe(1)
})

test('a therapy was last reviewed when the text that is published was approved', async () => {
  const result = await therapy()
  expect(result?.lastReviewed).toBe('2026-01-02T00:00:00Z')
  expect(result?.nextReviewDue).toBe('2030-01-01')
  expect(result?.drugClass).toEqual({
    _id: 'class-example',
    name: 'Example class',
    plainName: 'example medicines',
    slug: 'example-class',
    summary: 'An invented class.',
    codes: null,
  })
})

test('the clock of the store decides whether an approval came before the publication', async () => {
  const result = await run<DrugClassBySlugQueryResult>(drugClassBySlugQuery, {
    slug: 'example-class',
  })
  expect(result?.lastReviewed).toBe('2026-01-01T12:00:00Z')
})

test('a second reading of the published text counts, though it comes after the publication', async () => {
  const result = await run<PageBySlugQueryResult>(pageBySlugQuery, {slug: 'example-page'})
  expect(result?.lastReviewed).toBe('2026-05-01T00:00:00Z')
})

test('an unknown slug gives null', async () => {
  expect(await run(therapyBySlugQuery, {slug: 'constructor'})).toBeNull()
  expect(await run(drugClassBySlugQuery, {slug: 'constructor'})).toBeNull()
  expect(await run(pageBySlugQuery, {slug: 'constructor'})).toBeNull()
})

test('a therapy whose facts are empty has no citations and none missing', async () => {
  const result = await run<TherapyBySlugQueryResult>(therapyBySlugQuery, {slug: 'lostinib'})
  expect(result).toMatchObject({
    name: 'lostinib',
    drugClass: null,
    body: null,
    citations: [],
    missingCitations: 0,
    lastReviewed: null,
  })
})

test('therapies are grouped by drug class, and those whose class is gone stand apart', async () => {
  const {drugClasses, unclassified} =
    await run<TherapiesByDrugClassQueryResult>(therapiesByDrugClassQuery)
  expect(drugClasses.map(({name, therapies}) => [name, therapies.map(({slug}) => slug)])).toEqual([
    ['Example class', ['examplinib']],
  ])
  expect(unclassified.map(({slug}) => slug)).toEqual(['lostinib'])
})

test('a drug class brings its therapies and its citations', async () => {
  const result = await run<DrugClassBySlugQueryResult>(drugClassBySlugQuery, {
    slug: 'example-class',
  })
  expect(result?.therapies.map(({name}) => name)).toEqual(['examplinib'])
  expect(uniqueCitations(result)?.citations.map(({_id}) => _id)).toEqual(['cite-b'])
  expect(result?.missingCitations).toBe(0)
})

test('a page shows its drug classes and therapies, and counts the sections that are gone', async () => {
  const result = await run<PageBySlugQueryResult>(pageBySlugQuery, {slug: 'example-page'})
  expect(result?.body?.map(({_type}) => _type)).toEqual([
    'block',
    'drugClassSection',
    'therapySection',
  ])
  expect(result?.body?.[1]).toMatchObject({
    drugClass: {
      name: 'Example class',
      body: [{_key: 'class-text'}],
      sideEffects: [{sideEffect: {name: 'feeling sick'}}],
    },
    therapies: [{name: 'examplinib', slug: 'examplinib', summary: 'An invented drug.'}],
  })
  expect(result?.body?.[2]).toMatchObject({therapy: {name: 'examplinib', slug: 'examplinib'}})
  expect(result?.missingSections).toBe(1)
})

test('a page brings the citations of the drug classes it shows', async () => {
  const result = await run<PageBySlugQueryResult>(pageBySlugQuery, {slug: 'example-page'})
  expect(uniqueCitations(result)?.citations.map(({_id}) => _id)).toEqual(['cite-c', 'cite-b'])
  expect(result?.missingCitations).toBe(1)
})

test('a side effect names the therapies and drug classes that list it', async () => {
  const result = await run<SideEffectsQueryResult>(sideEffectsQuery)
  expect(result.map(({name, therapies, drugClasses}) => ({name, therapies, drugClasses}))).toEqual([
    {
      name: 'feeling sick',
      therapies: [{_id: 'therapy-examplinib', name: 'examplinib', slug: 'examplinib'}],
      drugClasses: [{_id: 'class-example', name: 'Example class', slug: 'example-class'}],
    },
  ])
})

test('lists of drug classes, pages and citations are complete', async () => {
  expect(await run(drugClassesQuery)).toEqual([
    {
      _id: 'class-example',
      name: 'Example class',
      plainName: 'example medicines',
      slug: 'example-class',
      summary: 'An invented class.',
      synonyms: null,
      therapyCount: 1,
      sampleContent: null,
    },
  ])
  expect(await run(pagesQuery)).toEqual([
    {
      _id: 'page-example',
      _updatedAt: '2026-01-04T00:00:00Z',
      title: 'Example page',
      slug: 'example-page',
      summary: null,
      sampleContent: null,
    },
  ])
  expect((await run<unknown[]>(citationsQuery)).length).toBe(9)
})
