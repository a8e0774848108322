import {Card, Stack, Text} from '@sanity/ui'

import {momentOf, sentenceOf, timeOf} from '../review-wording.ts'
import type {Review} from '../use-review.ts'

/** Everything that was decided about a document, newest first, with what people wrote. */
export function StepsPanel({review}: {review: Review}) {
  const {events, nameOf} = review
  if (events.length === 0) return <Text muted>Nobody has submitted or approved it yet.</Text>
  return (
    <Stack as="ol" data-testid="review-steps" gap={3} padding={0}>
      {events.toReversed().map((event) => (
        <Card as="li" border key={event._id} padding={3} radius={2} style={{listStyle: 'none'}}>
          <Stack gap={3}>
            <Text size={1}>{sentenceOf(event, nameOf)}</Text>
            {event.comment && <Text>“{event.comment}”</Text>}
            <Text muted size={1}>
              {momentOf(timeOf(event))}
            </Text>
          </Stack>
        </Card>
      ))}
    </Stack>
  )
}
