import {Badge, Card, Flex, Stack, Text} from '@sanity/ui'
import {type DocumentLayoutProps, useEditState} from 'sanity'

import {explain, explainEmergency, stateWording} from './review-wording.ts'
import {useReview} from './use-review.ts'
import {useSurroundings} from './use-surroundings.ts'

/**
 * Shows above a document where its review stands: who, when, what comes next. A published text that
 * needs nothing has none.
 */
export function ReviewBanner(props: DocumentLayoutProps) {
  const {draft, published} = useEditState(props.documentId, props.documentType)
  const review = useReview({id: props.documentId, type: props.documentType, draft, published})
  const around = useSurroundings(review)
  const {status, nameOf, person} = review
  const {title, tone} = stateWording[status.state]
  const isQuiet =
    status.state === 'published' &&
    !status.isDraftNeedless &&
    !status.emergency &&
    around.length === 0
  return (
    <Flex direction="column" flex={1} height="fill" style={{minWidth: 0, width: '100%'}}>
      {!isQuiet && (
        <Card
          aria-live="polite"
          borderBottom
          data-testid="review-banner"
          padding={3}
          tone={status.emergency ? 'critical' : tone}
        >
          <Flex align="flex-start" gap={3}>
            <Badge tone={tone}>{title}</Badge>
            <Stack flex={1} gap={3}>
              {status.emergency && (
                <Text size={1}>{explainEmergency(status.emergency, nameOf)}</Text>
              )}
              {!(status.emergency && status.state === 'published' && !status.isDraftNeedless) && (
                <Text size={1}>{explain(status, nameOf, person)}</Text>
              )}
              {around.map(({id, message}) => (
                <Text key={id} size={1}>
                  {message}
                </Text>
              ))}
            </Stack>
          </Flex>
        </Card>
      )}
      {props.renderDefault(props)}
    </Flex>
  )
}
