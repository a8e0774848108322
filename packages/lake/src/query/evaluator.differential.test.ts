import fc from 'fast-check'
import {evaluateSync, parse} from 'groq-js'
import {expect, test} from 'vitest'

import {touchedBy} from './dependencies.ts'
import {isRecord, type SanityDocument} from './document.ts'
import {Evaluator} from './evaluator.ts'
import {words} from './linear-match.ts'

/** Few enough values that keys meet fields often, with the wrong types among them. */
const scalar = fc.constantFrom<unknown>(
  'a',
  'b',
  'c',
  'd',
  'x.a',
  'one two',
  'on*',
  1,
  2,
  null,
  true,
)
const key = fc.oneof(scalar, fc.array(scalar, {maxLength: 3}), fc.constant({_ref: 'a'}))
const reference = fc.record({_ref: fc.constantFrom('a', 'b', 'c', 'zz')})
const documents = fc.uniqueArray(
  fc.record(
    {
      _id: fc.constantFrom('a', 'b', 'c', 'd', 'x.a', 'x.b', 'e', 'f'),
      _type: fc.constantFrom('a', 'b', 'one two'),
      name: key,
      slug: fc.oneof(key, fc.record({current: scalar}), fc.array(fc.record({current: scalar}))),
      ref: fc.oneof(reference, scalar),
      refs: fc.array(fc.oneof(reference, fc.record({deep: fc.array(reference, {maxLength: 2})})), {
        maxLength: 3,
      }),
    },
    {requiredKeys: ['_id']},
  ),
  {maxLength: 8, selector: ({_id}) => _id},
)

const literal = key.map((value) => JSON.stringify(value))
const field = fc.constantFrom('_id', '_type', 'slug.current', 'name', 'ref._ref', 'slug')

const {query} = fc.letrec<{
  key: string
  atom: string
  condition: string
  inner: string
  query: string
}>((tie) => ({
  key: fc.oneof(
    literal,
    fc.constantFrom('$p', '$q', '$r', '^._id', '^.name', '^._ref', '^.slug.current', '^.^._id'),
    fc.constantFrom('@._id', 'name', '[$p, $q]', '[$p, ^._id]', '$r[0]', '*[0]._id', '*[].name'),
    {
      arbitrary: tie('condition').map((condition) => `*[${condition}]._id`),
      weight: 1,
    },
  ),
  atom: fc.oneof(
    {depthSize: 'small'},
    fc
      .tuple(field, fc.constantFrom('==', '==', 'in', '!=', '<'), tie('key'))
      .map((parts) => parts.join(' ')),
    fc.tuple(tie('key'), field).map(([value, name]) => `${value} == ${name}`),
    fc
      .array(tie('key'), {minLength: 1, maxLength: 2})
      .map((keys) => `references(${keys.join(',')})`),
    fc.tuple(field, literal).map(([name, pattern]) => `${name} match ${pattern}`),
    fc.constantFrom(
      'true',
      'null',
      'defined(name)',
      'name',
      '_id in path("x.*")',
      'ref->name == $p',
    ),
    tie('condition').map((condition) => `count(*[${condition}]) > 1`),
  ),
  condition: fc.oneof(
    {depthSize: 'small'},
    tie('atom'),
    fc
      .tuple(tie('condition'), fc.constantFrom('&&', '||'), tie('condition'))
      .map((parts) => parts.join(' ')),
    tie('condition').map((condition) => `!(${condition})`),
    tie('condition').map((condition) => `(${condition})`),
  ),
  inner: fc.oneof(
    tie('condition').map((condition) => `"in": *[${condition}]._id`),
    tie('condition').map((condition) => `"first": *[${condition}][0].name`),
    tie('condition').map((condition) => `"list": refs[]{"got": *[${condition}]{_id, name}}`),
    tie('condition').map((condition) => `"list": refs[]->{"got": *[${condition}][0..1]._id}`),
    tie('condition').map((condition) => `"flat": refs[${condition}].deep[]->name`),
    tie('condition').map((condition) => `${condition} => {"extra": count(*[${condition}])}`),
    fc.constantFrom('...', '"ref": ref->', 'refs[]->{name, "by": *[references(^._id)]._id}'),
  ),
  query: fc
    .tuple(
      tie('condition'),
      fc.oneof(
        fc.constantFrom(
          '',
          '[0]',
          '[-1]',
          '[0..1]',
          '._id',
          '.refs[]->name',
          '[$n]',
          '[$k]',
          '{...}',
        ),
        tie('inner').map((inner) => `{_id, ${inner}}`),
        tie('inner').map((inner) => ` | order(name, _id desc)[0..2]{${inner}}`),
        tie('condition').map((condition) => `[${condition}][0]`),
        tie('condition').map((condition) => ` | score(${condition})`),
        tie('condition').map((condition) => ` | order(count(*[${condition}]), name)._id`),
      ),
    )
    .chain(([condition, rest]) =>
      fc.constantFrom(
        `*[${condition}]${rest}`,
        `*[${condition}]${rest}`,
        `count(*[${condition}])`,
        `{"all": *[${condition}]${rest}, "some": *[0..2]{"x": *[${condition}]._id}}`,
      ),
    ),
}))

const params = fc.record({
  p: scalar,
  q: key,
  r: fc.array(scalar, {maxLength: 3}),
  n: fc.integer({min: -3, max: 3}),
  k: fc.constantFrom<unknown>('name', '_id', 0, 2, null),
})

/** Raise it for a longer search: `PLANNER_RUNS=100000 npx vitest run …`. */
const RUNS = Number(process.env['PLANNER_RUNS'] ?? 5000)

test(
  'a planned query gives what groq-js gives when it looks at every document',
  async () => {
    let nonEmpty = 0
    await fc.assert(
      fc.asyncProperty(
        documents.map(asJson),
        query,
        params.map(asJson),
        async (given, text, values) => {
          const sorted = given.toSorted((a, b) => (a._id < b._id ? -1 : 1)) as SanityDocument[]
          const seen = sorted.map((document) => ({...document, _originalId: document._id}))
          const plain: unknown = evaluateSync(parse(text, {params: values}), {
            dataset: seen,
            params: values,
          }).data
          const evaluator = new Evaluator()
          evaluator.load(given.toReversed() as SanityDocument[])
          const planned = await evaluator.query({
            query: text,
            params: values,
            perspective: 'raw',
            projectId: 'p',
            dataset: 'd',
          })
          if (Array.isArray(plain) && plain.length > 0) nonEmpty++
          expect(unscored(asJson(planned))).toEqual(unscored(asJson(plain)))
        },
      ),
      {numRuns: RUNS},
    )
    expect(nonEmpty).toBeGreaterThan(500)
  },
  RUNS * 12,
)

test('a query that is traced gives the same, and every source it names has the value', async () => {
  let sources = 0
  await fc.assert(
    fc.asyncProperty(
      documents.map(asJson),
      query,
      params.map(asJson),
      async (given, text, values) => {
        const evaluator = new Evaluator()
        evaluator.load(given as SanityDocument[])
        const request = {query: text, params: values, projectId: 'p', dataset: 'd'}
        const plain = await evaluator.query({...request, perspective: 'raw'})
        const traced = await evaluator.query({
          ...request,
          perspective: 'raw',
          resultSourceMap: 'index',
        })
        expect(JSON.stringify(traced)).toBe(JSON.stringify(plain))
        const {
          documents: named,
          paths,
          mappings,
        } = evaluator.sourceMap() ?? {
          documents: [],
          paths: [],
          mappings: {},
        }
        for (const [path, {source}] of Object.entries(mappings)) {
          if (source.type !== 'documentValue') continue
          sources++
          const document = given.find(({_id}) => _id === named[source.document]?._id)
          const seen = document && {...document, _originalId: document._id}
          expect(at(seen, paths[source.path] ?? '')).toEqual(at(traced, path))
        }
      },
    ),
    {numRuns: 2000},
  )
  expect(sources).toBeGreaterThan(1000)
}, 60_000)

test('a change of a document that changes a result touches something that the result depends on', async () => {
  let narrow = 0
  await fc.assert(
    fc.asyncProperty(
      documents.map(asJson),
      documents.map(asJson),
      query,
      params.map(asJson),
      fc.boolean(),
      async (given, others, text, values, isOfType) => {
        const condition = isOfType ? text.replaceAll('*[', '*[_type in ["a", "one two"]][') : text
        const evaluator = new Evaluator()
        evaluator.load(given as SanityDocument[])
        const ask = async () =>
          JSON.stringify(
            await evaluator.query({
              query: condition,
              params: values,
              perspective: 'raw',
              projectId: 'p',
              dataset: 'd',
            }),
          )
        for (const after of others as SanityDocument[]) {
          const before = (given as SanityDocument[]).find(({_id}) => _id === after._id) ?? null
          const plain = await ask()
          const dependencies = evaluator.dependencies()
          evaluator.apply([{id: after._id, after}])
          const changed = await ask()
          evaluator.apply([{id: after._id, after: before}])
          if (changed === plain || dependencies.includes('*')) continue
          narrow++
          const touched = touchedBy({id: after._id, before, after})
          expect(dependencies.filter((each) => touched.includes(each))).not.toEqual([])
        }
      },
    ),
    {numRuns: 2000},
  )
  expect(narrow).toBeGreaterThan(100)
}, 60_000)

function at(value: unknown, path: string): unknown {
  const segments = [...path.matchAll(/\['(.*?)'\]|\[(\d+)\]/g)]
  return segments.reduce<unknown>(
    (inside, [, name, index]) =>
      (inside as Record<string, unknown> | undefined)?.[name ?? index ?? ''],
    value,
  )
}

/** fast-check makes some objects without a prototype, which JSON never does. */
function asJson<T>(value: T): T {
  return JSON.parse(JSON.stringify(value ?? null)) as T
}

/** Groups are looked through when scoring, so scores may differ; which documents come may not. */
function unscored(value: unknown): unknown {
  if (Array.isArray(value)) {
    const isScored = value.some((item) => isRecord(item) && '_score' in item)
    return isScored ? value.map((item: {_id: string}) => item._id).sort() : value.map(unscored)
  }
  if (!isRecord(value)) return value ?? null
  return Object.fromEntries(Object.entries(value).map(([name, item]) => [name, unscored(item)]))
}

const patternText = fc.string({
  unit: fc.constantFrom('a', 'B', 'ß', 'é', 'É', 'ſ', 'K', '*', '.', ' ', '-', "'", '_', '1'),
  maxLength: 9,
})

test('match gives what the regular expressions of groq-js give', async () => {
  const evaluator = new Evaluator()
  const asText = fc.oneof(
    patternText,
    fc.array(fc.oneof(patternText, fc.constant(1)), {maxLength: 3}),
  )
  await fc.assert(
    fc.asyncProperty(asText, asText, async (text, pattern) => {
      const values = {text, pattern}
      const request = {params: values, perspective: 'raw', projectId: 'p', dataset: 'd'} as const
      const plain: unknown = evaluateSync(parse('$text match $pattern'), {params: values}).data
      expect(await evaluator.query({...request, query: '$text match $pattern'})).toBe(plain)
      const scoring = '[{"t": $text}] | score(t match $pattern)'
      const score: unknown = evaluateSync(parse(scoring), {params: values}).data
      expect(await evaluator.query({...request, query: scoring})).toEqual(score)
    }),
    {numRuns: 5000},
  )
  expect(words('one. two.five ..six 3.14')).toEqual(['one', 'twofive', 'six', '314'])
}, 60_000)
