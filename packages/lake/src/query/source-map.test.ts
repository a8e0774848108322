import {resolveEditInfo} from '@sanity/client/csm'
import {afterEach, beforeEach, describe, expect, test} from 'vitest'

import {type TestLake, testLake} from '../test-lake.ts'
import type {SanityDocument} from './document.ts'
import {Evaluator} from './evaluator.ts'
import type {SourceMap} from './source-map.ts'

const documents: SanityDocument[] = [
  {
    _id: 'a',
    _type: 'therapy',
    name: 'Examplinib',
    slug: {current: 'examplinib'},
    tags: ['one', 'two'],
    class: {_ref: 'c'},
    body: [
      {_key: 'k1', _type: 'block', children: [{_key: 's1', _type: 'span', text: 'Hello'}]},
      {_key: 'k2', _type: 'block', children: [{_key: 's2', _type: 'span', text: 'there'}]},
    ],
  },
  {_id: 'drafts.a', _type: 'therapy', name: 'Examplinib, draft', class: {_ref: 'c'}},
  {_id: 'c', _type: 'class', title: "A class'"},
]

async function traced(query: string, more: {params?: object; perspective?: 'drafts'} = {}) {
  const evaluator = new Evaluator()
  evaluator.load(documents)
  const request = {
    query,
    params: {...more.params},
    perspective: more.perspective ?? 'published',
    projectId: 'p',
    dataset: 'd',
  } as const
  const plain = await evaluator.query(request)
  const result = await evaluator.query({...request, resultSourceMap: 'key'})
  expect(result).toEqual(plain)
  expect(JSON.stringify(result)).toBe(JSON.stringify(plain))
  return sources(evaluator.sourceMap())
}

/** Each mapping in short: `result path: document path`. */
function sources(map: SourceMap | null): Record<string, string> {
  const {mappings, documents: ids, paths} = map ?? {documents: [], paths: [], mappings: {}}
  return Object.fromEntries(
    Object.entries(mappings).map(([path, {source}]) => [
      path.slice(1).replaceAll(/\['(\w+)'\]/g, '.$1'),
      source.type === 'documentValue'
        ? `${ids[source.document]?._id}${paths[source.path]?.slice(1).replaceAll(/\['(\w+)'\]/g, '.$1')}`
        : source.type,
    ]),
  )
}

describe('a source map tells where a value came from', () => {
  test.each<[string, Record<string, string>]>([
    ['*[_id == "a"]', {'[0]': 'a'}],
    ['*[_id == "a"][0]', {'': 'a'}],
    ['*[_id == "a"][0].name', {'': 'a.name'}],
    ['*[_id == "a"].name', {'[0]': 'a.name'}],
    ['*[_id == "a"][0].slug.current', {'': 'a.slug.current'}],
    ['*[_id == "a"]{name, "label": name}', {'[0].name': 'a.name', '[0].label': 'a.name'}],
    ['*[_id == "a"][0]{"class": class->title}', {'.class': 'c.title'}],
    ['*[_id == "a"][0]{class->{title}}', {'.class.title': 'c.title'}],
    [
      '*[_id == "a"][0]{"tag": tags[1], "last": tags[-1]}',
      {'.tag': 'a.tags[1]', '.last': 'a.tags[1]'},
    ],
    ['*[_id == "a"][0]{tags}', {'.tags': 'a.tags'}],
    ['*[_id == "a"][0]{"t": tags[]}', {'.t': 'a.tags'}],
    [
      '*[_id == "a"][0]{"text": body[1].children[0].text}',
      {'.text': "a.body[?(@._key=='k2')].children[?(@._key=='s2')].text"},
    ],
    [
      '*[_id == "a"][0]{"all": body[].children[].text}',
      {
        '.all[0]': "a.body[?(@._key=='k1')].children[?(@._key=='s1')].text",
        '.all[1]': "a.body[?(@._key=='k2')].children[?(@._key=='s2')].text",
      },
    ],
    [
      '*[_id == "a"][0]{"b": body[]{_key, "c": children}}',
      {
        '.b[0]._key': "a.body[?(@._key=='k1')]._key",
        '.b[0].c': "a.body[?(@._key=='k1')].children",
        '.b[1]._key': "a.body[?(@._key=='k2')]._key",
        '.b[1].c': "a.body[?(@._key=='k2')].children",
      },
    ],
    [
      '*[_id == "a"][0]{"keys": body[children[0].text == "there"]._key}',
      {'.keys[0]': "a.body[?(@._key=='k2')]._key"},
    ],
    ['*[_id == "a"][0]{"n": coalesce(missing, name)}', {'.n': 'a.name'}],
    ['*[_id == "a"][0]{"n": select(false => slug.current, name)}', {'.n': 'a.name'}],
    ['*[_id == "a"][0]{"n": select(true => slug.current)}', {'.n': 'a.slug.current'}],
    ['*[_id == "a"][0]{"pair": [name, "x"]}', {'.pair[0]': 'a.name', '.pair[1]': 'literal'}],
    ['*[_id == "a"][0]{"n": 1, "p": $p}', {'.n': 'literal', '.p': 'literal'}],
    [
      '*[_id == "a"][0]{"n": upper(name), "sum": count(tags)}',
      {'.n': 'unknown', '.sum': 'unknown'},
    ],
    ['*[_id == "a"]{name}[0]{"again": name}', {'.again': 'a.name'}],
    [
      '*[_id == "c"]{...}[0]{..., "x": title}',
      {
        '._id': 'c._id',
        '._type': 'c._type',
        '.title': 'c.title',
        '._originalId': 'c._originalId',
        '.x': 'c.title',
      },
    ],
    ['*[_id == "c"]{..., "title": upper(title)}[0]{title}', {'.title': 'unknown'}],
    ['*[_id == "a"][0]{_id == "a" => {name}}', {'.name': 'a.name'}],
    [
      '*[_type in ["class", "therapy"]] | order(_type desc) {_id}',
      {'[0]._id': 'a._id', '[1]._id': 'c._id'},
    ],
    ['*[_id == "c"] | score(title match "class") {title}', {'[0].title': 'c.title'}],
    ['{"one": *[_id == "c"][0]{title}, "n": 3}', {'.one.title': 'c.title', '.n': 'literal'}],
    [
      '*[_id == "c"]{"by": *[_type == "therapy" && references(^._id)]{name}}',
      {'[0].by[0].name': 'a.name'},
    ],
    ['*[_id == "gone"][0]{name}', {}],
    ['null', {}],
  ])('%s', async (query, expected) => {
    expect(await traced(query, {params: {p: 'given'}})).toEqual(expected)
  })

  test('attributes with names that are dangerous in JavaScript are told by these names', async () => {
    const evaluator = new Evaluator()
    const text = '{"_id": "x", "_type": "t", "then": {"__proto__": "a"}, "it\'s": "b"}'
    evaluator.load([JSON.parse(text) as SanityDocument])
    const query = '*[0]{"a": @["then"]["__proto__"], "b": @["it\'s"], "then": @["then"]}'
    const request = {query, params: {}, perspective: 'raw', projectId: 'p', dataset: 'd'} as const
    const result = await evaluator.query({...request, resultSourceMap: 'index'})
    expect(JSON.stringify(result)).toBe('{"a":"a","b":"b","then":{"__proto__":"a"}}')
    expect(evaluator.sourceMap()?.paths).toEqual([
      "$['then']['__proto__']",
      String.raw`$['it\'s']`,
      "$['then']",
    ])
  })

  test('a document is named by the id it is stored under', async () => {
    expect(
      await traced('*[_id == "a"][0]{name, "class": class->title}', {perspective: 'drafts'}),
    ).toEqual({
      '.name': 'drafts.a.name',
      '.class': 'c.title',
    })
  })
})

describe('the real client reads the map', () => {
  let lake: TestLake
  beforeEach(async () => {
    lake = testLake()
    const client = lake.as('administrator')
    const transaction = client.transaction()
    for (const document of documents.toReversed()) transaction.create(document)
    await transaction.commit()
  })
  afterEach(() => lake.lake.close())

  const query = '*[_id == "a"][0]{name, "class": class->title, "text": body[0].children[0].text}'

  test('and finds the document and field to edit', async () => {
    const client = lake.as('administrator', {perspective: 'published'})
    const {resultSourceMap} = await client.fetch(
      query,
      {},
      {filterResponse: false, resultSourceMap: 'withKeyArraySelector'},
    )
    if (!resultSourceMap) throw new TypeError('there is no source map')
    const edit = (resultPath: string[]) => {
      const info = resolveEditInfo({
        studioUrl: 'https://studio.example.org',
        resultSourceMap,
        resultPath,
      })
      return info && {id: info.id, type: info.type, path: info.path}
    }
    expect(['name', 'class', 'text'].map((key) => edit([key]))).toEqual([
      {id: 'a', type: 'therapy', path: ['name']},
      {id: 'c', type: 'class', path: ['title']},
      {
        id: 'a',
        type: 'therapy',
        path: ['body', {_key: 'k1', _index: -1}, 'children', {_key: 's1', _index: -1}, 'text'],
      },
    ])
  })

  test('and puts it into the strings for visual editing', async () => {
    const client = lake.as('administrator', {
      perspective: 'drafts',
      stega: {enabled: true, studioUrl: 'https://studio.example.org'},
    })
    const result = await client.fetch<{name: string}>('*[_id == "a"][0]{name}')
    expect(result.name).not.toBe('Examplinib, draft')
    expect(result.name.startsWith('Examplinib, draft')).toBe(true)
  })

  test('which is there only when it was asked for', async () => {
    const client = lake.as('administrator')
    const answer = await client.fetch(query, {}, {filterResponse: false})
    expect(Object.keys(answer).sort()).toEqual(['ms', 'query', 'result', 'syncTags'])
    const index = await client.fetch(
      '*[_id == "a"][0].body[1]._key',
      {},
      {filterResponse: false, resultSourceMap: true},
    )
    expect(index.resultSourceMap).toEqual({
      documents: [{_id: 'a', _type: 'therapy'}],
      paths: ["$['body'][1]['_key']"],
      mappings: {$: {type: 'value', source: {type: 'documentValue', document: 0, path: 0}}},
    })
  })
})
