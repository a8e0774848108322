import fc from 'fast-check'

/** A request as it is written down, so that a failure can be sent again. */
export interface RandomRequest {
  method: string
  path: string
  headers: Record<string, string>
  body: string | undefined
  /** Whose token it carries; `undefined` for none. */
  as: string | undefined
}

const words = ['page', 'note', 'a', 'title', 'list', 'x', '_id', '_type', '_rev', '*', '', '..']
/** Attributes of these names are refused. */
const reservedKeys = ['__proto__', 'constructor', 'prototype', 'hasOwnProperty']
const hostileKeys = [
  'title',
  'list',
  'toString',
  'toJSON',
  'then',
  'valueOf',
  'length',
  '_key',
  '_ref',
  '_id',
  '_type',
  '$ne',
  'a.b',
  'a[0]',
  '',
  '\0',
  'ключ',
]

const key = fc.oneof(
  {weight: 40, arbitrary: fc.constantFrom(...hostileKeys)},
  {weight: 1, arbitrary: fc.constantFrom(...reservedKeys)},
)

const id = fc.oneof(
  {weight: 20, arbitrary: fc.constantFrom('a', 'b', 'c', 'drafts.a', 'drafts.b', 'versions.r1.a')},
  {weight: 1, arbitrary: fc.constantFrom('', '.', 'drafts.', '_.releases.r1', '../a', '__proto__')},
  {weight: 1, arbitrary: fc.constantFrom('sentinel-a', 'sentinel-b', 'drafts.sentinel-a')},
  {weight: 1, arbitrary: fc.string({unit: 'binary', maxLength: 6})},
)

const scalar: fc.Arbitrary<unknown> = fc.oneof(
  fc.constantFrom<unknown>(null, true, 0, -0, 1, -1, 1e308, 2 ** 53, 'a', '', '\ud800', '\u2028'),
  fc.string({unit: 'binary', maxLength: 8}),
  id,
)

const {value} = fc.letrec<{value: unknown}>((tie) => ({
  value: fc.oneof(
    {depthSize: 'small', withCrossShrink: true},
    scalar,
    fc.array(tie('value'), {maxLength: 3}),
    fc.dictionary(key, tie('value'), {
      maxKeys: 3,
      noNullPrototype: false,
    }),
    fc.constantFrom(1, 19, 20, 21, 101).map(nested),
    fc.record({_ref: id, _weak: fc.boolean()}, {requiredKeys: ['_ref']}),
  ),
}))

function nested(levels: number): unknown {
  let inner: unknown = 1
  for (let level = 0; level < levels; level += 1) inner = level % 2 === 0 ? {a: inner} : [inner]
  return inner
}

const document = fc
  .tuple(
    fc.record({_id: id, _type: fc.constantFrom('page', 'note', 'sanity.imageAsset', '', 'x')}),
    fc.dictionary(key, value, {maxKeys: 3}),
  )
  .map(([own, rest]) => ({...rest, ...own}))

const path = fc.oneof(
  fc.constantFrom('title', 'list', 'list[0]', 'list[-1]', 'list[*]', '..a', 'a.b.c', '.*', '[]'),
  fc.constantFrom('list[_key=="x"].v', 'list[0:2]', 'list[', "['__proto__']", '__proto__.x', '_id'),
  fc.constantFrom('constructor.prototype.x', '_type', '_rev', '_createdAt', '..', '*', ''),
  fc.string({unit: 'binary', maxLength: 5}),
)
const paths = fc.dictionary(path, value, {maxKeys: 2})

const query = fc.oneof(
  fc.constantFrom(
    '*',
    '*[_type == "page"]',
    '*[_type == $t]{..., "r": list[]->}',
    'count(*)',
    '*[_id in path("drafts.**")] | order(_id desc)[0..3]',
    '*[references("a")]{"n": count(*[references(^._id)])}',
    '* | score(title match "a*") | order(_score desc)',
    '*[[@, _id] match text::query($t)]',
    '*{"x": @[$t]}',
    'string::split(string::lower($t), "")',
    'pt::text(*[0].list)',
    'array::unique([1, null, $t])',
    'dateTime("2026") - now()',
    '*[0]{title}[$t]',
    'global::now()',
    '*[_id == ',
    ']]]',
    '"\\u{110000}"',
    '*[0].__proto__.constructor',
    'releases::all()',
  ),
  fc
    .array(
      fc.constantFrom(
        '*',
        '[',
        ']',
        '{',
        '}',
        '(',
        ')',
        '"a"',
        "'",
        '->',
        '..',
        '...',
        '==',
        'match',
        'in',
        '_id',
        'title',
        '$t',
        '^',
        '@',
        '|',
        'order',
        'count',
        'references',
        '&&',
        '!',
        '1',
        ',',
        ':',
        '=>',
        'select',
        'path',
        'fn',
        ';',
        '//',
      ),
      {maxLength: 12},
    )
    .map((parts) => parts.join(' ')),
  fc.string({unit: 'binary', maxLength: 12}),
)

const patch = fc.record(
  {
    id: fc.oneof(id, fc.array(id, {maxLength: 2})),
    query,
    params: value,
    ifRevisionID: fc.constantFrom<unknown>('x', 1, null),
    set: fc.oneof(paths, value),
    setIfMissing: paths,
    unset: fc.oneof(fc.array(path, {maxLength: 3}), value),
    inc: fc.oneof(paths, value),
    dec: paths,
    insert: fc.oneof(
      value,
      fc.record(
        {after: path, before: path, replace: path, items: fc.oneof(fc.array(value), value)},
        {requiredKeys: []},
      ),
    ),
    diffMatchPatch: fc.dictionary(path, fc.constantFrom('@@ -1 +1 @@\n-a\n+b\n', '@@', '%', ''), {
      maxKeys: 2,
    }),
  },
  {requiredKeys: []},
)
const mutation = fc.oneof(
  document.map((create) => ({create})),
  document.map((createOrReplace) => ({createOrReplace})),
  document.map((createIfNotExists) => ({createIfNotExists})),
  fc.record({delete: fc.oneof(fc.record({id}), fc.record({query, params: value}))}),
  fc.record({patch}),
  value,
)
const transactionId = fc.constantFrom<unknown>(undefined, 'tx-1', 'tx-2', '../x', 7, '')

const action = fc.record(
  {
    actionType: fc.oneof(
      fc
        .constantFrom(
          'document.create',
          'document.edit',
          'document.publish',
          'document.unpublish',
          'document.discard',
          'document.replaceDraft',
          'document.delete',
          'document.version.create',
          'document.version.discard',
          'document.version.replace',
          'document.version.unpublish',
          'release.create',
          'release.edit',
          'release.publish',
          'release.schedule',
          'release.unschedule',
          'release.archive',
          'release.unarchive',
          'release.delete',
          'release.import',
          'nothing',
          '__proto__',
        )
        .map((name) => `sanity.action.${name}`),
      value,
    ),
    publishedId: id,
    draftId: id,
    versionId: id,
    baseId: id,
    releaseId: fc.constantFrom<unknown>('r1', 'r2', '__proto__', '', 3),
    attributes: fc.oneof(document, value),
    document: fc.oneof(document, value),
    patch: fc.oneof(patch, value),
    metadata: value,
    publishAt: fc.constantFrom<unknown>('2099-01-01T00:00:00Z', 'soon', 1, null),
    ifExists: fc.constantFrom<unknown>('fail', 'ignore', 'replace', 1),
    includeDrafts: fc.array(id, {maxLength: 2}),
  },
  {requiredKeys: ['actionType']},
)

/** JSON, or what was JSON before characters of it were lost, doubled or replaced. */
function mutilated(json: fc.Arbitrary<unknown>): fc.Arbitrary<string> {
  const text = json.map((content) => JSON.stringify(content) ?? '')
  const place = fc.nat(400)
  return fc.oneof(
    {weight: 9, arbitrary: text},
    {
      weight: 1,
      arbitrary: fc
        .tuple(text, place, fc.nat(20), fc.constantFrom('', '{', '"', '\\', ',', '1e999', '\ud800'))
        .map(([whole, at, length, other]) => whole.slice(0, at) + other + whole.slice(at + length)),
    },
    {weight: 1, arbitrary: fc.string({unit: 'binary', maxLength: 30})},
  )
}

const version = fc.constantFrom(
  'v1',
  'vX',
  'v2021-06-07',
  'v2025-02-19',
  'v2026-05-04',
  'v9',
  '/v1',
)
const dataset = fc.oneof(
  {weight: 20, arbitrary: fc.constant('production')},
  {weight: 1, arbitrary: fc.constantFrom('production-comments', 'none', '__proto__', '..', '%00')},
)
const searchName = fc.constantFrom(
  'query',
  '$t',
  '$',
  '$__proto__',
  'perspective',
  'returnIds',
  'returnDocuments',
  'dryRun',
  'autoGenerateArrayKeys',
  'includeResult',
  'enableResume',
  'effectFormat',
  'revision',
  'time',
  'limit',
  'nextCursor',
  'types',
  'excludeContent',
  'includeAllVersions',
  'w',
  'h',
  'rect',
  'fm',
  'dl',
  'filename',
  'title',
  'origin',
  'sid',
  'tag',
  'fromTime',
  'reverse',
  'resultSourceMap',
  'visibility',
  'transactionId',
  'authors',
  'returnQuery',
  'fit',
  'q',
)
const anySearch = fc
  .array(
    fc.tuple(
      searchName,
      fc.oneof(
        fc.constantFrom('true', 'false', '1', '-1', '1e9', '"a"', '[1]', 'raw', 'drafts', 'r1,r2'),
        query,
        value.map((content) => JSON.stringify(content) ?? ''),
        fc.constantFrom(...words),
      ),
    ),
    {maxLength: 3},
  )
  .map((pairs) => {
    const parameters = new URLSearchParams()
    for (const [name, content] of pairs) parameters.append(name, content)
    return parameters.size === 0 ? '' : `?${parameters.toString()}`
  })
const search = sometimes(anySearch, '')
const segment = fc
  .oneof(id, fc.constantFrom(...words), fc.constantFrom('%', '%2e%2e', '%2F', 'a%00', '~', 'a;b'))
  .map((text) => text.replaceAll(/[\s?#\\]/g, '_'))

const target = fc
  .tuple(
    version,
    dataset,
    segment,
    fc.constantFrom(
      'data/query/D',
      'data/query/D',
      'data/doc/D/S',
      'data/listen/D',
      'data/live/events/D',
      'data/export/D',
      'data/history/D/documents/S',
      'data/history/D/transactions/S',
      'data/history/D/events/documents/S',
      'data/references/D/documents/S/to',
      'users/me',
      'users/S',
      'users/me/keyvalue/S',
      'auth/id',
      'auth/providers',
      'auth/login/S',
      'auth/fetch',
      'auth/link',
      'projects/S',
      'projects/S/datasets/D/acl',
      'datasets',
      'features',
      'ping',
      'S',
      'S/S',
      'projects/S/datasets/D/query',
      'schedules/S/D',
      'journey/S',
      'data/S/D',
      'S/query/D',
    ),
    search,
  )
  .map(([prefix, name, part, pattern, query_]) => {
    const rest = pattern.replaceAll('D', name).replaceAll('S', () => part)
    return `/${prefix}/${rest}${query_}`
  })
const served = fc
  .tuple(
    fc.constantFrom('images', 'files', 'static', '..', 'assets'),
    fc.array(segment, {maxLength: 3}),
    search,
  )
  .map(([kind, parts, query_]) => `/${[kind, ...parts].join('/')}${query_}`)

const anyHeaders = fc.dictionary(
  fc.constantFrom(
    'content-type',
    'last-event-id',
    'if-none-match',
    'accept',
    'cookie',
    'origin',
    'range',
    'sec-fetch-site',
    'referer',
    'x-sanity-project-id',
    'authorization',
  ),
  fc.oneof(
    fc.constantFrom('application/json', 'tx-1#a', '*', 'http://localhost:3333', 'bearer x', 'x=y'),
    fc.string({maxLength: 10}).map((text) => text.replaceAll(/[^\x21-\x7e]/g, '')),
  ),
  {maxKeys: 2, noNullPrototype: true},
)
const headers = sometimes<Record<string, string>>(anyHeaders, {})
const sender = fc.constantFrom('administrator', 'administrator', 'writer', 'reviewer', undefined)

const reading = fc.record({
  method: fc.constantFrom('GET', 'GET', 'GET', 'HEAD', 'OPTIONS', 'DELETE'),
  path: fc.oneof({weight: 5, arbitrary: target}, {weight: 1, arbitrary: served}),
  headers,
  body: fc.constant(undefined),
  as: sender,
})
const writing = (place: string, content: fc.Arbitrary<unknown>, method = 'POST') =>
  fc.record({
    method: fc.constant(method),
    path: fc.tuple(version, dataset, search).map(([prefix, name, query_]) => {
      return `/${prefix}/${place.replace('D', name)}${query_}`
    }),
    headers,
    body: mutilated(content),
    as: sender,
  })

/** Most requests have none, or most would be refused for them. */
function sometimes<T>(arbitrary: fc.Arbitrary<T>, none: T): fc.Arbitrary<T> {
  return fc.oneof({weight: 3, arbitrary: fc.constant(none)}, {weight: 1, arbitrary})
}

export const randomRequest: fc.Arbitrary<RandomRequest> = fc.oneof(
  {weight: 8, arbitrary: reading},
  {weight: 5, arbitrary: writing('data/query/D', fc.record({query, params: value}))},
  {
    weight: 3,
    arbitrary: writing(
      'data/mutate/D',
      fc.record({mutations: fc.array(mutation, {maxLength: 3}), transactionId}),
    ),
  },
  {
    weight: 3,
    arbitrary: writing(
      'data/actions/D',
      fc.record({actions: fc.array(action, {maxLength: 3}), transactionId}),
    ),
  },
  {weight: 1, arbitrary: writing('assets/images/D', value)},
  {weight: 1, arbitrary: writing('assets/files/D', value)},
  {weight: 1, arbitrary: writing('users/me/keyvalue', value, 'PUT')},
  {weight: 1, arbitrary: writing('auth/logout', value)},
  {weight: 1, arbitrary: writing('comments/D/setup', value)},
)
