import {expect, test} from 'vitest'

import {decodeText} from './decode.ts'

const bytes = (text: string) => new TextEncoder().encode(text)

test('UTF-8 is read with its byte-order mark, so that offsets agree with the file', () => {
  expect(decodeText(bytes('\ufeffA tumor’s size\r\n'))).toEqual({text: '\ufeffA tumor’s size\r\n'})
})

test.each([
  ['nothing', bytes(''), 'text-empty', 'The file has no text.'],
  ['blanks only', bytes(' \n\u00a0\u200b'), 'text-empty', 'The file has no text.'],
  ['a PDF', bytes('%PDF-1.7\n'), 'text-not-readable', 'This is a PDF file.'],
  ['a Word file', bytes('PK\u0003\u0004…'), 'text-not-readable', 'This is a zip or Word file.'],
  [
    'UTF-16',
    new Uint8Array([0xff, 0xfe, 0x41, 0x00]),
    'text-not-readable',
    'This text is encoded as UTF-16.',
  ],
  [
    'bytes that are no UTF-8',
    new Uint8Array([0x41, 0xe9, 0x41]),
    'text-not-readable',
    'The file is not UTF-8 text.',
  ],
  [
    'control characters',
    bytes('abc\u0000'),
    'text-not-readable',
    'The file has control characters (the first at offset 3).',
  ],
  ['a web page', bytes('\n<!DOCTYPE html><p>A'), 'text-not-readable', 'This is an HTML file.'],
  [
    'too much',
    new Uint8Array(6 * 1024 * 1024),
    'text-too-large',
    'The file has 6 MB; the most that is read is 1 MB.',
  ],
])('%s is refused with a reason', (_name, input, code, message) => {
  const result = decodeText(input)
  expect('problem' in result && [result.problem.code, result.problem.message]).toEqual([
    code,
    message,
  ])
})
