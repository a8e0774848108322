import {type ArrangedBlock, plainLook} from '../blocks/arranged-block.ts'
import {assemble, type ConvertOptions} from '../blocks/assemble.ts'
import type {Problem} from '../problem.ts'
import type {SourcePage} from '../read/source-page.ts'
import {arrange} from './arrange.ts'
import {findMain, isHidden} from './left-out.ts'
import {isNoteLink, targetOf} from './look.ts'
import {
  attribute,
  elementsOf,
  type HtmlDocument,
  type HtmlElement,
  isElement,
  parsePage,
  textOf,
} from './parse-page.ts'

/**
 * Reads an HTML page: what it shows, without scripts, hidden parts and the frame of its website.
 *
 * @returns the page, or the one problem for which there is none
 */
export function readHtml(
  html: string,
  options: ConvertOptions = {},
): {page: SourcePage} | {problem: Problem} {
  const parsed = parsePage(html)
  if ('problem' in parsed) return parsed
  const {document} = parsed
  const main = findMain(document)
  if (!main) return {problem: emptyProblem()}
  const {targets} = findNoteLinks(document)
  const {blocks, problems, images, ids} = arrange(main, html, targets)
  if (blocks.length === 0) return {problem: emptyProblem()}
  const heading = blocks.find(({tag}) => tag === 'h1')
  const head = heading ? undefined : titleBlock(document)
  const all = head ? [head, ...blocks] : blocks
  const title = heading ?? head
  const page = assemble(
    {source: html, blocks: all, images, ids, ...(title ? {title} : {})},
    options,
  )
  const outside = main.tagName === 'body' ? [] : outsideProblem(document, main)
  return {page: {...page, problems: [...outside, ...problems]}}
}

/** Ids of this page that a short link leads to, such as the mark of a note. */
function findNoteLinks(document: HtmlDocument): {targets: Set<string>} {
  const ids = new Set<string>()
  const wanted = new Set<string>()
  for (const element of elementsOf(document)) {
    const id = attribute(element, 'id')
    const name = element.tagName === 'a' ? attribute(element, 'name') : undefined
    if (id) ids.add(id)
    if (name) ids.add(name)
    if (element.tagName !== 'a' || isHidden(element)) continue
    const target = targetOf(element)
    if (target !== undefined && isNoteLink(element)) wanted.add(target)
  }
  return {targets: new Set([...wanted].filter((id) => ids.has(id)))}
}

/** The title in the head of the page, without the name of the website behind it. */
function titleBlock(document: HtmlDocument): ArrangedBlock | undefined {
  const html = document.childNodes.find(isElement)
  const head = html?.childNodes.filter(isElement).find(({tagName}) => tagName === 'head')
  const title = head?.childNodes.filter(isElement).find(({tagName}) => tagName === 'title')
  const text = title ? (textOf(title).split(/\s[|–—-]\s/u)[0] ?? '').trim() : ''
  if (!title || text === '') return undefined
  const at = title.sourceCodeLocation?.startTag?.endOffset ?? 0
  const offsets = Array.from({length: text.length}, (_, index) => at + index)
  return {
    tag: 'h1',
    lists: [],
    isNote: false,
    runs: [{text, offsets, look: plainLook}],
    ids: [],
    images: [],
  }
}

function outsideProblem(document: HtmlDocument, main: HtmlElement): Problem[] {
  const words = (value: string) => value.split(/\s+/u).filter(Boolean).length
  const body = [...elementsOf(document)].find(({tagName}) => tagName === 'body')
  const outside = body ? words(shownText(body)) - words(shownText(main)) : 0
  if (outside <= 0) return []
  const start = main.sourceCodeLocation?.startOffset ?? 0
  return [
    {
      code: 'part-left-out',
      severity: 'suggestion',
      message: `Only the main part of the page was read; ${outside} words around it, such as menus, were left out.`,
      place: {start, end: start},
      hint: 'Nothing to do, unless one of them belongs to the text.',
    },
  ]
}

function shownText(element: HtmlElement): string {
  return element.childNodes
    .map((node) => (isElement(node) ? (isHidden(node) ? '' : shownText(node)) : textOf(node)))
    .join(' ')
}

function emptyProblem(): Problem {
  return {
    code: 'text-empty',
    severity: 'error',
    message: 'The page shows no text.',
    place: {start: 0, end: 0},
    hint: 'Check that the page was saved whole; some websites add their text by script.',
  }
}
