import {countSources, findLostLists} from '@net-therapies/schemas'
import {expect, test} from 'vitest'

import {sampleDocuments} from './index.ts'

/** Visits every object in a value. */
function objectsIn(value: unknown): Record<string, unknown>[] {
  if (Array.isArray(value)) return value.flatMap(objectsIn)
  if (typeof value !== 'object' || value === null) return []
  return [value as Record<string, unknown>, ...Object.values(value).flatMap(objectsIn)]
}

function arraysIn(value: unknown): unknown[][] {
  const inside = typeof value === 'object' && value !== null ? Object.values(value) : []
  return [...(Array.isArray(value) ? [value] : []), ...inside.flatMap(arraysIn)]
}

const ids = sampleDocuments.map(({_id}) => _id)
const refs = objectsIn(sampleDocuments).flatMap(({_ref}) =>
  typeof _ref === 'string' ? [_ref] : [],
)

test('every document has an id of its own, without a dot', () => {
  expect(ids.filter((id, index) => ids.indexOf(id) !== index)).toEqual([])
  expect(ids.filter((id) => id.includes('.'))).toEqual([])
})

test('every reference points at a document that comes before it', () => {
  const known = new Set<string>()
  const early = sampleDocuments.flatMap((document) => {
    known.add(document._id)
    return objectsIn(document)
      .filter(({_ref}) => typeof _ref === 'string' && !known.has(_ref))
      .map(({_ref}) => `${document._id} -> ${String(_ref)}`)
  })
  expect(early).toEqual([])
})

test('every citation and every side effect is used', () => {
  const loose = sampleDocuments
    .filter(({_type}) => _type === 'citation' || _type === 'sideEffect')
    .map(({_id}) => _id)
    .filter((id) => !refs.includes(id))
  expect(loose).toEqual([])
})

test('every therapy, drug class and page names its sources', () => {
  const silent = sampleDocuments
    .filter(({_type}) => ['therapy', 'drugClass', 'page'].includes(_type))
    .filter((document) => countSources(document) === 0)
  expect(silent).toEqual([])
})

test('array members that are objects have keys that differ within their array', () => {
  const wrong = sampleDocuments.flatMap((document) =>
    arraysIn(document)
      .map((array) => array.filter((member) => typeof member === 'object'))
      .map((members) => members.map((member) => (member as {_key?: string})._key))
      .filter((keys) => new Set(keys).size < keys.length || keys.includes(undefined))
      .map((keys) => ({id: document._id, keys})),
  )
  expect(wrong).toEqual([])
})

test('every paragraph of therapies and drug classes that states something cites a source', () => {
  const unsourced = sampleDocuments
    .filter(({_type}) => _type === 'therapy' || _type === 'drugClass')
    .flatMap(({_id, body}) =>
      (body as {style: string; children: {_type: string; text?: string}[]}[])
        .filter(({style}) => style === 'normal')
        .filter(({children}) => !children.some(({_type}) => _type === 'citationMark'))
        .map(({children}) => children.map(({text}) => text ?? '').join(''))
        .filter((text) => !text.endsWith(':'))
        .map((text) => ({_id, text})),
    )
  expect(unsourced).toEqual([])
})

test('plain names of classes say what the drugs do, not in which form they come', () => {
  const named = sampleDocuments
    .filter(({_type}) => _type === 'drugClass')
    .map(({plainName}) => String(plainName))
  expect(named.length).toBeGreaterThan(0)
  expect(named.filter((name) => /tablet|capsule|injection|infusion|shot/i.test(name))).toEqual([])
})

test('a page gives no class a name of its own', () => {
  const named = sampleDocuments
    .filter(({_type}) => _type === 'page')
    .flatMap(({body}) => {
      const blocks = body as {_type: string; style?: string}[]
      return blocks.filter(
        ({style}, index) => style === 'h2' && blocks[index + 1]?._type === 'drugClassSection',
      )
    })
  expect(named).toEqual([])
})

const publishers: Record<string, string> = {
  'cancer.gov': 'National Cancer Institute',
  'fda.gov': 'US Food and Drug Administration',
  'ema.europa.eu': 'European Medicines Agency',
  'dailymed.nlm.nih.gov': 'US National Library of Medicine',
}

test('a web source names whose site its address leads to, or else the site', () => {
  const wrong = sampleDocuments
    .filter(({kind}) => kind === 'webpage' || kind === 'document')
    .filter(({url, containerTitle, publisher}) => {
      const host = new URL(String(url)).host.replace(/^www\./, '')
      return (publishers[host] ?? host) !== (publisher ?? containerTitle)
    })
    .map(({_id}) => _id)
  expect(wrong).toEqual([])
})

test('a rate says who was studied and what was counted', () => {
  const rows = objectsIn(sampleDocuments)
  const rates = rows.filter(({_type, rate}) => _type === 'therapySideEffect' && rate)
  expect(rates.length).toBeGreaterThan(10)
  expect(rates.filter(({attribution, population}) => !attribution || !population)).toEqual([])
})

test('no list is announced and missing', () => {
  const lost = sampleDocuments.flatMap(({body}) =>
    Array.isArray(body) ? findLostLists(body as Parameters<typeof findLostLists>[0]) : [],
  )
  expect(lost).toEqual([])
})

test('every document is marked as sample content', () => {
  expect(sampleDocuments.filter(({sampleContent}) => sampleContent !== true)).toEqual([])
})
