import {expect, test} from 'vitest'

import {checkAttribution, checkRate, checkSeverity} from './side-effect-rate.ts'

test('a rate agrees with its group, its counts and its other group', () => {
  expect(checkRate(undefined, 'common')).toBe(true)
  expect(checkRate({percent: 4.5}, 'common')).toBe(true)
  expect(checkRate({percent: 52.9, comparatorPercent: 0, comparator: 'placebo'}, undefined)).toBe(
    true,
  )
  expect(checkRate({percent: 40}, 'common')).toBe(
    '40 percent does not belong to “Common (1 in 100 to 1 in 10)”. Correct the rate or the group.',
  )
  expect(checkRate({affected: 3, treated: 2}, undefined)).toBe('More people affected than treated.')
})

test('a percent of the other group needs to be named, and a name needs its percent', () => {
  expect(checkRate({percent: 5, comparatorPercent: 1}, undefined)).toBe(
    'Say what the people in the other group had, for example “placebo”.',
  )
  expect(checkRate({percent: 5, comparator: 'placebo'}, undefined)).toBe(
    'Add the percent of the other group, or clear what it had.',
  )
  expect(checkRate({comparator: 'placebo', comparatorPercent: 1}, undefined)).toBe(
    'The other group has a percent and this one has none.',
  )
})

test('a measured rate says what it counts', () => {
  const message =
    'Say what the rate counts. If the source does not, choose “The source does not say”.'
  expect(checkAttribution(undefined, {percent: 5})).toBe(message)
  expect(checkAttribution(undefined, {affected: 0, treated: 9})).toBe(message)
  expect(checkAttribution('not-stated', {percent: 5})).toBe(true)
  expect(checkAttribution(undefined, undefined)).toBe(true)
})

test('a grade needs the version of its scale', () => {
  expect(checkSeverity({grade: '3-4'})).toBe(
    'Choose the version of the scale. If the source does not name it, choose “Not stated”.',
  )
  expect(checkSeverity({grade: '3-4', version: '5.0'})).toBe(true)
  expect(checkSeverity(undefined)).toBe(true)
})
