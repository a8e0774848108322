import {formatMarker, numberCitations} from '@net-therapies/citations'
import {type BlockProps, useFormValue} from 'sanity'

/**
 * Shows a citation mark in the editor with the numbers it will have on the page, where key facts
 * come before the text. Other inline objects keep the Studio's own look.
 */
export function NumberedCitationMark(props: BlockProps) {
  const claims = useFormValue(['claims'])
  const body = useFormValue(['body'])
  if (props.schemaType.name !== 'citationMark') return props.renderDefault(props)
  return props.renderDefault({
    ...props,
    renderPreview: () => (
      <sup data-testid="citation-mark">{markerIn([claims, body], props.value)}</sup>
    ),
  })
}

function markerIn(content: unknown, mark: object): string {
  const numbering = numberCitations(content)
  const references = 'citations' in mark && Array.isArray(mark.citations) ? mark.citations : []
  const numbers = references.flatMap((reference: {_ref?: string} | null) =>
    reference?._ref ? (numbering.numberOf(reference._ref) ?? []) : [],
  )
  return numbers.length > 0 ? formatMarker(numbers) : 'source?'
}
