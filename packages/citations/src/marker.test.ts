import fc from 'fast-check'
import {expect, test} from 'vitest'

import {formatMarker, markerParts} from './marker.ts'

test.each([
  [[5, 13], '5,13'],
  [[5, 1, 3, 4], '1,3-5'],
  [[3, 4], '3,4'],
  [[2, 2, 1, 3, 9], '1-3,9'],
  [[], ''],
] as const)('%j prints %s', (numbers, text) => {
  expect(formatMarker(numbers)).toBe(text)
})

test('numbers inside a range stay reachable', () => {
  expect(markerParts([1, 3, 4, 5])).toEqual([
    {number: 1},
    {text: ','},
    {number: 3},
    {text: '-'},
    {number: 4, hidden: true},
    {number: 5},
  ])
})

test('a number that is no citation number is a RangeError', () => {
  expect(() => formatMarker([0])).toThrow(
    new RangeError('numbers must be whole numbers from 1; got 0'),
  )
})

test('what is printed reads back as the same set of numbers', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({min: 1, max: 40})), (numbers) => {
      const read = formatMarker(numbers)
        .split(',')
        .filter(Boolean)
        .flatMap((part) => {
          const [first, last = first] = part.split('-').map(Number) as [number, number?]
          return Array.from({length: last - first + 1}, (_, index) => first + index)
        })
      expect(read).toEqual([...new Set(numbers)].sort((a, b) => a - b))
    }),
  )
})
