/** Keeps each citation once, where it comes first. Queries give one for every place that cites it. */
export function uniqueCitations<Result extends {citations: {_id: string}[]} | null>(
  result: Result,
): Result {
  if (result === null) return result
  const seen = new Set<string>()
  const citations = result.citations.filter(({_id}) => {
    const isNew = !seen.has(_id)
    seen.add(_id)
    return isNew
  })
  return {...result, citations}
}
