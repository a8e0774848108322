import {reviewedTypes} from '@net-therapies/schemas'
import {Badge, Box, Button, Card, Flex} from '@sanity/ui'
import {type DocumentLayoutProps, useDocumentOperation, useEditState} from 'sanity'

import {ReviewDialogs} from './review-dialogs.tsx'
import {ReviewSummary} from './review-summary.tsx'
import {stateWording} from './review-wording.ts'
import {useReview} from './use-review.ts'

/**
 * Shows above a document where its review stands: who, when, what comes next. It is always there, so
 * that a text does not move away under the first key that somebody presses.
 */
export function ReviewBanner(props: DocumentLayoutProps) {
  const isReviewed = reviewedTypes.some((type) => type === props.documentType)
  return isReviewed ? <WithBanner {...props} /> : props.renderDefault(props)
}

function WithBanner(props: DocumentLayoutProps) {
  const {draft, published} = useEditState(props.documentId, props.documentType)
  const review = useReview({id: props.documentId, type: props.documentType, draft, published})
  const {discardChanges} = useDocumentOperation(props.documentId, props.documentType)
  const {status} = review
  const {title, tone} = stateWording[status.state]
  return (
    <Flex direction="column" flex={1} height="fill" style={{minWidth: 0, width: '100%'}}>
      {review.isKnown && (
        <Card
          aria-live="polite"
          borderBottom
          data-testid="review-banner"
          padding={3}
          tone={status.emergency ? 'critical' : tone}
        >
          <Flex align="center" gap={3}>
            <Badge tone={tone}>{title}</Badge>
            <Box flex={1} style={{minWidth: 0}}>
              <ReviewSummary review={review} />
            </Box>
            {status.isDraftNeedless && (
              <Button
                // An edit that is still on its way would bring the draft back.
                disabled={discardChanges.disabled !== false || !review.isSaved}
                fontSize={1}
                mode="ghost"
                onClick={() => discardChanges.execute()}
                padding={2}
                text="Discard this draft"
              />
            )}
          </Flex>
        </Card>
      )}
      {props.renderDefault(props)}
      <ReviewDialogs review={review} />
    </Flex>
  )
}
