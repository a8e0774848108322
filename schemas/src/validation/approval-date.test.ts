import {expect, test} from 'vitest'

import {checkApprovalDate} from './approval-date.ts'

test('approved and withdrawn need the date of the decision, the other states do not', () => {
  const message =
    'This needs the date of the decision. If the source has none, leave the approval out.'
  expect(
    ['approved', 'withdrawn', 'discontinued', 'under-review', 'investigational', 'off-label'].map(
      (status) => checkApprovalDate(undefined, status),
    ),
  ).toEqual([message, message, true, true, true, true])
  expect(checkApprovalDate('2018-01', 'approved')).toBe(true)
  expect(checkApprovalDate('January 2018', 'under-review')).toBe(
    'Write the date as 2018, 2018-01 or 2018-01-26.',
  )
})
