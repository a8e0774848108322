import {fromMarkdown as parseMarkdown} from 'mdast-util-from-markdown'
import {gfmFootnoteFromMarkdown} from 'mdast-util-gfm-footnote'
import {gfmTableFromMarkdown} from 'mdast-util-gfm-table'
import {gfmFootnote} from 'micromark-extension-gfm-footnote'
import {gfmTable} from 'micromark-extension-gfm-table'

import {type ArrangedBlock, plainLook} from '../blocks/arranged-block.ts'
import {assemble, type ConvertOptions} from '../blocks/assemble.ts'
import type {Problem} from '../problem.ts'
import type {SourcePage} from '../read/source-page.ts'
import {arrangeMarkdown} from './arrange-markdown.ts'
import {numberNotes} from './note-numbers.ts'

/** Quotations and lists inside one another. */
const deepest = 100

/** Signs in one paragraph that may open or close something; the time to pair them grows squared. */
const mostSigns = 2000

/**
 * Reads a Markdown page with footnotes and tables. The title of its front matter, or its first
 * heading of the first level, is the title.
 *
 * @returns the page, or the one problem for which there is none
 */
export function readMarkdown(
  markdown: string,
  options: ConvertOptions = {},
): {page: SourcePage} | {problem: Problem} {
  if (isTooComplex(markdown)) {
    return {
      problem: {
        code: 'text-too-large',
        severity: 'error',
        message: 'The page is nested too deeply, or has too many signs, to be a page of text.',
        place: {start: 0, end: 0},
        hint: 'Save the text of the page alone.',
      },
    }
  }
  const front = readFrontMatter(markdown)
  const tree = parseMarkdown(front.rest, {
    extensions: [gfmFootnote(), gfmTable()],
    mdastExtensions: [gfmFootnoteFromMarkdown(), gfmTableFromMarkdown()],
  })
  const arranged = arrangeMarkdown(tree, front.rest, numberNotes(tree))
  const heading = front.title ?? arranged.blocks.find(({tag}) => tag === 'h1')
  const blocks = front.title ? [front.title, ...arranged.blocks] : arranged.blocks
  if (blocks.length === 0) {
    return {
      problem: {
        code: 'text-empty',
        severity: 'error',
        message: 'The page shows no text.',
        place: {start: 0, end: 0},
        hint: 'Check that the page was saved whole.',
      },
    }
  }
  const page = assemble(
    {
      source: markdown,
      blocks,
      images: arranged.images,
      ids: arranged.ids,
      ...(heading ? {title: heading} : {}),
    },
    options,
  )
  return {page: {...page, problems: arranged.problems}}
}

/** Takes the front matter off and blanks it, so that offsets stay. */
function readFrontMatter(markdown: string): {rest: string; title?: ArrangedBlock} {
  const match = /^\ufeff?---[ \t]*\r?\n(?:[^]*?\r?\n)?---[ \t]*(?:\r?\n|$)/u.exec(markdown)
  if (!match) return {rest: markdown.replace(/^\ufeff/u, ' ')}
  const rest = match[0].replace(/[^\r\n]/gu, ' ') + markdown.slice(match[0].length)
  const title = /^title:[ \t]*(["']?)(.+?)\1[ \t]*\r?$/mu.exec(match[0])
  if (!title?.[2]) return {rest}
  const start = title.index + title[0].indexOf(title[2])
  const offsets = Array.from({length: title[2].length}, (_, index) => start + index)
  return {
    rest,
    title: {
      tag: 'h1',
      lists: [],
      isNote: false,
      runs: [{text: title[2], offsets, look: plainLook}],
      ids: [],
      images: [],
    },
  }
}

function isTooComplex(markdown: string): boolean {
  let signs = 0
  for (const line of markdown.split(/\r\n|\r|\n/u)) {
    if (isTooDeep(line)) return true
    signs = line.trim() === '' ? 0 : signs + (line.match(/[[\]*_`~<|!\\]/gu)?.length ?? 0)
    // A table cannot nest, and every line of it is read by itself.
    if (line.trimStart().startsWith('|')) signs = line.match(/[[\]*_`~<|!\\]/gu)?.length ?? 0
    if (signs > mostSigns) return true
  }
  return false
}

function isTooDeep(line: string): boolean {
  const marks = /^(?:[ \t]*(?:>|[-+*][ \t]|\d{1,9}[.)][ \t]))+/u.exec(line)?.[0]
  const containers = marks?.match(/>|[-+*](?=[ \t])|[.)](?=[ \t])/gu)?.length ?? 0
  const indent = /^[ \t]*/u.exec(line)?.[0].length ?? 0
  return containers > deepest || (indent > deepest * 4 && line.trim() !== '')
}
