import {IntentLink} from 'sanity/router'

import {QueueList, type QueueLink} from './tool/queue-list.tsx'
import {useQueue} from './tool/use-queue.ts'

/** The documents that wait for a second person, as a list beside the document. */
export function ReviewQueue() {
  const items = useQueue()
  return (
    <QueueList
      empty="Nothing waits for review."
      items={items?.filter(({reasons}) => reasons.includes('in-review'))}
      label="Waiting for review"
      Link={EditLink}
    />
  )
}

const EditLink: QueueLink = ({item: {id, type}, children}) => (
  <IntentLink intent="edit" params={{id, type}} style={{textDecoration: 'none'}}>
    {children}
  </IntentLink>
)
