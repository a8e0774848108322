import {
  Badge,
  Box,
  Button,
  Card,
  Flex,
  Heading,
  Spinner,
  Stack,
  Tab,
  TabList,
  TabPanel,
  Text,
} from '@sanity/ui'
import {useEffect, useRef, useState} from 'react'
import {useEditState, useSchema} from 'sanity'
import {useIntentLink} from 'sanity/router'

import {ReviewDialogs} from '../review-dialogs.tsx'
import {ReviewSummary} from '../review-summary.tsx'
import {stateWording} from '../review-wording.ts'
import {type Review, useReview} from '../use-review.ts'
import {ChangesPanel} from './changes-panel.tsx'
import {DecisionButtons} from './decision-buttons.tsx'
import {PagePanel} from './page-panel.tsx'
import {StepsPanel} from './steps-panel.tsx'
import {titleOf} from './title-of.ts'

const panels = [
  {name: 'changes', title: 'What changed', Panel: ChangesPanel},
  {name: 'page', title: 'As readers see it', Panel: PagePanel},
  {name: 'steps', title: 'Steps and comments', Panel: StepsPanel},
] as const

/** One document under review: where it stands, what can be done, and everything to judge it by. */
export function ReviewItem({id, type}: {id: string; type: string}) {
  const {draft, published, ready} = useEditState(id, type)
  const review = useReview({id, type, draft, published})
  const schema = useSchema()
  const heading = useRef<HTMLDivElement>(null)
  const document = draft ?? published
  const isKnown = ready && review.isKnown
  // Whoever opened it with a key reads on from here.
  useEffect(() => {
    if (isKnown) heading.current?.focus()
  }, [isKnown])
  if (!isKnown) {
    return (
      <Box padding={5}>
        <Spinner muted />
      </Box>
    )
  }
  if (!document) {
    return (
      <Box padding={5}>
        <Text muted>This document is not there any more.</Text>
      </Box>
    )
  }
  const {title, tone} = stateWording[review.status.state]
  return (
    <Stack data-testid="review-item" gap={4} padding={4}>
      <Stack gap={3} paddingX={1}>
        <Flex align="center" gap={3} wrap="wrap">
          <Box ref={heading} style={{outline: 'none'}} tabIndex={-1}>
            <Heading as="h2" size={2}>
              {titleOf(document) ?? id}
            </Heading>
          </Box>
          <Badge style={{whiteSpace: 'nowrap'}} tone={tone}>
            {title}
          </Badge>
          <Box flex={1} />
          <EditLink id={id} type={type} />
        </Flex>
        <Text muted size={1}>
          {schema.get(type)?.title ?? type}
        </Text>
      </Stack>
      <Card
        aria-live="polite"
        border
        data-testid="review-summary"
        padding={4}
        radius={2}
        tone={review.status.emergency ? 'critical' : tone}
      >
        <Stack gap={4}>
          <ReviewSummary review={review} />
          <DecisionButtons review={review} />
        </Stack>
      </Card>
      <Panels review={review} />
      <ReviewDialogs review={review} />
    </Stack>
  )
}

function Panels({review}: {review: Review}) {
  const [open, setOpen] = useState<(typeof panels)[number]['name']>('changes')
  return (
    <Stack gap={4}>
      <TabList gap={2}>
        {panels.map(({name, title}) => (
          <Tab
            aria-controls={`review-panel-${name}`}
            id={`review-tab-${name}`}
            key={name}
            label={title}
            onClick={() => setOpen(name)}
            selected={open === name}
          />
        ))}
      </TabList>
      {panels.map(({name, Panel}) => (
        <TabPanel
          aria-labelledby={`review-tab-${name}`}
          hidden={open !== name}
          id={`review-panel-${name}`}
          key={name}
        >
          {open === name && <Panel review={review} />}
        </TabPanel>
      ))}
    </Stack>
  )
}

function EditLink({id, type}: {id: string; type: string}) {
  const {href, onClick} = useIntentLink({intent: 'edit', params: {id, type}})
  return (
    <Button
      as="a"
      fontSize={1}
      href={href}
      mode="ghost"
      onClick={onClick}
      padding={3}
      text="Open in the editor"
    />
  )
}
