import type {PageJsonLd} from '@net-therapies/structured-data'
import type {Drug, DrugClass, MedicalTherapy} from 'schema-dts'
import {expectTypeOf, test} from 'vitest'

type DrugNode = Extract<Drug, {'@type': 'Drug'}>
type DrugClassNode = Extract<DrugClass, {'@type': 'DrugClass'}>
type TherapyNode = Extract<MedicalTherapy, {'@type': 'MedicalTherapy'}>

test('the vocabulary lets side effects stand on a therapy only', () => {
  expectTypeOf<TherapyNode>().toHaveProperty('adverseOutcome')
  expectTypeOf<DrugNode>().not.toHaveProperty('adverseOutcome')
  expectTypeOf<DrugClassNode>().not.toHaveProperty('adverseOutcome')
})

test('the vocabulary lets citations stand on the page and not on a therapy', () => {
  expectTypeOf<PageJsonLd>().toHaveProperty('citation')
  expectTypeOf<TherapyNode>().not.toHaveProperty('citation')
})
