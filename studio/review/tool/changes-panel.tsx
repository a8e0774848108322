import {
  citedIds,
  type Comparison,
  compareDocuments,
  findUnsourced,
  type ReadingGrade,
  readingGrades,
  targetGrade,
} from '@net-therapies/review'
import {Box, Button, Card, Flex, Grid, Heading, Stack, Text} from '@sanity/ui'
import {useMemo, useState} from 'react'

import {type SchemaType, useSchema} from 'sanity'

import type {Review} from '../use-review.ts'
import {PassageRow} from './passage-row.tsx'
import {placeTitles} from './place-title.ts'
import {explainBaseline, useBaseline} from './use-baseline.ts'
import {type Sources, useSources} from './use-sources.ts'

const nothing: Readonly<Record<string, unknown>> = {}

/** The change since the last approval: words, sources, statements without one, reading grade. */
export function ChangesPanel({review}: {review: Review}) {
  const baseline = useBaseline(review)
  const document = review.draft ?? review.published ?? nothing
  const comparison = useMemo(
    () => compareDocuments(baseline.document, document),
    [baseline.document, document],
  )
  const ids = useMemo(() => idsIn([baseline.document, document]), [baseline.document, document])
  const sources = useSources(review.client, ids, baseline.since)
  const fields = useSchema().get(review.type)
  const titleOfPlace = placeTitles(document, (name) => titleOfField(fields, name))
  const [showsAll, setShowsAll] = useState(false)
  const shown = comparison.pairs.filter(({change}) => showsAll || change !== 'same')
  const same = comparison.pairs.length - comparison.pairs.filter((p) => p.change !== 'same').length
  return (
    <Stack data-testid="review-changes" gap={5}>
      <Text muted size={1}>
        {explainBaseline(baseline, review.nameOf)}
      </Text>
      <Numbers
        after={document}
        before={baseline.document}
        comparison={comparison}
        drugNames={sources?.drugNames ?? []}
      />
      {review.type !== 'citation' && (
        <>
          <SourcesChanged after={document} comparison={comparison} sources={sources} />
          <Unsourced document={document} titleOfPlace={titleOfPlace} />
        </>
      )}
      <Stack gap={3}>
        <Flex align="center" gap={3}>
          <Heading as="h3" size={1}>
            Text
          </Heading>
          <Box flex={1} />
          {same > 0 && (
            <Button
              aria-pressed={showsAll}
              fontSize={1}
              mode="ghost"
              onClick={() => setShowsAll(!showsAll)}
              padding={2}
              text={showsAll ? 'Show changes only' : `Show ${same} unchanged, too`}
            />
          )}
        </Flex>
        {shown.length === 0 && <Text muted>No words changed.</Text>}
        {shown.length > 0 && (
          <Card border radius={2} overflow="hidden">
            <Card borderBottom padding={3} tone="transparent">
              <Grid gridTemplateColumns={2} gap={4}>
                <Text size={1} weight="medium">
                  Before
                </Text>
                <Text size={1} weight="medium">
                  Now
                </Text>
              </Grid>
            </Card>
            {shown.map((pair) => (
              <PassageRow
                key={`${pair.place} ${pair.change}`}
                pair={pair}
                place={titleOfPlace(pair.place)}
                titleOf={sources?.titleOf ?? ((id) => id)}
              />
            ))}
          </Card>
        )}
      </Stack>
    </Stack>
  )
}

function Numbers(props: {
  before: Readonly<Record<string, unknown>> | null
  after: Readonly<Record<string, unknown>>
  comparison: Comparison
  drugNames: readonly string[]
}) {
  const {before, after, comparison, drugNames} = props
  const grades = useMemo(
    () => ({
      before: before ? readingGrades(before, drugNames).whole : undefined,
      after: readingGrades(after, drugNames),
    }),
    [before, after, drugNames],
  )
  const count = (change: string) => comparison.pairs.filter((pair) => pair.change === change).length
  const {whole, sections} = grades.after
  const hasProse = whole.sentences > 0 || (grades.before?.sentences ?? 0) > 0
  const hard = sections.filter(
    ({grade, gradeWithoutNames}) =>
      grade !== undefined && (gradeWithoutNames ?? grade) > targetGrade.to,
  )
  return (
    <Grid gridTemplateColumns={[1, 1, 2]} gap={4}>
      <Card border padding={3} radius={2}>
        <Stack gap={3}>
          <Heading as="h3" size={1}>
            How much changed
          </Heading>
          <Text size={1}>
            Passages: {count('changed')} changed, {count('added')} added, {count('removed')} removed
          </Text>
        </Stack>
      </Card>
      {hasProse && (
        <Card border data-testid="reading-grade" padding={3} radius={2}>
          <Stack gap={3}>
            <Heading as="h3" size={1}>
              Reading grade
            </Heading>
            <Text size={1}>
              {gradeOf(grades.before)} → {gradeOf(whole)}
              {whole.gradeWithoutNames !== undefined && whole.gradeWithoutNames !== whole.grade
                ? ` (${whole.gradeWithoutNames.toFixed(1)} if drug names are left aside)`
                : ''}
            </Text>
            <Text muted size={1}>
              School years that a reader needs (Flesch–Kincaid). Aim for {targetGrade.from} to{' '}
              {targetGrade.to}.
            </Text>
            {hard.length > 0 && (
              <Text size={1}>
                Above {targetGrade.to}:{' '}
                {hard
                  .map(
                    ({heading, grade}) =>
                      `${heading || 'before the first heading'} (${grade?.toFixed(1) ?? ''})`,
                  )
                  .join(', ')}
              </Text>
            )}
          </Stack>
        </Card>
      )}
    </Grid>
  )
}

const gradeOf = (grade: ReadingGrade | undefined) => grade?.grade?.toFixed(1) ?? 'no text'

function SourcesChanged(props: {
  comparison: Comparison
  after: Readonly<Record<string, unknown>>
  sources: Sources | undefined
}) {
  const {comparison, after, sources} = props
  const cited = citedIds(after)
  const groups = [
    {title: 'Added', ids: comparison.citationsAdded},
    {title: 'Removed', ids: comparison.citationsRemoved},
    {
      title: 'Changed since',
      ids: (sources?.changed ?? []).filter(
        (id) => cited.includes(id) && !comparison.citationsAdded.includes(id),
      ),
    },
  ].filter(({ids}) => ids.length > 0)
  return (
    <Stack data-testid="review-sources" gap={3}>
      <Heading as="h3" size={1}>
        Sources
      </Heading>
      {groups.length === 0 && <Text size={1}>No source was added, removed or changed.</Text>}
      {groups.map(({title, ids}) => (
        <Stack gap={2} key={title}>
          <Text muted size={1}>
            {title}
          </Text>
          <Stack as="ul" gap={2} paddingLeft={4}>
            {ids.map((id) => (
              <Text as="li" key={id} size={1}>
                {sources?.titleOf(id) ?? id}
              </Text>
            ))}
          </Stack>
        </Stack>
      ))}
    </Stack>
  )
}

function Unsourced(props: {
  document: Readonly<Record<string, unknown>>
  titleOfPlace: (place: string) => string
}) {
  const {document, titleOfPlace} = props
  const found = useMemo(() => findUnsourced(document), [document])
  const groups = [
    {title: 'Statements that have to name one', kind: 'statement'},
    {title: 'Paragraphs that name none; judge whether they need one', kind: 'paragraph'},
  ]
    .map(({title, kind}) => ({title, rows: found.filter((one) => one.kind === kind)}))
    .filter(({rows}) => rows.length > 0)
  return (
    <Stack data-testid="review-unsourced" gap={3}>
      <Heading as="h3" size={1}>
        Without a source
      </Heading>
      {groups.length === 0 && <Text size={1}>Every statement and paragraph names a source.</Text>}
      {groups.map(({title, rows}) => (
        <Stack gap={2} key={title}>
          <Text muted size={1}>
            {title}
          </Text>
          <Stack as="ul" gap={2} paddingLeft={4}>
            {rows.map(({place, text}) => (
              <Text as="li" key={place} size={1}>
                {titleOfPlace(place)}: “{text}”
              </Text>
            ))}
          </Stack>
        </Stack>
      ))}
    </Stack>
  )
}

function titleOfField(type: SchemaType | undefined, name: string): string | undefined {
  if (!type || !('fields' in type)) return undefined
  return type.fields.find((field) => field.name === name)?.type.title
}

function idsIn(value: unknown): string[] {
  if (Array.isArray(value)) return [...new Set(value.flatMap(idsIn))].toSorted()
  if (typeof value !== 'object' || value === null) return []
  const own = '_ref' in value && typeof value._ref === 'string' ? [value._ref] : []
  return [...own, ...Object.values(value).flatMap(idsIn)]
}
