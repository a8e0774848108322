import {createNodeDocument} from '@net-therapies/importer/node'
import {expect, test} from 'vitest'

import {readClipboard} from './read-clipboard.ts'

function paste(data: Record<string, string>) {
  let count = 0
  return readClipboard(
    {types: Object.keys(data), getData: (type) => data[type] ?? ''},
    {keys: () => `key-${(count += 1)}`, createDocument: createNodeDocument},
  )
}

const text = `Most people had tablets.3 Some of the tablets include:3,4

3Writer A. Rest. J Example Med. 2011;4(1):5-9.`

test('glued numbers become marks, and listed references become sources', () => {
  const fragment = paste({'text/plain': text})
  expect(fragment?.markers.map(({numbers}) => numbers)).toEqual([[3], [3, 4]])
  expect(fragment?.citations).toHaveLength(1)
  expect(fragment?.problems.map(({code}) => code)).toEqual(['list-missing', 'citation-not-listed'])
})

test('HTML is read before plain text, so that raised numbers are known', () => {
  const html =
    '<meta charset="utf-8"><!--StartFragment--><p>It helped.<sup>2</sup> 10<sup>6</sup></p>'
  const fragment = paste({'text/html': html, 'text/plain': 'It helped.2 106'})
  expect(fragment?.markers.map(({numbers}) => numbers)).toEqual([[2]])
  expect(JSON.stringify(fragment?.blocks)).toContain('10⁶')
})

test.each([
  ['words', {'text/plain': 'about 1 in 5 people'}],
  ['a paragraph without citations', {'text/html': '<p>It <b>helps</b>.</p>'}],
  ['nothing', {'text/plain': ' '}],
  ['blocks of the editor', {'application/x-portable-text': '[]', 'text/plain': text}],
  ['far too much', {'text/plain': text.repeat(10_000)}],
])('%s are left to the editor', (_name, data) => {
  expect(paste(data)).toBeUndefined()
})
