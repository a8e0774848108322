import {Stack, Text} from '@sanity/ui'

import {explain, explainEmergency} from './review-wording.ts'
import type {Review} from './use-review.ts'
import {useDecisions} from './use-decisions.ts'
import {useSurroundings} from './use-surroundings.ts'

/** Where a document stands, in sentences: who, when, what comes next, and why not yet. */
export function ReviewSummary({review}: {review: Review}) {
  const around = useSurroundings(review)
  const {whyNot} = useDecisions(review)
  const {status, nameOf, person, isReady} = review
  const isReviewer = person.roles.includes('reviewer')
  const isWaiting = status.state === 'in-review'
  const whyNotApprove = isReady && isReviewer && isWaiting ? whyNot('approve') : undefined
  const isOnlyEmergency =
    status.emergency && status.state === 'published' && !status.isDraftNeedless
  const sentences = [
    ...(status.emergency ? [explainEmergency(status.emergency, nameOf)] : []),
    ...(isOnlyEmergency ? [] : [explain(status, nameOf, person, whyNotApprove)]),
    ...around.map(({message}) => message),
  ]
  return (
    <Stack gap={3}>
      {sentences.map((sentence) => (
        <Text key={sentence} size={1}>
          {sentence}
        </Text>
      ))}
    </Stack>
  )
}
