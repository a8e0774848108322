import {expect, test} from 'vitest'

import {placeTitles} from './place-title.ts'

const document = {
  body: [{_key: 'a'}, {_key: 'b'}],
  sideEffects: [{_key: 'x', rate: {percent: 5}, frequencyBand: 'common'}],
  brandNames: ['Example'],
}
const titleOfPlace = placeTitles(document, (field) => (field === 'body' ? 'Text' : undefined))

test.each([
  ['body[b]', 'Text · 2'],
  ['body[gone]', 'Text'],
  ['sideEffects[x].rate.percent', 'Side effects · 1 · rate · percent'],
  ['sideEffects[x].frequencyBand', 'Side effects · 1 · frequency band'],
  ['claims[0]', 'Claims · 1'],
  ['brandNames', 'Brand names'],
])('%s is called “%s”', (place, title) => {
  expect(titleOfPlace(place)).toBe(title)
})
