import fc from 'fast-check'
import {expect, test} from 'vitest'

import {createNodeDocument} from './files/node-document.ts'
import {fromHtml} from './from-html.ts'
import {fromText} from './from-text.ts'
import {escapeHtml} from './report/escape-html.ts'
import {type GeneratedPage, generatedPages} from './testing/page-generator.ts'

const citedIn = (page: GeneratedPage) => new Set(page.markers.flatMap(({numbers}) => numbers))

test('in 10,000 pages every citation is found where it is, and no link is invented', () => {
  fc.assert(
    fc.property(generatedPages(), (page) => {
      const {markers, references, problems} = fromText(page.text)
      expect(markers).toEqual(page.markers)
      expect(references.map(({number}) => number)).toEqual(page.listed)
      const cited = citedIn(page)
      expect(problems.filter(({code}) => code === 'reference-never-cited')).toHaveLength(
        page.listed.filter((number) => !cited.has(number)).length,
      )
    }),
    {numRuns: 10_000},
  )
}, 240_000)

test('the pages are full of numbers that look like citations to a careless reader', () => {
  const careless = ({text}: GeneratedPage) => {
    const body = text.slice(0, text.lastIndexOf('Writer A. '))
    return [...body.matchAll(/(?<=\S)\d{1,2}(?!\d)/gu)].length
  }
  const pages = fc.sample(generatedPages(), {numRuns: 200, seed: 7})
  const invented = pages.filter((page) => careless(page) > page.markers.length)
  expect(invented.length).toBeGreaterThan(150)
})

/** The page as HTML, its marks raised and its references in a list. */
function toHtml(page: GeneratedPage): string {
  const [title = '', ...rest] = page.text.split(/(?:\r\n|\n){2}/u)
  let at = title.length
  const blocks = rest.map((block) => {
    const start = page.text.indexOf(block, at)
    at = start + block.length
    let html = ''
    let done = start
    for (const marker of page.markers) {
      if (marker.start < start || marker.end > at) continue
      html += escapeHtml(page.text.slice(done, marker.start))
      html += `<sup>${escapeHtml(page.text.slice(marker.start, marker.end))}</sup>`
      done = marker.end
    }
    return `<p>${html}${escapeHtml(page.text.slice(done, at))}</p>`
  })
  return `<h1>${escapeHtml(title)}</h1>\n${blocks.join('\n')}`
}

test('as HTML the same pages have the same citations, at their places in the source', () => {
  fc.assert(
    fc.property(generatedPages(), (page) => {
      const html = toHtml(page)
      const {markers, references} = fromHtml(html, {createDocument: createNodeDocument})
      expect(markers.map(({numbers, start, end}) => [numbers, html.slice(start, end)])).toEqual(
        page.markers.map(({numbers, start, end}) => [numbers, page.text.slice(start, end)]),
      )
      expect(references.map(({number}) => number)).toEqual(page.listed)
    }),
    {numRuns: 500},
  )
}, 60_000)
