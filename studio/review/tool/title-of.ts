/** What a document is called in the lists of the Studio. */
export function titleOf(document: Readonly<Record<string, unknown>>): string | undefined {
  const title = document['name'] ?? document['title']
  return typeof title === 'string' && title !== '' ? title : undefined
}
