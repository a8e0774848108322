import type {FragmentProblem} from '@net-therapies/importer'
import {Badge, Button, Card, Flex, Stack, Text} from '@sanity/ui'

const wording = {
  error: {label: 'To correct', tone: 'critical'},
  warning: {label: 'To complete', tone: 'caution'},
  suggestion: {label: 'To decide', tone: 'default'},
} as const

/** Lists what there is to mend in a text that was pasted. */
export function PasteProblems(props: {
  problems: readonly FragmentProblem[]
  /** Takes the writer to a block. */
  onShow: (blockKey: string) => void
  onDone: (problem: FragmentProblem) => void
  onClose: () => void
}) {
  const {problems, onShow, onDone, onClose} = props
  return (
    <Card aria-live="polite" border data-testid="paste-problems" padding={3} radius={2}>
      <Stack gap={3}>
        <Flex align="center" gap={3} justify="space-between">
          <Text size={1} weight="semibold">
            {problems.length === 1
              ? 'One thing to mend in what you pasted'
              : `${problems.length} things to mend in what you pasted`}
          </Text>
          <Button fontSize={1} mode="bleed" onClick={onClose} text="Close" />
        </Flex>
        {problems.map((problem) => {
          const {code, severity, message, hint, place, blockKey} = problem
          return (
            <Card
              key={`${code}-${place.start}`}
              padding={2}
              radius={2}
              tone={wording[severity].tone}
            >
              <Flex align="flex-start" gap={3}>
                <Badge tone={wording[severity].tone}>{wording[severity].label}</Badge>
                <Stack flex={1} gap={2}>
                  <Text size={1}>{message}</Text>
                  <Text muted size={1}>
                    {hint}
                  </Text>
                </Stack>
                {blockKey !== undefined && (
                  <Button fontSize={1} mode="ghost" onClick={() => onShow(blockKey)} text="Show" />
                )}
                <Button fontSize={1} mode="ghost" onClick={() => onDone(problem)} text="Done" />
              </Flex>
            </Card>
          )
        })}
      </Stack>
    </Card>
  )
}
