import {expect, test} from 'vitest'

import * as importer from './index.ts'
import * as node from './node.ts'

test('the package exports what it says', () => {
  expect(Object.keys(importer).sort()).toEqual([
    'decodeText',
    'findMarkers',
    'fromHtml',
    'fromMarkdown',
    'fromText',
    'importFragment',
    'importPage',
    'importTransactionPrefix',
    'readHtml',
    'readMarkdown',
    'readText',
    'toReport',
  ])
})

test('the entry for Node exports what it says', () => {
  expect(Object.keys(node).sort()).toEqual([
    'checkSize',
    'createNodeDocument',
    'fetchPage',
    'largestFile',
    'pageEndings',
    'readFile',
  ])
})
