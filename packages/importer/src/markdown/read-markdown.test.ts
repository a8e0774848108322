import fc from 'fast-check'
import {describe, expect, test} from 'vitest'

import {createNodeDocument} from '../files/node-document.ts'
import {fromMarkdown} from '../from-markdown.ts'

const options = {createDocument: createNodeDocument}
const convert = (markdown: string) => fromMarkdown(markdown, options)
const marks = (markdown: string) =>
  convert(markdown).markers.map(({numbers, start, end}) => [markdown.slice(start, end), numbers])

const list = '\n\n## References\n\n2. Writer A. Rest. J Example Med. 2011;4(1):5-9.\n'

describe('a citation mark', () => {
  test.each([
    ['of a footnote', 'It helped.[^2]\n\n[^2]: Writer A. Rest. 2011.', [['[^2]', [2]]]],
    ['glued', `It helped.2${list}`, [['2', [2]]]],
    ['in brackets', `It helped [2].${list}`, [['[2]', [2]]]],
    ['raised by HTML', `It helped.<sup>2</sup>${list}`, [['2', [2]]]],
    ['raised by carets', `It helped.^2^${list}`, [['2', [2]]]],
    ['with escaped brackets', `It helped\\[2\\].${list}`, [['[2\\]', [2]]]],
    [
      'of two footnotes in a row',
      'It helped.[^b][^a]\n\n[^a]: Writer A. Rest. 2011.\n[^b]: Author B. Sleep. 2012.',
      [['[^b][^a]', [1, 2]]],
    ],
    ['of a footnote that is missing', `It helped.[^7]${list}`, [['[^7]', [7]]]],
    [
      'of a numbered link',
      'It helped [2].\n\n[2]: https://example.org/a "Writer A. Rest. 2011"',
      [['[2]', [2]]],
    ],
  ])('%s', (_name, text, expected) => {
    expect(marks(`# T\n\n${text}`)).toEqual(expected)
  })
})

test('a list of references keeps the numbers that it is written with', () => {
  const {references} = convert(
    '# T\n\nIt helped.\n\n# References\n\n2. Writer A. Rest. 2011.\n5. Author B. Sleep. 2012.\n13. Penman C. Walks. 2013.',
  )
  expect(references.map(({number}) => number)).toEqual([2, 5, 13])
})

test('the title is that of the front matter, or the first heading', () => {
  expect(convert('---\ntitle: "A page"\ntags: [x]\n---\n\n# Part\n\nText.').title).toBe('A page')
  expect(convert('Before.\n\n# A heading\n\nText.').title).toBe('A heading')
  expect(convert('Only text').title).toBe('Only text')
})

test('HTML comments and unknown tags are not read as text', () => {
  const {documents} = convert('# T\n\n<!-- secret -->\n\nA <kbd>key</kbd> <!-- secret --> here.')
  expect(JSON.stringify(documents)).not.toMatch(/secret|kbd/u)
})

test.each([
  ['nested quotations', '>'.repeat(50_000)],
  ['nested lists', `${'- '.repeat(500)}a`],
  ['open brackets', '['.repeat(200_000)],
  ['open emphasis', '*a '.repeat(100_000)],
  ['nested HTML', `a\n\n${'<div>'.repeat(5_000)}\n\nb`],
])('%s end with one problem, soon', (_name, markdown) => {
  const started = performance.now()
  const {problems} = convert(`# T\n\n${markdown}`)
  expect(problems.map(({code}) => code)).toContain('text-too-large')
  expect(performance.now() - started).toBeLessThan(5_000)
})

const pieces = fc.oneof(
  fc.constantFrom('It helped.', '2', ' ', '\n', '\n\n', '- ', '1. ', '# ', '> ', '**', '*', '[2]'),
  fc.constantFrom(
    '[^2]',
    '[^2]: x',
    '<sup>',
    '</sup>',
    '`',
    '\\',
    '&amp;',
    '😀',
    '[a](b)',
    '---\n',
  ),
)

test('no order of signs breaks the conversion, and places stay within the text', () => {
  fc.assert(
    fc.property(fc.array(pieces, {maxLength: 30}), (parts) => {
      const markdown = `# T\n\n${parts.join('')}`
      const {markers, references, problems} = convert(markdown)
      const places = [...markers, ...references, ...problems.map(({place}) => place)]
      for (const {start, end} of places) {
        expect(start).toBeGreaterThanOrEqual(0)
        expect(start).toBeLessThanOrEqual(end)
        expect(end).toBeLessThanOrEqual(markdown.length)
      }
    }),
    {numRuns: 500},
  )
})
