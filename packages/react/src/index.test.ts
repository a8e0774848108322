import {expect, test} from 'vitest'

import * as exported from './index.ts'

test('the package exports what its index lists by hand', () => {
  expect(Object.keys(exported).sort()).toEqual([
    'ApprovalTable',
    'CitationMark',
    'ClaimList',
    'Figure',
    'ReferenceList',
    'SampleNotice',
    'SideEffectKey',
    'SideEffectList',
    'TherapyLinks',
    'TherapyText',
    'citePage',
    'createComponents',
    'defaultLinks',
    'formatDate',
    'safeHref',
    'shownApprovals',
    'shownClaims',
    'shownSideEffects',
  ])
})
