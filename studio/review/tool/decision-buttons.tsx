import {Box, Button, Flex, Text} from '@sanity/ui'

import type {DocumentActionDescription} from 'sanity'

import {
  approveDraft,
  type DecisionAction,
  type DecisionProps,
  discardNeedlessDraft,
  markAsReviewed,
  publishApproved,
  publishInEmergency,
  requestChanges,
  submitForReview,
  withdrawPage,
} from '../review-actions.tsx'
import type {Review} from '../use-review.ts'

const decisions: readonly DecisionAction[] = [
  approveDraft,
  requestChanges,
  publishApproved,
  submitForReview,
  discardNeedlessDraft,
  markAsReviewed,
  withdrawPage,
  publishInEmergency,
]

/**
 * The steps that can be taken here, and below them why one that is shown cannot. Why a text cannot be
 * approved stands in the summary above.
 */
export function DecisionButtons({review}: {review: Review}) {
  const {id, type, draft, published} = review
  const props: DecisionProps = {
    id,
    type,
    draft: draft as DecisionProps['draft'],
    published: published as DecisionProps['published'],
    onComplete: doNothing,
  }
  return (
    <Flex align="flex-start" gap={2} wrap="wrap">
      {decisions.map((action) => (
        <Decision action={action} key={action.displayName} props={props} />
      ))}
    </Flex>
  )
}

/** An action is a hook that says what its button looks like. */
function Decision({action, props}: {action: DecisionAction; props: DecisionProps}) {
  const description = action(props)
  if (!description) return null
  const {label, icon, tone, disabled, title, onHandle} = description
  const reason = disabled && typeof title === 'string' ? title : undefined
  return (
    <>
      <Box>
        <Button
          data-testid={`decision-${label.toLowerCase().replaceAll(' ', '-')}`}
          disabled={disabled ?? false}
          fontSize={1}
          icon={icon as never}
          mode={isMain(tone) ? 'default' : 'ghost'}
          onClick={() => onHandle?.()}
          padding={3}
          text={label}
          tone={tone ?? 'default'}
        />
      </Box>
      {reason !== undefined && action !== approveDraft && (
        <Box style={{flexBasis: '100%', order: 1}}>
          <Text muted size={1}>
            {label}: {reason}
          </Text>
        </Box>
      )}
    </>
  )
}

/** What comes next stands out; what is rare or drastic does not. */
const isMain = (tone: DocumentActionDescription['tone']) =>
  tone === 'positive' || tone === 'primary'

const doNothing = () => {}
