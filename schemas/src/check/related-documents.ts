type Document = Readonly<Record<string, unknown>> & {_id: string; _type: string}

/**
 * The published documents that the rules of the schema may ask for when they check a document: those
 * it refers to, and others of its type with the same address or the same identifier of a source.
 *
 * @param store.get - a published document by id
 * @param store.ofType - all documents of a type, drafts and versions among them
 */
export function relatedDocuments(
  document: Document,
  store: {get: (id: string) => Document | null; ofType: (type: string) => readonly Document[]},
): Document[] {
  const referred = [...referredIds(document)].flatMap((id) => store.get(id) ?? [])
  const marks = identifyingValues(document)
  const alike =
    marks.length === 0
      ? []
      : store
          .ofType(document._type)
          .filter(({_id}) => _id !== document._id && !/^(?:drafts|versions)\./u.test(_id))
          .filter((other) => identifyingValues(other).some((mark) => marks.includes(mark)))
  return [...new Map([...referred, ...alike].map((one) => [one._id, one])).values()]
}

function identifyingValues({slug, doi, pmid, pmcid}: Document): string[] {
  const current =
    typeof slug === 'object' && slug !== null && 'current' in slug ? slug.current : undefined
  const values = {slug: current, doi, pmid, pmcid}
  return Object.entries(values).flatMap(([name, value]) =>
    typeof value === 'string' && value !== '' ? [`${name}:${value.toLowerCase()}`] : [],
  )
}

function referredIds(value: unknown, found = new Set<string>()): Set<string> {
  if (Array.isArray(value)) {
    for (const item of value) referredIds(item, found)
  } else if (typeof value === 'object' && value !== null) {
    if ('_ref' in value && typeof value._ref === 'string') found.add(value._ref)
    for (const child of Object.values(value)) referredIds(child, found)
  }
  return found
}
