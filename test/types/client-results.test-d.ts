import {
  type CitationsQueryResult,
  createTherapyClient,
  type DrugClassBySlugQueryResult,
  type DrugClassesQueryResult,
  type ImageAddress,
  type ImageAsset,
  type PageBySlugQueryResult,
  type PagesQueryResult,
  type SideEffectsQueryResult,
  type TherapiesByDrugClassQueryResult,
  type TherapyBySlugQueryResult,
  therapyBySlugQuery,
  type WithImageAddresses,
} from '@net-therapies/client'
import type {
  ApprovalTableProps,
  citePage,
  ClaimListProps,
  DrugClassSectionValue,
  Figure,
  SideEffectListProps,
  TherapyLinksProps,
  TherapyTextProps,
} from '@net-therapies/react'
import type {DrugClassValue, PageValue, TherapyValue} from '@net-therapies/structured-data'
import {createClient} from '@sanity/client'
import type {ComponentProps} from 'react'
import {expectTypeOf, test} from 'vitest'

type Therapy = NonNullable<WithImageAddresses<TherapyBySlugQueryResult>>
type DrugClass = NonNullable<WithImageAddresses<DrugClassBySlugQueryResult>>
type Page = NonNullable<WithImageAddresses<PageBySlugQueryResult>>
type Citation = CitationsQueryResult[number]
type Picture<Result extends {body: readonly {_type: string}[] | null}> = Extract<
  NonNullable<Result['body']>[number],
  {_type: 'accessibleImage'}
>

const run = () =>
  createClient({projectId: 'example', dataset: 'test'}).fetch(therapyBySlugQuery, {
    slug: 'examplinib',
  })

test('every method resolves to the result generated from its query', () => {
  const client = createTherapyClient({projectId: 'example', dataset: 'test'})
  expectTypeOf(client.therapyBySlug).returns.resolves.toEqualTypeOf<
    WithImageAddresses<TherapyBySlugQueryResult>
  >()
  expectTypeOf(
    client.therapiesByDrugClass,
  ).returns.resolves.toEqualTypeOf<TherapiesByDrugClassQueryResult>()
  expectTypeOf(client.drugClasses).returns.resolves.toEqualTypeOf<DrugClassesQueryResult>()
  expectTypeOf(client.drugClassBySlug).returns.resolves.toEqualTypeOf<
    WithImageAddresses<DrugClassBySlugQueryResult>
  >()
  expectTypeOf(client.sideEffects).returns.resolves.toEqualTypeOf<
    WithImageAddresses<SideEffectsQueryResult>
  >()
  expectTypeOf(client.citations).returns.resolves.toEqualTypeOf<CitationsQueryResult>()
  expectTypeOf(client.pageBySlug).returns.resolves.toEqualTypeOf<
    WithImageAddresses<PageBySlugQueryResult>
  >()
  expectTypeOf(client.pages).returns.resolves.toEqualTypeOf<PagesQueryResult>()
})

test('an ordinary Sanity client infers the generated result from the query text', () => {
  expectTypeOf(run).returns.resolves.toEqualTypeOf<TherapyBySlugQueryResult>()
})

test('pictures have an address in what the methods give, and only there', () => {
  type Stored = NonNullable<PageBySlugQueryResult>
  expectTypeOf<Picture<Page>['image']>().toEqualTypeOf<ImageAddress | null>()
  expectTypeOf<Picture<Page>>().toExtend<ComponentProps<typeof Figure>>()
  expectTypeOf<Picture<Stored>['image']>().toEqualTypeOf<ImageAsset | null>()
})

test('no result is any', () => {
  expectTypeOf<Therapy['citations'][number]>().not.toBeAny()
  type Stored = NonNullable<TherapyBySlugQueryResult>
  expectTypeOf<Stored['citations'][number]>().toEqualTypeOf<Citation>()
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
