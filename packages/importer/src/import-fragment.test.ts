import {expect, test} from 'vitest'

import {createNodeDocument} from './files/node-document.ts'
import {readHtml} from './html/read-html.ts'
import {importFragment} from './import-fragment.ts'
import {importPage} from './import-page.ts'
import {readText} from './read/source-page.ts'

const text = `Treatments

Most people had tablets.3 Some of the tablets include:3,4

3Writer A. Rest. J Example Med. 2011;4(1):5-9.`

test('a fragment has the blocks, marks and problems of a page, and its title is text', () => {
  const fragment = importFragment(readText(text))
  const page = importPage(readText(text))
  const body = page.documents.find(({_type}) => _type === 'page')?.['body']
  const withoutKeys = (value: unknown): unknown =>
    JSON.parse(JSON.stringify(value, (key, child) => (key === '_key' ? undefined : child)))
  expect(withoutKeys(fragment.blocks.slice(1))).toEqual(withoutKeys(body))
  expect(fragment.citations).toEqual(page.documents.filter(({_type}) => _type === 'citation'))
  expect(fragment.markers).toEqual(page.markers)
  expect(fragment.problems.map(({code, blockKey}) => [code, blockKey])).toEqual([
    ['list-missing', fragment.blocks[1]?._key],
    ['citation-not-listed', fragment.blocks[1]?._key],
  ])
})

test('a heading of the first level in HTML stays a heading', () => {
  const read = readHtml('<h1>Title</h1><p>Text.<sup>2</sup></p>', {
    createDocument: createNodeDocument,
  })
  const {blocks, problems} = importFragment('page' in read ? read.page : readText(''))
  expect(blocks.map((block) => 'style' in block && block.style)).toEqual(['h2', 'normal'])
  expect(problems.map(({code}) => code)).toEqual(['citation-not-listed'])
})
