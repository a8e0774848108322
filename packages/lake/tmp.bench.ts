import {Evaluator} from './src/query/evaluator.ts'
import {evaluateSync, parse} from 'groq-js'
const docs = Array.from({length: 20000}, (_, n) => ({
  _id: 'd' + String(n).padStart(6, '0'),
  _type: 't',
  title: 'slow tumor dose weekly',
}))
const e = new Evaluator()
e.load(docs)
for (const [q, p] of [
  ['count(*[title == "x"])', {}],
  ['count(*[title in $l])', {l: ['a', 'b']}],
  ['count(*[title match "abc"])', {}],
  ['count(*[title match "ab*"])', {}],
  ['count(*[@ match text::query("abc")])', {}],
  ['count(* | score(@ match text::query("abc")))', {}],
] as const) {
  for (let i = 0; i < 3; i++)
    await e.query({query: q, params: p, perspective: 'raw', projectId: 'p', dataset: 'd'})
  let t = performance.now()
  for (let i = 0; i < 5; i++)
    await e.query({query: q, params: p, perspective: 'raw', projectId: 'p', dataset: 'd'})
  const ours = (performance.now() - t) / 5 / 20
  let plain = NaN
  if (!q.includes('text::')) {
    const tree = parse(q, {params: p})
    for (let i = 0; i < 3; i++) evaluateSync(tree, {dataset: docs, params: p})
    t = performance.now()
    for (let i = 0; i < 5; i++) evaluateSync(tree, {dataset: docs, params: p})
    plain = (performance.now() - t) / 5 / 20
  }
  console.log(q.padEnd(50), ours.toFixed(2), plain.toFixed(2), 'us/doc')
}
