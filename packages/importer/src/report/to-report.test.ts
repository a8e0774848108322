import {readFileSync} from 'node:fs'
import path from 'node:path'

import {expect, test} from 'vitest'

import {readFile} from '../files/read-file.ts'
import {importPage} from '../import-page.ts'
import {readText} from '../read/source-page.ts'
import {toReport} from './to-report.ts'

const reportOn = (text: string, name = 'page.txt') => {
  const page = readText(text)
  return toReport([{name, page, result: importPage(page)}])
}

const source = '\n\n3Writer A. Rest. J Example Med. 2011;4(1):5-9.'

test('marks and problems stand where they are in the text', () => {
  const html = reportOn(`Title\n\nIt helped.3 It comes as:3,4${source}`)
  expect(html).toContain(
    'It helped.<a class="mark" title="Citation\n3: Writer A. Rest. J Example Med. 2011;4(1):5-9." href="#page-1-reference-3">3</a>',
  )
  expect(html).toContain(
    '<span class="error">It comes as:</span><a class="flag error-flag" href="#page-1-problem-1">1</a>',
  )
  expect(html).toMatch(
    /<a class="mark missing" title="Citation\n3: Writer[^"]*\n4: not in the list"/u,
  )
  expect(html).toMatch(
    /<div class="note error" id="page-1-problem-1"><p><span class="flag error-flag">1<\/span> <span class="kind">To correct\.<\/span> A list is announced and missing: “It comes as:”<\/p>/u,
  )
})

test('nothing of a page is taken for code', () => {
  const evil = '"><script>alert(1)</script><img src=x onerror=alert(1)>\' & more'
  const html = reportOn(`${evil}\n\n${evil} helped.3 ${evil}:${source}${evil}`, evil)
  expect(html).not.toMatch(/<script|<img|onerror=(?!alert\(1\)&gt;)/u)
  expect(html).toContain('&lt;script&gt;alert(1)&lt;/script&gt;')
  expect(html).toContain("default-src 'none'")
})

test('a page that was refused is named with the reason', () => {
  const problem = {
    code: 'text-empty',
    severity: 'error',
    message: 'The file has no text.',
    place: {start: 0, end: 0},
    hint: 'Check that the page was saved whole.',
  } as const
  const page = readText('Title\n\nText.')
  const html = toReport([
    {name: 'a.txt', problem},
    {name: 'b.txt', page, result: importPage(page)},
  ])
  expect(html).toContain('<h1>Import report</h1>')
  expect(html).toContain('<a href="#page-2">Title</a>')
  expect(html).toContain('This page was not imported.</span> The file has no text.')
})

const folder = path.resolve(import.meta.dirname, '../../fixtures')

test.each(['saved-page.html', 'footnotes.md', 'word-page.docx', 'lost-lists.txt'])(
  'every mark, problem and paragraph of %s is shown',
  async (name) => {
    const read = await readFile(readFileSync(path.join(folder, name)), {name})
    if ('problem' in read) throw new Error(read.problem.message)
    const result = importPage(read.page)
    const html = toReport([{name, page: read.page, result}])
    const count = (pattern: RegExp) => html.match(pattern)?.length ?? 0
    expect(count(/<div class="note /gu)).toBe(result.problems.length)
    expect(new Set(html.match(/id="[^"]+"/gu)).size).toBe(count(/\sid="/gu))
    expect(count(/class="mark(?: missing)?" title=/gu)).toBeGreaterThanOrEqual(
      result.markers.length,
    )
    const shown = /<div class="text">([^]*?)\n<\/div>\n/u.exec(html)?.[1] ?? ''
    const plain = shown
      .replace(/<div class="note[^]*?<\/div>/gu, '')
      .replace(/<a class="flag[^>]*>\d+<\/a>/gu, '')
      .replace(/<[^>]*>/gu, '')
      .replace(/&lt;/gu, '<')
      .replace(/&gt;/gu, '>')
      .replace(/&#39;/gu, "'")
      .replace(/&quot;/gu, '"')
      .replace(/&amp;/gu, '&')
    const letters = (text: string) => text.replace(/[\s•]/gu, '')
    expect(letters(plain)).toBe(letters(read.page.text))
  },
)
