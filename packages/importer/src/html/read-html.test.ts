import fc from 'fast-check'
import {describe, expect, test} from 'vitest'

import {createNodeDocument} from '../files/node-document.ts'
import {fromHtml} from '../from-html.ts'

const options = {createDocument: createNodeDocument}
const convert = (html: string) => fromHtml(html, options)
const codes = (html: string) => convert(html).problems.map(({code}) => code)

interface Child {
  text?: string
  citations?: unknown[]
}

/** The blocks of the page, each as its style or list and its text, with marks as [count]. */
function outline(html: string): string[] {
  const page = convert(html).documents.find(({_type}) => _type === 'page')
  const blocks = (page?.['body'] ?? []) as {
    _type: string
    style?: string
    listItem?: string
    level?: number
    alt?: string
    children?: Child[]
  }[]
  return blocks.map(({_type, style, listItem, level, alt, children = []}) =>
    _type === 'block'
      ? `${listItem ? `${listItem} ${level}` : style}: ${children.map((child) => child.text ?? `[${child.citations?.length}]`).join('')}`
      : `${_type}: ${alt ?? ''}`,
  )
}

const list =
  '<h2>References</h2><ol><li>Writer A. Rest. J Example Med. 2011;4(1):5-9.</li><li>Author B. Sleep. J Example Med. 2012;5(2):15-19.</li></ol>'

describe('a citation mark', () => {
  test.each([
    ['raised', 'It helped.<sup>2</sup> More', [[2]]],
    ['raised by its style', 'It helped.<span style="vertical-align: super">2</span>', [[2]]],
    ['raised behind a blank', 'It helped. <sup>2</sup> More', [[2]]],
    ['of several numbers', 'It helped.<sup>1, 2</sup>', [[1, 2]]],
    ['raised behind a dose', 'after 5 mg<sup>2</sup> a day', [[2]]],
    ['cut into pieces', 'It helped.<sup>1</sup><sup>,</sup><sup>2</sup>', [[1, 2]]],
    ['in brackets', 'It helped [1-2].', [[1, 2]]],
    ['glued', 'It helped.2', [[2]]],
    ['with a number that is missing from the list', 'It helped.<sup>7</sup>', [[7]]],
  ])('%s', (_name, text, numbers) => {
    const {markers} = convert(`<h1>T</h1><p>${text}</p>${list}`)
    expect(markers.map((marker) => marker.numbers)).toEqual(numbers)
  })

  test.each([
    ['a power', 'about 10<sup>2</sup> cells'],
    ['a unit', 'on 5 m<sup>2</sup> of skin'],
    ['an isotope', 'with <sup>177</sup>Lu and <sup>1</sup>H'],
    ['a charge', 'Ca<sup>2+</sup> in blood'],
    ['an ordinal', 'on May 2<sup>nd</sup>'],
    ['a formula', 'CO<sub>2</sub> and H<sub>2</sub>O'],
  ])('is not %s', (_name, text) => {
    expect(convert(`<h1>T</h1><p>It is ${text}.</p>${list}`).markers).toEqual([])
  })

  test('a link back from a note is no part of its reference', () => {
    const note = (words: string) =>
      `<h1>T</h1><p>It helped.<sup><a id="c" href="#n">1</a></sup></p><ol><li id="n">Writer A. Rest. 2011. <a href="#c">${words}</a></li></ol>`
    for (const words of ['back', '↩', 'Return to text', 'Top']) {
      expect(convert(note(words)).references.map(({raw}) => raw)).toEqual(['Writer A. Rest. 2011.'])
    }
  })

  test('is a link to a listed reference, whatever it shows', () => {
    const html =
      '<h1>T</h1><p>It helped.<a href="https://old.example.org/page.html#n-b">*</a> So did this <a href="#n-a">[a]</a>.</p>' +
      '<ol><li id="n-a">Personal communication.</li><li><a id="n-b"></a>Writer A. Rest. 2011.</li></ol>'
    const {markers, references} = convert(html)
    expect(markers.map(({numbers}) => numbers)).toEqual([[2], [1]])
    expect(references.map(({number, raw}) => [number, raw])).toEqual([
      [1, 'Personal communication.'],
      [2, 'Writer A. Rest. 2011.'],
    ])
  })

  test('of links in a row is one mark, and its place in the source holds them all', () => {
    const html = `<h1>T</h1><p>It helped.<sup>[<a href="#a">1</a>–<a href="#c">3</a>]</sup></p><ol><li id="a">Writer A. One. 2011.</li><li>Writer A. Two. 2012.</li><li id="c">Writer A. Three. 2013.</li></ol>`
    const {markers} = convert(html)
    expect(markers.map(({numbers, start, end}) => [numbers, html.slice(start, end)])).toEqual([
      [[1, 2, 3], '[<a href="#a">1</a>–<a href="#c">3</a>]'],
    ])
  })

  test('keeps its place among entities and line ends of all kinds', () => {
    const html = `<h1>T</h1>\r\n<p>A&nbsp;&lt;b&gt; &#x1F600;\r\n it helped.<sup>2</sup></p>\r\n${list}`
    const [marker] = convert(html).markers
    expect(html.slice((marker?.start ?? 0) - 5, marker?.end)).toBe('<sup>2')
  })
})

describe('structure', () => {
  test('a block for each heading, paragraph and item, however it is nested', () => {
    expect(
      outline(
        '<h1>T</h1><div>One<div>Two</div>three</div><section><h4>Small</h4><dl><dt>Term</dt><dd>Meaning</dd></dl></section><ul><li>a<ol><li>b</li></ol></li><li><p>c</p><p>d</p></li></ul><blockquote><p>Said</p></blockquote>',
      ),
    ).toEqual([
      'normal: One',
      'normal: Two',
      'normal: three',
      'h3: Small',
      'normal: Term',
      'normal: Meaning',
      'bullet 1: a',
      'number 2: b',
      'bullet 1: c d',
      'normal: Said',
    ])
  })

  test('line breaks are blanks; empty lines and items set paragraphs apart', () => {
    expect(outline('<h1>T</h1><p>a<br>b<br><br>c<br>• d<br>• e</p><pre>x\ny\n\nz</pre>')).toEqual([
      'normal: a b',
      'normal: c',
      'bullet 1: d',
      'bullet 1: e',
      'normal: x y',
      'normal: z',
    ])
  })

  test('blanks between words in different looks stay', () => {
    expect(outline('<h1>T</h1><p>a<b> </b>b <i>c</i> <b>d</b>\n<i>e</i></p>')).toEqual([
      'normal: a b c d e',
    ])
  })

  test('lists that Word saves as paragraphs', () => {
    expect(
      outline(
        `<h1>T</h1><p class=MsoListParagraph style='mso-list:l0 level1 lfo1'><![if !supportLists]><span style='mso-list:Ignore'>1.<span>  </span></span><![endif]>First</p><p class=MsoListParagraph style='mso-list:l0 level2 lfo1'><span style='mso-list:Ignore'>o</span>Inner</p>`,
      ),
    ).toEqual(['number 1: First', 'bullet 2: Inner'])
  })

  test('tables that lay out a page are read as its text', () => {
    expect(
      outline('<h1>T</h1><table><tr><td><h2>A</h2><p>b</p></td><td><p>c</p></td></tr></table>'),
    ).toEqual(['h2: A', 'normal: b', 'normal: c'])
  })

  test('a table of data becomes a list with nothing lost, and is reported', () => {
    const html = `<h1>T</h1><table><tr><th>Drug</th><th>Seen<sup>1</sup></th></tr><tr><td>examplinib<sup>2</sup></td><td>often</td></tr><tr><td>samplimab</td><td></td></tr></table>${list}`
    expect(outline(html)).toEqual([
      'bullet 1: Drug: examplinib[1]; Seen[1]: often',
      'bullet 1: Drug: samplimab',
    ])
    expect(codes(html)).toContain('table-as-list')
  })

  test('headers over nothing are kept, too', () => {
    expect(
      outline('<h1>T</h1><table><tr><th>A<th>B<tr><td>a<td></table><table><th>C<tr></table>'),
    ).toEqual(['bullet 1: A: a', 'bullet 1: B', 'bullet 1: C'])
  })

  test('an image keeps its place and its text', () => {
    const html =
      '<h1>T</h1><p>a</p><p><img src="x.jpg" alt="A hand"></p><p>b</p><img src="y.jpg" alt=""><img src="t.gif" width="1" height="1">'
    expect(outline(html)).toEqual([
      'normal: a',
      'accessibleImage: A hand',
      'normal: b',
      'accessibleImage: ',
    ])
  })

  test('scripts, hidden parts and the frame of the website are not read', () => {
    const html =
      '<title>Page | Site</title><nav>Menu<sup>1</sup></nav><p>Shown.</p><p hidden>a</p><p style="visibility:hidden">b</p><p aria-hidden="true">c</p><script>d</script><template>e</template><noscript>f</noscript><!-- g --><footer>Foot</footer>'
    expect(outline(html)).toEqual(['normal: Shown.'])
    expect(convert(html).title).toBe('Page')
    expect(convert(html).problems.map(({code, message}) => `${code}: ${message}`)).toEqual([
      'references-missing: The page has no list of references.',
      'part-left-out: The menu was left out: “Menu1”',
      'part-left-out: The foot of the website was left out: “Foot”',
    ])
  })

  test('notes in the foot of the website are kept', () => {
    const html = `<main><h1>T</h1><p>It helped.<sup>1</sup></p></main><footer class="references"><p>1. Writer A. Rest. J Example Med. 2011;4(1):5-9.</p></footer>`
    expect(convert(html).references.map(({number}) => number)).toEqual([1])
  })
})

describe('a page that cannot be read gives one problem and no draft', () => {
  test.each([
    ['no text', '<html><body><script>x</script><p> </p></body></html>', 'text-empty'],
    ['cut off in a tag', '<html><body><p>Text <a href="x', 'text-not-readable'],
    ['cut off in a comment', '<html><body><p>Text <!-- note', 'text-not-readable'],
    ['cut off in a script', '<html><body><p>Text<script>var a = 1', 'text-not-readable'],
    ['nested deeply', '<div>'.repeat(100_000), 'text-too-large'],
    ['nested deeply inline', '<b><i>'.repeat(50_000), 'text-too-large'],
    ['too many elements', '<br>'.repeat(300_000), 'text-too-large'],
  ])('%s', (_name, html, code) => {
    const {documents, problems} = convert(html)
    expect([documents, problems.map((problem) => problem.code)]).toEqual([[], [code]])
  })
})

test('code with faults that a browser mends is read as the browser does', () => {
  expect(outline('<h1>T</h2><p>One<p>Two <b>three</p><li>four')).toEqual([
    'normal: One',
    'normal: Two three',
    'bullet 1: four',
  ])
})

const tags = fc.constantFrom('p', 'div', 'b', 'i', 'sup', 'sub', 'ul', 'ol', 'li', 'table', 'tr')
const more = fc.constantFrom(
  'td',
  'th',
  'h2',
  'a href="#x"',
  'span id="x"',
  'br',
  'pre',
  'a href=y',
)
const words = fc.constantFrom('It helped.', '2', ' ', '\n', '&amp;', '[1]', 'é😀', 'a b', '\u00a0')
const soup = fc
  .array(
    fc.oneof(
      words,
      fc.oneof(tags, more).map((tag) => `<${tag}>`),
      fc.oneof(tags, more).map((tag) => `</${tag.split(' ')[0]}>`),
    ),
    {maxLength: 40},
  )
  .map((pieces) => `<h1>T</h1>${pieces.join('')}`)

test('no order of tags breaks the conversion, and no shown character is lost', () => {
  fc.assert(
    fc.property(soup, (html) => {
      const shown = html
        .replace(/<[^>]*>/gu, '')
        .replaceAll('&amp;', '&')
        .replace(/\s/gu, '')
      const {title, documents, markers, references} = convert(html)
      const text = JSON.stringify(documents) + title
      for (const word of ['helped', '😀']) expect(text.includes(word)).toBe(shown.includes(word))
      for (const {start, end} of [...markers, ...references]) {
        expect(start).toBeLessThan(end)
        expect(end).toBeLessThanOrEqual(html.length)
      }
    }),
    {numRuns: 500},
  )
})
