import type {PassagePair, Words} from '@net-therapies/review'
import {Box, Card, Grid, Stack, Text} from '@sanity/ui'

/** A passage of the earlier text beside the same of the later one, words added and removed. */
export function PassageRow(props: {
  pair: PassagePair
  place: string
  titleOf: (id: string) => string
}) {
  const {pair, place, titleOf} = props
  const notes = [
    ...(pair.isReformatted
      ? [
          'The words are the same. Emphasis, the kind of paragraph or the place of a citation changed.',
        ]
      : []),
    ...pair.citationsAdded.map((id) => `Source added here: ${titleOf(id)}`),
    ...pair.citationsRemoved.map((id) => `Source removed here: ${titleOf(id)}`),
  ]
  return (
    <Card borderBottom data-testid="passage" padding={3}>
      <Stack gap={3}>
        <Text muted size={1}>
          {place}
        </Text>
        <Grid gridTemplateColumns={2} gap={4}>
          <Side titleOf={titleOf} words={pair.before} />
          <Side titleOf={titleOf} words={pair.after} />
        </Grid>
        {notes.map((note) => (
          <Text key={note} size={1}>
            {note}
          </Text>
        ))}
      </Stack>
    </Card>
  )
}

function Side({words, titleOf}: {words: readonly Words[]; titleOf: (id: string) => string}) {
  const text = words.map((run) => run.text).join('')
  const reference = /^→ (.+)$/u.exec(text)?.[1]
  return (
    <Box style={{minWidth: 0, overflowWrap: 'anywhere'}}>
      <Text size={1}>
        {text === '' && <span aria-label="nothing">—</span>}
        {reference === undefined
          ? words.map((run, index) => <Run key={`${index} ${run.text}`} {...run} />)
          : `→ ${titleOf(reference)}`}
      </Text>
    </Box>
  )
}

const looks = {
  added: {
    background: 'var(--card-badge-positive-bg-color)',
    color: 'var(--card-badge-positive-fg-color)',
  },
  removed: {
    background: 'var(--card-badge-critical-bg-color)',
    color: 'var(--card-badge-critical-fg-color)',
  },
} as const

function Run({text, change}: Words) {
  if (change === 'added') return <ins style={looks.added}>{text}</ins>
  if (change === 'removed') return <del style={looks.removed}>{text}</del>
  return text
}
