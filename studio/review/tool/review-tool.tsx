import {Box, Card, Flex, Heading, Stack, Tab, TabList, Text} from '@sanity/ui'
import {definePlugin} from 'sanity'
import {route, StateLink, useRouter, useRouterState} from 'sanity/router'
import {ClipboardIcon} from '@sanity/icons/Clipboard'

import {QueueList, type QueueLink} from './queue-list.tsx'
import {ReviewItem} from './review-item.tsx'
import {useQueue} from './use-queue.ts'
import {queueViews} from './views.ts'

/** Adds the Review tool to the Studio's navigation. */
export const reviewTool = definePlugin({
  name: 'review-tool',
  tools: [
    {
      name: 'review',
      title: 'Review',
      icon: ClipboardIcon,
      component: ReviewTool,
      router: route.create('/', [
        route.create('/:view', [route.create('/:documentType/:documentId')]),
      ]),
    },
  ],
})

/** What waits for somebody on the left; beside it the one that is open, to read and decide. */
function ReviewTool() {
  const state = useRouterState()
  const router = useRouter()
  const items = useQueue()
  const name = state['view']
  const view = queueViews.find((one) => one.name === name) ?? queueViews[0]
  const [openId, openType] = [text(state['documentId']), text(state['documentType'])]
  const shown = view && items?.filter(view.has)
  return (
    <Flex height="fill" style={{minHeight: 0}}>
      <Card
        borderRight
        style={{flex: '0 0 clamp(15rem, 28vw, 24rem)', minWidth: 0, overflow: 'auto'}}
      >
        <Stack gap={4} padding={4}>
          <Heading as="h1" size={1}>
            Review
          </Heading>
          <TabList gap={1} style={{flexWrap: 'wrap'}}>
            {queueViews.map(({name: one, title, has}) => (
              <Tab
                aria-controls="review-queue-panel"
                id={`review-view-${one}`}
                key={one}
                label={items ? `${title} ${items.filter(has).length}` : title}
                onClick={() => router.navigate({...state, view: one})}
                selected={one === view?.name}
              />
            ))}
          </TabList>
        </Stack>
        <Box
          aria-labelledby={`review-view-${view?.name ?? ''}`}
          id="review-queue-panel"
          role="tabpanel"
        >
          <QueueList
            empty={view?.empty ?? ''}
            items={shown}
            label={view?.title ?? ''}
            Link={OpenLink}
            openId={openId}
          />
        </Box>
      </Card>
      <Box flex={1} style={{minWidth: 0, overflow: 'auto'}}>
        {openId && openType ? (
          <ReviewItem id={openId} key={openId} type={openType} />
        ) : (
          <Box padding={5}>
            <Text muted>Choose a document on the left to see what changed and to decide.</Text>
          </Box>
        )}
      </Box>
    </Flex>
  )
}

const OpenLink: QueueLink = ({item: {id, type}, children}) => {
  const {view} = useRouterState()
  return (
    <StateLink
      state={{view: view ?? queueViews[0]?.name, documentType: type, documentId: id}}
      style={{display: 'block', textDecoration: 'none'}}
    >
      {children}
    </StateLink>
  )
}

const text = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined)
