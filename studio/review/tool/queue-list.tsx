import type {QueueItem, QueueReason} from '@net-therapies/review'
import {Badge, Box, Card, Flex, Inline, Spinner, Stack, Text} from '@sanity/ui'
import type {ComponentType, ReactNode} from 'react'
import {useSchema} from 'sanity'

import {dayOf, momentOf, type Tone} from '../review-wording.ts'
import {useNames} from '../use-names.ts'

const wording: Record<QueueReason, {title: string; tone: Tone}> = {
  'in-review': {title: 'Waiting for review', tone: 'primary'},
  'changes-requested': {title: 'Changes requested', tone: 'caution'},
  approved: {title: 'Approved, not yet public', tone: 'positive'},
  overdue: {title: 'Review overdue', tone: 'caution'},
  emergency: {title: 'Published in an emergency', tone: 'critical'},
}

/** A link of the queue: where it leads is up to whoever shows the list. */
export type QueueLink = ComponentType<{item: QueueItem; children: ReactNode}>

/** Documents that wait for somebody, each with its type, its state, who put it there and when. */
export function QueueList(props: {
  items: readonly QueueItem[] | undefined
  empty: string
  label: string
  openId?: string | undefined
  Link: QueueLink
}) {
  const {items, empty, label, openId, Link} = props
  const schema = useSchema()
  const nameOf = useNames((items ?? []).flatMap(({step}) => (step ? [step.by] : [])))
  if (!items) {
    return (
      <Box padding={4}>
        <Spinner muted />
      </Box>
    )
  }
  if (items.length === 0) {
    return (
      <Box padding={4}>
        <Text muted>{empty}</Text>
      </Box>
    )
  }
  return (
    <Stack aria-label={label} as="ul" data-testid="review-queue" gap={2} padding={3}>
      {items.map((item) => (
        <Box as="li" data-testid="review-queue-row" key={item.id} style={{listStyle: 'none'}}>
          <Link item={item}>
            <Card
              border
              padding={3}
              radius={2}
              tone={item.id === openId ? 'primary' : 'default'}
              {...(item.id === openId ? {'aria-current': 'true'} : {})}
            >
              <Stack gap={3}>
                <Flex align="center" gap={3}>
                  <Box flex={1}>
                    <Text textOverflow="ellipsis" weight="medium">
                      {item.title}
                    </Text>
                  </Box>
                  <Text muted size={1}>
                    {schema.get(item.type)?.title ?? item.type}
                  </Text>
                </Flex>
                <Inline gap={2}>
                  {item.reasons.map((reason) => (
                    <Badge key={reason} tone={wording[reason].tone}>
                      {wording[reason].title}
                    </Badge>
                  ))}
                </Inline>
                <Text muted size={1}>
                  {item.step
                    ? `${nameOf(item.step.by)} · ${momentOf(item.since)}`
                    : `Due on ${dayOf(item.since)}`}
                </Text>
              </Stack>
            </Card>
          </Link>
        </Box>
      ))}
    </Stack>
  )
}
