import {expect, test} from 'vitest'

import * as client from './index.ts'

test('the package exports what its index lists by hand', () => {
  expect(Object.keys(client).sort()).toEqual([
    'citationsQuery',
    'createTherapyClient',
    'drugClassBySlugQuery',
    'drugClassesQuery',
    'imageAddress',
    'pageBySlugQuery',
    'pagesQuery',
    'sideEffectsQuery',
    'therapiesByDrugClassQuery',
    'therapyBySlugQuery',
    'withImageAddresses',
  ])
})
