import type {FragmentProblem, FragmentResult} from '@net-therapies/importer'
import {Stack} from '@sanity/ui'
import {useEffect} from 'react'
import {
  getPublishedId,
  type InputProps,
  type PortableTextInputProps,
  type SanityClient,
  useClient,
  useFormValue,
} from 'sanity'

import {PasteProblems} from './paste-problems.tsx'
import {readClipboard} from './read-clipboard.ts'
import {saveCitations, withoutCitations} from './save-citations.ts'
import {strengthenReferences} from './strengthen-references.ts'
import {usePasted} from './use-pasted.ts'

/** Turns what is pasted into body text into blocks with citation marks, and lists what to mend. */
export function BodyPasteInput(props: InputProps) {
  return isBody(props) ? <BodyInput {...props} /> : props.renderDefault(props)
}

function isBody(props: InputProps): props is PortableTextInputProps {
  return props.schemaType.name === 'body' || props.schemaType.name === 'pageBody'
}

function BodyInput(props: PortableTextInputProps) {
  const client = useClient({apiVersion: '2025-02-19'})
  const documentId = getPublishedId(String(useFormValue(['_id'])))
  const [{problems, citations}, change] = usePasted(JSON.stringify([documentId, props.path]))
  const {onChange, value} = props
  useEffect(() => {
    const patches = strengthenReferences(value, citations)
    if (patches.length > 0) onChange(patches)
  }, [onChange, citations, value])
  const onPaste: PortableTextInputProps['onPaste'] = (data) => {
    const fragment = readClipboard(data.event.clipboardData, {keys: randomKey})
    if (!fragment) return props.onPaste?.(data)
    return save(client, fragment).then(({blocks, problems: found}) => {
      const ids = fragment.citations.map(({_id}) => getPublishedId(_id))
      change({problems: found, citations: new Set(ids)})
      return {insert: blocks.map((block) => ({...block}))}
    })
  }
  return (
    <Stack gap={3}>
      {props.renderDefault({...props, onPaste})}
      {problems.length > 0 && (
        <PasteProblems
          problems={problems}
          onClose={() => change({problems: []})}
          onDone={(done) => change({problems: problems.filter((problem) => problem !== done)})}
          onShow={(blockKey) => props.onPathFocus([{_key: blockKey}])}
        />
      )}
    </Stack>
  )
}

async function save(
  client: SanityClient,
  fragment: FragmentResult,
): Promise<{blocks: FragmentResult['blocks']; problems: readonly FragmentProblem[]}> {
  const {blocks, citations, problems} = fragment
  try {
    await saveCitations(client, citations)
    return {blocks, problems}
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error)
    const problem: FragmentProblem = {
      code: 'citations-not-saved',
      severity: 'error',
      message: `The sources could not be saved, so the citations are empty: ${reason}`,
      place: {start: 0, end: 0},
      hint: 'Undo, and paste again; or pick the source in each citation.',
    }
    return {blocks: withoutCitations(blocks), problems: [problem, ...problems]}
  }
}

function randomKey(): string {
  return crypto.randomUUID().replaceAll('-', '').slice(0, 12)
}
