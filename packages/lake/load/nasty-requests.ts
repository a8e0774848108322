/** Requests of at most 300 kB, each chosen to take as long as it can. */
export interface NastyRequest {
  name: string
  path: string
  method?: 'POST' | 'PUT'
  body?: string
  contentType?: string
  /** Is an event stream, which does not end; a change is made while it is open. */
  isStream?: boolean
}

const QUERY = '/v2025-02-19/data/query/production?perspective=raw'
const MUTATE = '/v2025-02-19/data/mutate/production'
const ACTIONS = '/v2025-02-19/data/actions/production'

const many = (times: number, make: (index: number) => string, separator = ''): string =>
  Array.from({length: times}, (_, index) => make(index)).join(separator)

function query(name: string, text: string, params: object = {}): NastyRequest {
  return {name, path: QUERY, method: 'POST', body: JSON.stringify({query: text, params})}
}

function mutate(name: string, mutations: readonly object[], search = ''): NastyRequest {
  return {name, path: MUTATE + search, method: 'POST', body: JSON.stringify({mutations})}
}

function raw(name: string, path: string, body: string): NastyRequest {
  return {name, path, method: 'POST', body}
}

function get(name: string, path: string): NastyRequest {
  return {name, path}
}

const patch = (id: string, operations: object): object => ({patch: {id, ...operations}})

const deep = (levels: number): string => '['.repeat(levels) + ']'.repeat(levels)

const numbers = `[${many(1_200, String, ',')}]`
const endless = `count(${numbers}[count(${numbers}[count(${numbers}[@ > 1]) > 1]) > 1])`

export const nastyQueries: readonly NastyRequest[] = [
  query('a chain of && as long as may be', `*[${many(16_000, () => 'a', '&&')}]`),
  query('a chain of || and parentheses', `*[${many(9_000, () => '(a)', '||')}]`),
  query(
    'a sum',
    many(30_000, () => '1', '+'),
  ),
  query('a query of 280 kB', `*[_id in [${many(25_000, (n) => `"id${n}"`, ',')}]]`),
  query('nested brackets', '*' + '[a'.repeat(30_000)),
  query('nested lists', '['.repeat(30_000) + ']'.repeat(30_000)),
  query('nested calls', 'coalesce('.repeat(7_000) + '1' + ')'.repeat(7_000)),
  query('loops in loops', endless),
  query('subqueries in subqueries', `*[count(${'*[count('.repeat(8)}*${') > 0]'.repeat(8)}) > 0]`),
  query('correlated subqueries', '*{"n": count(*[references(^._id) || _id match ^.title])}'),
  query('everything with everything', '*{"all": *}'),
  query('a glob of stars', `*[title match "${'*a'.repeat(200)}"]`),
  query('a pattern of 280 kB', '*[title match $p]', {p: 'a* '.repeat(93_000)}),
  query('a text query of many words', '*[[@, _id] match text::query($p)]', {
    p: 'w* '.repeat(30_000),
  }),
  query('many ids', '*[_id in $ids || references($ids)]', {
    ids: Array.from({length: 25_000}, (_, n) => `id-${n}`),
  }),
  query('an order by many keys', `* | order(${many(2_000, (n) => `k${n} desc`, ', ')})`),
  query('scores', `* | score(${many(1_500, (n) => `boost(title match "w${n}", 2)`, ', ')})`),
  query('a string that doubles', `string::split("${'ab'.repeat(20_000)}", "")`),
  query('a wide projection', `*{${many(3_000, (n) => `"f${n}": title`, ', ')}}`),
  query('a large range', '*[@.n in 0..100000000]'),
  query(
    'functions that call functions',
    `${many(24, (n) => `fn f::g${n}($x) = ${n === 0 ? '$x' : `[f::g${n - 1}($x), f::g${n - 1}($x)]`};`)}f::g23(1)`,
  ),
  {
    ...query('fifty layers', '*'),
    path: QUERY.replace(
      'raw',
      many(50, (n) => `r${n}`, ','),
    ),
  },
  raw('deep JSON to query', QUERY, `{"query": "*", "params": {"x": ${deep(140_000)}}}`),
  raw('JSON that does not end', QUERY, '{"query": '.repeat(25_000)),
]

const paths = (times: number, path: (n: number) => string): Record<string, number> =>
  Object.fromEntries(Array.from({length: times}, (_, n) => [path(n), n]))

export const nastyMutations: readonly NastyRequest[] = [
  mutate(
    'many patches of a large document',
    Array.from({length: 5_000}, (_, n) => patch('large', {set: {n}})),
  ),
  mutate('one small patch of a large document', [patch('large', {inc: {n: 1}})]),
  mutate('one small patch of a huge document', [patch('huge', {set: {n: 1}})]),
  mutate(
    'many documents',
    Array.from({length: 6_000}, (_, n) => ({create: {_id: `m${n}`, _type: 't'}})),
  ),
  mutate(
    'many deletions',
    Array.from({length: 2_000}, (_, n) => ({delete: {id: `d${n}`}})),
    '?dryRun=true',
  ),
  raw(
    'a release of a thousand documents',
    `${ACTIONS}?dryRun=true`,
    JSON.stringify({actions: [{actionType: 'sanity.action.release.publish', releaseId: 'r1'}]}),
  ),
  mutate('one patch of all documents', [
    patch('', {set: {x: 1}, id: Array.from({length: 3_000}, (_, n) => `d${n}`)}),
  ]),
  mutate(
    'a growing document',
    Array.from({length: 2_800}, () =>
      patch('d1', {insert: {after: 'list[-1]', items: ['x'.repeat(40)]}}),
    ),
  ),
  mutate(
    'a doubling document',
    Array.from({length: 60}, () =>
      patch('large', {
        setIfMissing: {copy: []},
        insert: {after: 'copy[-1]', items: Array.from({length: 400}, () => 'xxxxxxx')},
      }),
    ),
  ),
  mutate('many paths', [patch('large', {set: paths(12_000, (n) => `list[${n}]`)})]),
  mutate('recursive paths', [
    patch('large', {unset: Array.from({length: 3_000}, () => '..a..b..c..d..e')}),
  ]),
  mutate('recursive paths that match', [
    patch('nested', {set: paths(2_000, (n) => `${'..a'.repeat(8)}.x${n}`)}),
  ]),
  mutate('wildcards in wildcards', [
    patch('table', {set: paths(200, (n) => `rows[*].cells[*].v${n}`)}),
  ]),
  mutate('ranges', [patch('large', {unset: Array.from({length: 3_000}, () => 'list[0:100000]')})]),
  mutate('filters in paths', [
    patch('large', {set: paths(3_000, (n) => `items[_key == "${n}"].v`)}),
  ]),
  mutate('a path full of quotes', [patch('d1', {unset: ['"\\'.repeat(70_000)]})]),
  mutate('text patches that do not fit', [
    patch('text', {
      diffMatchPatch: {
        text: many(
          1_500,
          (n) =>
            `@@ -${n * 7},40 +${n * 7},40 @@\n-${'abcdefghij'.repeat(4)}\n+${'jihgfedcba'.repeat(4)}\n`,
        ),
      },
    }),
  ]),
  mutate('a text patch of 250 kB', [
    patch('text', {
      diffMatchPatch: {
        text: `@@ -1,100000 +1,100000 @@\n-${'ab'.repeat(60_000)}\n+${'ba'.repeat(60_000)}\n`,
      },
    }),
  ]),
  mutate(
    'keys for everything',
    [{create: {_type: 't', list: Array.from({length: 90_000}, () => ({}))}}],
    '?autoGenerateArrayKeys=true',
  ),
  mutate('many references', [
    {create: {_type: 't', list: Array.from({length: 10_000}, (_, n) => ({_ref: `nobody${n}`}))}},
  ]),
  mutate(
    'many selections',
    Array.from({length: 100}, () => ({
      patch: {query: '*[count(*[references(^._id)]) > 0]', set: {x: 1}},
    })),
  ),
  mutate('an endless selection', [{delete: {query: `*[${endless} > 1]`}}]),
  mutate('a selection of everything', [{patch: {query: '*', set: {touched: true}}}]),
  raw(
    'deep JSON to mutate',
    MUTATE,
    `{"mutations": [{"create": {"_type": "t", "x": ${deep(140_000)}}}]}`,
  ),
  raw(
    'deep objects to mutate',
    MUTATE,
    `{"mutations": [${'{"a":'.repeat(49_000)}1${'}'.repeat(49_000)}]}`,
  ),
  raw('deep JSON to actions', ACTIONS, `{"actions": [${deep(140_000)}]}`),
  raw(
    'many actions',
    ACTIONS,
    JSON.stringify({
      actions: Array.from({length: 2_000}, (_, n) => ({
        actionType: 'sanity.action.document.edit',
        draftId: `drafts.d${n}`,
        publishedId: `d${n}`,
        patch: {set: {x: n}},
      })),
    }),
  ),
  {
    name: 'many settings',
    path: '/v1/users/me/keyvalue',
    method: 'PUT',
    body: JSON.stringify(Array.from({length: 10_000}, (_, n) => ({key: `k${n}`, value: n}))),
  },
]

const drawing = (name: string, body: string): NastyRequest => ({
  name,
  path: '/v2025-02-19/assets/images/production',
  method: 'POST',
  contentType: 'image/svg+xml',
  body,
})

export const nastyUploads: readonly NastyRequest[] = [
  drawing('a drawing that does not begin', '<svg '.repeat(50_000)),
  drawing('a drawing with an endless box', `<svg viewBox="${' '.repeat(16_000)}>`),
  drawing('a drawing with many sizes', `<svg ${' width = " 1'.repeat(20_000)}>`),
  {
    name: 'a file of 299 kB',
    path: '/v2025-02-19/assets/files/production?filename=a.txt',
    method: 'POST',
    contentType: 'text/plain',
    body: 'x'.repeat(299_000),
  },
]

const listener = (name: string, filter: string): NastyRequest => ({
  name,
  path: `/v2025-02-19/data/listen/production?includeResult=true&query=${encodeURIComponent(filter)}`,
  isStream: true,
})

export const nastyReads: readonly NastyRequest[] = [
  listener('an endless filter to listen to', `*[${endless} > 1]`),
  listener('a long filter to listen to', `*[${many(5_000, () => 'a', '||')}]`),
  listener('a filter that looks at everything', '*[count(*[references(^._id)]) > 0]'),
  get(
    'documents by the thousand',
    `/v2025-02-19/data/doc/production/${many(3_000, (n) => `d${n}`, ',')}`,
  ),
  get(
    'all versions by the thousand',
    `/v2025-02-19/data/doc/production/${many(3_000, (n) => `d${n}`, ',')}?includeAllVersions=true`,
  ),
  get(
    'everything with its sources',
    '/v2025-02-19/data/query/production?perspective=raw&query=*&resultSourceMap=true',
  ),
  get('the whole dataset', '/v2025-02-19/data/export/production'),
  get(
    'a state long ago',
    '/v2025-02-19/data/history/production/documents/edited?time=2026-01-01T00:00:00Z',
  ),
  get(
    'a long history',
    '/v2025-02-19/data/history/production/transactions/edited?limit=1000&effectFormat=mendoza',
  ),
  get(
    'the histories of many',
    `/v2025-02-19/data/history/production/transactions/${many(2_000, (n) => `d${n}`, ',')}?limit=1000&effectFormat=mendoza`,
  ),
  get(
    'a long list of events',
    '/v2025-02-19/data/history/production/events/documents/edited?limit=1000',
  ),
]
