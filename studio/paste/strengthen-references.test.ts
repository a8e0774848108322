import {expect, test} from 'vitest'

import {strengthenReferences} from './strengthen-references.ts'

const mark = (_key: string, ...citations: object[]) => ({_type: 'citationMark', _key, citations})
const reference = (_key: string, more: object = {}) => ({
  _type: 'citationReference',
  _key,
  _ref: 'citation-a',
  _weak: true,
  ...more,
})
const block = (...children: object[]) => ({_type: 'block', _key: 'b', children})

test('a weak reference to one of the citations gets its wish, others stay', () => {
  const value = [
    block(
      {_type: 'span', _key: 's', text: 'It helped.'},
      mark('m', reference('r'), reference('o', {_ref: 'citation-b'})),
      mark('n', reference('done', {_strengthenOnPublish: {type: 'citation'}})),
      mark('p', reference('strong', {_weak: undefined})),
    ),
    {_type: 'accessibleImage', _key: 'i'},
  ]
  expect(strengthenReferences(value, new Set(['citation-a']))).toEqual([
    expect.objectContaining({
      type: 'set',
      value: {type: 'citation'},
      path: [
        {_key: 'b'},
        'children',
        {_key: 'm'},
        'citations',
        {_key: 'r'},
        '_strengthenOnPublish',
      ],
    }),
  ])
})

test('an empty text needs nothing', () => {
  expect(strengthenReferences(undefined, new Set(['citation-a']))).toEqual([])
})
