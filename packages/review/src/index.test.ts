import {expect, test} from 'vitest'

import * as review from './index.ts'

test('the package exports exactly these values', () => {
  expect(Object.keys(review).toSorted()).toEqual([
    'auditDocument',
    'authorshipOf',
    'citedIds',
    'compareDocuments',
    'composedParts',
    'contentDigest',
    'createPublicationGuard',
    'createReviewEvent',
    'findSurroundingChanges',
    'findUnsourced',
    'loadDocumentHistory',
    'loadStates',
    'openEmergency',
    'overdueDocuments',
    'parseTransactions',
    'queueCandidates',
    'readReviewEvent',
    'readTransactionLog',
    'readingGrades',
    'reviewDates',
    'reviewFacts',
    'reviewIntervalMonths',
    'reviewQueue',
    'reviewStatus',
    'targetGrade',
    'whyNotPublished',
    'whyNotStep',
  ])
})
