/** The GROQ functions the lake evaluates, by namespace. A query that uses another is refused. */
export const supportedFunctions: Readonly<Record<string, readonly string[]>> = {
  global: [
    'boost',
    'coalesce',
    'count',
    'dateTime',
    'defined',
    'geo',
    'identity',
    'length',
    'lower',
    'now',
    'path',
    'references',
    'round',
    'string',
    'upper',
  ],
  array: ['compact', 'intersects', 'join', 'unique'],
  dateTime: ['now'],
  diff: ['changedAny', 'changedOnly'],
  documents: ['get', 'incomingRefCount'],
  geo: ['contains', 'distance', 'intersects', 'latLng'],
  math: ['avg', 'max', 'min', 'sum'],
  pt: ['text'],
  releases: ['all'],
  sanity: ['dataset', 'partOfRelease', 'projectId', 'versionOf'],
  string: ['lower', 'split', 'startsWith', 'upper'],
  text: ['query'],
}

export const supportedPipeFunctions: readonly string[] = ['order', 'score']

/** Functions that exist on the hosted service and not here. */
export const missingFunctions: readonly string[] = [
  'array::slice',
  'delta::changedAny',
  'delta::changedOnly',
  'delta::operation',
  'documents::incomingGlobalDocumentReferenceCount',
  'media::aspect',
  'sanity::partOfVariant',
  'text::semanticSimilarity',
  'text::tokens',
  'user::attributes',
]

/** `count` for the global namespace, `pt::text` for others. */
export const functionName = (namespace: unknown, name: unknown): string =>
  namespace === 'global' ? String(name) : `${String(namespace)}::${String(name)}`

export const isSupported = (namespace: unknown, name: unknown): boolean =>
  typeof namespace === 'string' &&
  typeof name === 'string' &&
  Object.hasOwn(supportedFunctions, namespace) &&
  (supportedFunctions[namespace] ?? []).includes(name)
