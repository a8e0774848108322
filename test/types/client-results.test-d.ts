import {
  type CitationsQueryResult,
  createTherapyClient,
  type DrugClassBySlugQueryResult,
  type DrugClassesQueryResult,
  type PageBySlugQueryResult,
  type PagesQueryResult,
  type SideEffectsQueryResult,
  type TherapiesByDrugClassQueryResult,
  type TherapyBySlugQueryResult,
  therapyBySlugQuery,
} from '@net-therapies/client'
import type {
  ApprovalTableProps,
  citePage,
  ClaimListProps,
  DrugClassSectionValue,
  SideEffectListProps,
  TherapyLinksProps,
  TherapyTextProps,
} from '@net-therapies/react'
import type {DrugClassValue, PageValue, TherapyValue} from '@net-therapies/structured-data'
import {createClient} from '@sanity/client'
import {expectTypeOf, test} from 'vitest'

type Therapy = NonNullable<TherapyBySlugQueryResult>
type DrugClass = NonNullable<DrugClassBySlugQueryResult>
type Page = NonNullable<PageBySlugQueryResult>
type Citation = CitationsQueryResult[number]

const run = () =>
  createClient({projectId: 'example', dataset: 'test'}).fetch(therapyBySlugQuery, {
    slug: 'examplinib',
  })

test('every method resolves to the result generated from its query', () => {
  const client = createTherapyClient({projectId: 'example', dataset: 'test'})
  expectTypeOf(client.therapyBySlug).returns.resolves.toEqualTypeOf<TherapyBySlugQueryResult>()
  expectTypeOf(
    client.therapiesByDrugClass,
  ).returns.resolves.toEqualTypeOf<TherapiesByDrugClassQueryResult>()
  expectTypeOf(client.drugClasses).returns.resolves.toEqualTypeOf<DrugClassesQueryResult>()
  expectTypeOf(client.drugClassBySlug).returns.resolves.toEqualTypeOf<DrugClassBySlugQueryResult>()
  expectTypeOf(client.sideEffects).returns.resolves.toEqualTypeOf<SideEffectsQueryResult>()
  expectTypeOf(client.citations).returns.resolves.toEqualTypeOf<CitationsQueryResult>()
  expectTypeOf(client.pageBySlug).returns.resolves.toEqualTypeOf<PageBySlugQueryResult>()
  expectTypeOf(client.pages).returns.resolves.toEqualTypeOf<PagesQueryResult>()
})

test('an ordinary Sanity client infers the generated result from the query text', () => {
  expectTypeOf(run).returns.resolves.toEqualTypeOf<TherapyBySlugQueryResult>()
})

test('no result is any', () => {
  expectTypeOf<Therapy['citations'][number]>().not.toBeAny()
  expectTypeOf<Therapy['citations'][number]>().toEqualTypeOf<Citation>()
  expectTypeOf<Page['body']>().not.toBeAny()
})

test('a therapy fits the components and the structured data that show it', () => {
  expectTypeOf<Therapy['body']>().toExtend<TherapyTextProps['text']>()
  expectTypeOf<Therapy['sideEffects']>().toExtend<SideEffectListProps['sideEffects']>()
  expectTypeOf<Therapy['approvals']>().toExtend<ApprovalTableProps['approvals']>()
  expectTypeOf<Therapy['claims']>().toExtend<ClaimListProps['claims']>()
  expectTypeOf<Therapy['citations']>().toExtend<Parameters<typeof citePage>[1]>()
  expectTypeOf<Therapy>().toExtend<TherapyValue>()
})

test('a drug class fits the components and the structured data that show it', () => {
  expectTypeOf<DrugClass['body']>().toExtend<TherapyTextProps['text']>()
  expectTypeOf<DrugClass['sideEffects']>().toExtend<SideEffectListProps['sideEffects']>()
  expectTypeOf<DrugClass['therapies']>().toExtend<TherapyLinksProps['therapies']>()
  expectTypeOf<DrugClass>().toExtend<DrugClassValue>()
})

test('a page and its sections fit what shows them', () => {
  type Block = NonNullable<Page['body']>[number]
  expectTypeOf<Page['body']>().toExtend<TherapyTextProps['text']>()
  expectTypeOf<Extract<Block, {_type: 'drugClassSection'}>>().toExtend<DrugClassSectionValue>()
  expectTypeOf<Page>().toExtend<PageValue>()
})
