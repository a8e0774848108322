import {Badge, Card, Flex, Stack, Text} from '@sanity/ui'
import {type DocumentLayoutProps, useClient, useEditState} from 'sanity'

import {reviewWording} from './review-wording.ts'
import {useReviewStatus} from './use-review.ts'

const tones = {
  'nothing-to-review': 'default',
  draft: 'default',
  'in-review': 'primary',
  'changes-requested': 'caution',
  approved: 'positive',
  'changed-since-submitted': 'caution',
} as const

/** Shows above a document where its review stands, who took the last step, and what comes next. */
export function ReviewBanner(props: DocumentLayoutProps) {
  const client = useClient({apiVersion: '2025-02-19'})
  const {draft, published} = useEditState(props.documentId, props.documentType)
  const {state, latest} = useReviewStatus(client, props.documentId, draft, published)
  const wording = reviewWording[state]
  return (
    <Flex direction="column" height="fill">
      {state !== 'nothing-to-review' && (
        <Card borderBottom data-testid="review-banner" padding={3} tone={tones[state]}>
          <Flex align="center" gap={3}>
            <Badge tone={tones[state]}>{wording.title}</Badge>
            <Stack flex={1} gap={2}>
              <Text size={1}>
                {latest?.action === 'requestChanges' && latest.comment
                  ? `${latest.byName ?? latest.by}: ${latest.comment}`
                  : wording.next}
              </Text>
            </Stack>
          </Flex>
        </Card>
      )}
      {props.renderDefault(props)}
    </Flex>
  )
}
