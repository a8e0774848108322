import {expect, test} from 'vitest'

import {approval} from './approval.ts'
import {claim} from './claim.ts'
import {therapySideEffect} from './therapy-side-effect.ts'

const subtitleIn = (
  type: {preview?: {prepare?: (selection: never) => {subtitle?: unknown}}},
  selection: object,
) => type.preview?.prepare?.(selection as never).subtitle

test('lists show choices by their titles, not by the values that are stored', () => {
  expect(subtitleIn(claim, {title: 'A statement.', kind: 'regulatory'})).toBe(
    'Approval or availability',
  )
  expect(subtitleIn(therapySideEffect, {title: 'rash', band: 'very-common'})).toBe(
    'Very common (1 in 10 or more)',
  )
  expect(subtitleIn(therapySideEffect, {title: 'rash', band: 'common', percent: 4.5})).toBe('4.5 %')
  expect(
    approval.preview?.prepare?.({authority: 'FDA', status: 'off-label', date: '2018'} as never)
      .title,
  ).toBe('FDA · Used outside its approval · 2018')
})

test('a value that no list has is shown as it is', () => {
  expect(subtitleIn(claim, {title: 'A statement.', kind: 'odd'})).toBe('odd')
  expect(subtitleIn(therapySideEffect, {title: 'rash'})).toBeUndefined()
})
