import {expect, test} from 'vitest'

import * as importer from './index.ts'

test('the package exports what it says', () => {
  expect(Object.keys(importer).sort()).toEqual([
    'decodeText',
    'findMarkers',
    'fromText',
    'importPage',
    'readText',
  ])
})
