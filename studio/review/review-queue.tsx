import {reviewStatus} from '@net-therapies/review'
import {Box, Card, Spinner, Stack, Text} from '@sanity/ui'
import {useEffect, useMemo, useState} from 'react'
import {useClient} from 'sanity'
import {IntentLink} from 'sanity/router'

import {useReviewEvents} from './use-review-events.ts'
import {today} from './use-review.ts'

interface Row {
  _id: string
  _type: string
  title: string | null
  draft: Record<string, unknown>
  published: Record<string, unknown> | null
}

const rowsQuery = `*[_id in $draftIds]{
  _id, _type, "title": coalesce(name, title), "draft": @, "published": *[_id == string::split(^._id, "drafts.")[1]][0]
}`

/** The documents that wait for a second person, newest submission first. */
export function ReviewQueue() {
  const client = useClient({apiVersion: '2025-02-19'})
  const known = useReviewEvents(client)
  const events = useMemo(() => known ?? [], [known])
  const [rows, setRows] = useState<Row[]>()
  const subjects = useMemo(
    () => [...new Set(events.toReversed().map(({subject}) => subject))],
    [events],
  )
  useEffect(() => {
    let stopped = false
    const draftIds = subjects.map((subject) => `drafts.${subject}`)
    const load = async () => {
      const found = await client.fetch<Row[]>(
        rowsQuery,
        {draftIds},
        {perspective: 'raw', tag: 'review.queue'},
      )
      if (!stopped) setRows(found)
    }
    void load()
    return () => {
      stopped = true
    }
  }, [client, subjects])

  const waiting = subjects.flatMap((subject) => {
    const row = rows?.find(({_id}) => _id === `drafts.${subject}`)
    if (!row) return []
    const steps = events.filter((event) => event.subject === subject)
    const {draft, published} = row
    const status = reviewStatus({draft, published, events: steps, today: today()})
    return status.state === 'in-review' ? [{...row, subject, latest: status.latest}] : []
  })

  if (!rows) {
    return (
      <Box padding={4}>
        <Spinner muted />
      </Box>
    )
  }
  return (
    <Stack padding={3} gap={2}>
      {waiting.length === 0 && (
        <Box padding={3}>
          <Text muted>Nothing waits for review.</Text>
        </Box>
      )}
      {waiting.map(({subject, _type, title, latest}) => (
        <IntentLink
          intent="edit"
          key={subject}
          params={{id: subject, type: _type}}
          style={{textDecoration: 'none'}}
        >
          <Card border padding={3} radius={2}>
            <Stack gap={3}>
              <Text weight="medium">{title ?? subject}</Text>
              <Text muted size={1}>
                {latest?.by} · {latest && new Date(latest.at).toLocaleString()}
              </Text>
            </Stack>
          </Card>
        </IntentLink>
      ))}
    </Stack>
  )
}
