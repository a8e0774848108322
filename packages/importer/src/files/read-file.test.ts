import {readFileSync} from 'node:fs'
import path from 'node:path'
import {crc32, deflateRawSync} from 'node:zlib'

import fc from 'fast-check'
import {describe, expect, test} from 'vitest'

import {importPage} from '../import-page.ts'
import {readFile} from './read-file.ts'

const bytes = (text: string) => new TextEncoder().encode(text)
const fixture = (name: string) =>
  new Uint8Array(readFileSync(path.resolve(import.meta.dirname, '../../fixtures', name)))

/** Packs files as a zip archive. `claim` is the size that the archive states for each. */
function zip(files: Record<string, Uint8Array>, claim?: number): Uint8Array {
  const parts: Uint8Array[] = []
  const directory: Uint8Array[] = []
  let offset = 0
  for (const [name, content] of Object.entries(files)) {
    const packed = deflateRawSync(content)
    const header = Buffer.alloc(46)
    header.writeUInt16LE(8, 10)
    header.writeUInt32LE(crc32(content), 16)
    header.writeUInt32LE(packed.length, 20)
    header.writeUInt32LE(claim ?? content.length, 24)
    header.writeUInt16LE(name.length, 28)
    header.writeUInt32LE(offset, 42)
    header.writeUInt32LE(0x02014b50, 0)
    const local = Buffer.alloc(30)
    local.writeUInt32LE(0x04034b50, 0)
    header.copy(local, 8, 10, 28)
    local.writeUInt16LE(name.length, 26)
    parts.push(local, bytes(name), packed)
    directory.push(header, bytes(name))
    offset += 30 + name.length + packed.length
  }
  const end = Buffer.alloc(22)
  end.writeUInt32LE(0x06054b50, 0)
  end.writeUInt16LE(directory.length / 2, 10)
  end.writeUInt32LE(Buffer.concat(directory).length, 12)
  end.writeUInt32LE(offset, 16)
  return new Uint8Array(Buffer.concat([...parts, ...directory, end]))
}

const word = 'http://schemas.openxmlformats.org/wordprocessingml/2006/main'
const relationships =
  '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/></Relationships>'
const types =
  '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>'
const docx = (body: string, more: Record<string, Uint8Array> = {}, claim?: number) =>
  zip(
    {
      '[Content_Types].xml': bytes(types),
      '_rels/.rels': bytes(relationships),
      'word/document.xml': bytes(
        `<w:document xmlns:w="${word}"><w:body>${body}</w:body></w:document>`,
      ),
      ...more,
    },
    claim,
  )
const paragraph = (text: string) => `<w:p><w:r><w:t>${text}</w:t></w:r></w:p>`

describe('the format is told by', () => {
  test.each([
    ['the name', 'page.md', bytes('# T\n\nText'), 'markdown'],
    [
      'the content, though the name says otherwise',
      'page.txt',
      bytes('<!doctype html><p>A'),
      'html',
    ],
    ['the content alone', undefined, bytes('\ufeff\n<html><p>A'), 'html'],
    ['the content of a Word file', 'page', docx(paragraph('A')), 'docx'],
    ['its footnotes', undefined, bytes('Text[^1]\n\n[^1]: Note'), 'markdown'],
    ['nothing', undefined, bytes('Text'), 'text'],
  ])('%s', async (_case, name, content, format) => {
    const read = await readFile(content, name ? {name} : {})
    expect('format' in read && read.format).toBe(format)
  })

  test('its media type', async () => {
    const read = await readFile(bytes('<p>A</p>'), {mediaType: 'text/html; charset=utf-8'})
    expect('format' in read && read.format).toBe('html')
  })
})

test('a page in the encoding that it states is read', async () => {
  const page = Buffer.from('<!doctype html><meta charset="windows-1252"><p>caf\u00e9', 'latin1')
  const read = await readFile(page)
  expect('page' in read && read.page.text).toBe('café')
})

describe('what is no page gives one clear message', () => {
  const deep = `${'<w:sdt>'.repeat(2000)}${'</w:sdt>'.repeat(2000)}`
  const bomb = new Uint8Array(64 * 1024 * 1024).fill(32)
  const cases: [string, string, Uint8Array, string, RegExp][] = [
    ['nothing', 'a.docx', bytes(''), 'text-empty', /no text/u],
    [
      'text that claims to be a Word file',
      'a.docx',
      bytes('text'),
      'text-not-readable',
      /damaged/u,
    ],
    [
      'a Word file cut in half',
      'a.docx',
      fixture('word-page.docx').slice(0, 900),
      'text-not-readable',
      /damaged: its archive/u,
    ],
    [
      'a zip file',
      'a.zip',
      zip({'a.txt': bytes('a')}),
      'text-not-readable',
      /without a Word document/u,
    ],
    ['a Word file with broken XML', 'a.docx', docx('<w:p><w:r>'), 'text-not-readable', /damaged/u],
    ['a Word file without text', 'a.docx', docx('<w:p/>'), 'text-empty', /no text/u],
    ['a deeply nested Word file', 'a.docx', docx(deep), 'text-not-readable', /nested too deeply/u],
    [
      'a Word file with entities',
      'a.docx',
      zip({'word/document.xml': bytes('<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>')}),
      'text-not-readable',
      /entities/u,
    ],
    [
      'a zip bomb',
      'a.docx',
      docx(paragraph('a'), {'word/styles.xml': bomb}),
      'text-too-large',
      /more than 10 MB/u,
    ],
    [
      'a zip bomb that claims to be small',
      'a.docx',
      docx(paragraph('a'), {'word/styles.xml': bomb}, 100),
      'text-too-large',
      /more than 10 MB/u,
    ],
    [
      '50 MB of text',
      'a.txt',
      new Uint8Array(50 * 1024 * 1024).fill(97),
      'text-too-large',
      /50 MB; the most that is read is 1 MB/u,
    ],
    [
      '50 MB of HTML',
      'a.html',
      new Uint8Array(50 * 1024 * 1024).fill(97),
      'text-too-large',
      /8 MB/u,
    ],
    [
      'an image with the name of a page',
      'a.html',
      new Uint8Array([0x89, 0x50, 0x4e, 0x47, 0, 1]),
      'text-not-readable',
      /not UTF-8|control/u,
    ],
    ['a PDF', 'a.pdf', bytes('%PDF-1.7 …'), 'text-not-readable', /PDF/u],
  ]
  test.each(cases)('%s', async (_case, name, content, code, message) => {
    const read = await readFile(content, {name})
    expect('problem' in read && [read.problem.code, read.problem.severity]).toEqual([code, 'error'])
    expect('problem' in read && read.problem.message).toMatch(message)
  })
})

test('hidden text of a Word file is reported', async () => {
  const hidden = '<w:p><w:r><w:rPr><w:vanish/></w:rPr><w:t>Hidden</w:t></w:r></w:p>'
  const read = await readFile(docx(paragraph('Shown') + hidden))
  const codes = 'page' in read ? importPage(read.page).problems.map(({code}) => code) : []
  expect(codes).toContain('hidden-text-read')
})

test('a Word file with any byte changed is read or refused, never worse', async () => {
  const whole = fixture('word-page.docx')
  await fc.assert(
    fc.asyncProperty(fc.nat({max: whole.length - 1}), fc.nat({max: 255}), async (at, value) => {
      const changed = whole.slice()
      changed[at] = value
      const read = await readFile(changed, {name: 'a.docx'})
      if ('page' in read) importPage(read.page)
      else expect(read.problem.severity).toBe('error')
    }),
    {numRuns: 100},
  )
})
