import {expect, test} from 'vitest'

import {reviewedTypes, schemaTypes} from './index.ts'

test('the content model has these types', () => {
  expect(schemaTypes.map(({name}) => name)).toEqual([
    'therapy',
    'drugClass',
    'sideEffect',
    'citation',
    'page',
    'reviewEvent',
    'body',
    'pageBody',
    'citationMark',
    'claim',
    'statistic',
    'formulation',
    'approval',
    'therapySideEffect',
    'medicalCode',
    'author',
    'accessibleImage',
    'drugClassSection',
    'therapySection',
  ])
})

test('every document that patients read is reviewed', () => {
  const documents = schemaTypes.filter(({type}) => type === 'document').map(({name}) => name)
  expect(documents.filter((name) => name !== 'reviewEvent')).toEqual([...reviewedTypes])
})
