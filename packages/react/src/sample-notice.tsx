/** Stands above content that comes with the software to try it out. */
export function SampleNotice({sampleContent}: {sampleContent: boolean | null | undefined}) {
  if (!sampleContent) return null
  return (
    <p role="note" className="sample-notice">
      Sample content. Not medical advice.
    </p>
  )
}
