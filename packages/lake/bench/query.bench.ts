/**
 * How much the planner saves and the query thread costs: `node packages/lake/bench/query.bench.ts
 * [documents]`. Both sides run in the same process on the same documents, so read the ratios; the
 * times depend on the machine.
 */
import {performance} from 'node:perf_hooks'

import {evaluate, evaluateSync, parse} from 'groq-js'

import {createQueryEngine, type SanityDocument} from '../src/query/engine.ts'
import {Evaluator} from '../src/query/evaluator.ts'

const count = Number(process.argv[2] ?? 10_000)
const WORDS = 'slow tumor dose weekly injection receptor trial median survival grade islet'.split(
  ' ',
)

function makeDocuments(): SanityDocument[] {
  const therapies = Math.floor(count / 5)
  const text = (seed: number, length: number): string =>
    Array.from({length}, (_, n) => WORDS[(seed * 7 + n * n * 3) % WORDS.length]).join(' ')
  const reference = (id: string, n: number): {_type: string; _key: string; _ref: string} => ({
    _type: 'reference',
    _key: `k${n}`,
    _ref: id,
  })
  return Array.from({length: count}, (_, n): SanityDocument => {
    const id = String(n).padStart(6, '0')
    const body = Array.from({length: 4}, (_each, block) => ({
      _type: 'block',
      _key: `b${block}`,
      children: [{_type: 'span', _key: 's', text: text(n + block, 25)}],
    }))
    const _type = n < therapies ? 'therapy' : n < therapies * 4 ? 'citation' : 'sideEffect'
    const links = Array.from({length: 5}, (_each, k) => {
      const offset = (n * 5 + k) % (therapies * 3)
      return [
        reference(String(therapies + offset).padStart(6, '0'), k),
        reference(String(therapies * 4 + (offset % therapies)).padStart(6, '0'), k),
      ] as const
    })
    return {
      _id: id,
      _type,
      _rev: 'r1',
      _createdAt: '2026-01-01T00:00:00Z',
      _updatedAt: `2026-01-${String((n % 28) + 1).padStart(2, '0')}T00:00:00Z`,
      title: n === 77 ? 'examplinib' : text(n, 4),
      slug: {_type: 'slug', current: `slug-${n}`},
      body,
      ...(_type === 'therapy' && {
        citations: links.map(([citation]) => citation),
        sideEffects: links.map(([, sideEffect]) => sideEffect),
      }),
    }
  })
}

const documents = makeDocuments()
const target = documents[documents.length - 1]?._id ?? ''
const page =
  '*[_type == "therapy" && slug.current == $slug][0]{title, "citations": citations[]->{_id, title}, "effects": sideEffects[]->title}'
const cases: [name: string, query: string, params: Record<string, unknown>][] = [
  ['page by slug, 10 dereferences', page, {slug: 'slug-50'}],
  ['one document by id', '*[_id == $id][0]', {id: target}],
  ['references($id)', '*[references($id)]._id', {id: target}],
  ['count of a type', 'count(*[_type == "therapy"])', {}],
  ['order and first 20', '*[_type == "therapy"] | order(_updatedAt desc)[0...20]._id', {}],
  [
    '20 reverse joins',
    '*[_type == "sideEffect"][0...20]{_id, "n": count(*[references(^._id)])}',
    {},
  ],
  ['match, a rare word', '*[title match "examplinib"]._id', {}],
]

async function microseconds(run: () => unknown): Promise<number> {
  await run()
  const start = performance.now()
  let runs = 0
  while (performance.now() - start < 300) {
    await run()
    runs++
  }
  return ((performance.now() - start) / runs) * 1000
}

const evaluator = new Evaluator()
const engine = createQueryEngine()
const loadStart = performance.now()
evaluator.load(documents)
const request = {perspective: 'published', projectId: 'p', dataset: 'd'} as const
await evaluator.query({...request, query: 'count(*)', params: {}})
console.log(
  `${count} documents; loaded and indexed in ${Math.round(performance.now() - loadStart)} ms`,
)
engine.load(documents)

const viewed = documents.map((document) => ({...document, _originalId: document._id}))
const columns = (name: string, values: readonly string[]): string =>
  name.padEnd(32) + values.map((value) => value.padStart(14)).join('')
console.log(columns('', ['planned µs', 'evaluateSync', 'evaluate', 'in thread µs']))
for (const [name, query, params] of cases) {
  const tree = parse(query, {params})
  const options = {dataset: viewed, params}
  const planned = await microseconds(() => evaluator.query({...request, query, params}))
  const sync = await microseconds(() => evaluateSync(tree, options).data as unknown)
  const asynchronous = await microseconds(async () => (await evaluate(tree, options)).get())
  const threaded = await microseconds(() => engine.query({...request, query, params}))
  console.log(
    columns(name, [
      planned.toFixed(1),
      `${(sync / planned).toFixed(1)}×`,
      `${(asynchronous / planned).toFixed(1)}×`,
      threaded.toFixed(1),
    ]),
  )
}

const ours: [name: string, query: string, params: Record<string, unknown>][] = [
  ['text::query, first time', '*[@ match text::query($q)]._id', {q: 'exampl*'}],
  ['text::query, afterwards', '*[@ match text::query($q)]._id', {q: 'exampl*'}],
]
for (const [name, query, params] of ours) {
  const start = performance.now()
  await evaluator.query({...request, query, params})
  console.log(columns(name, [((performance.now() - start) * 1000).toFixed(1)]))
}
const changed = documents[50]
if (changed) {
  let n = 0
  const apply = await microseconds(() =>
    evaluator.apply([{id: changed._id, after: {...changed, title: `title ${n++}`}}]),
  )
  console.log(columns('apply one change', [apply.toFixed(1)]))
}
await engine.close()
