import {defaultTreeAdapter, type DefaultTreeAdapterTypes, parse} from 'parse5'

import type {Problem} from '../problem.ts'

export type HtmlDocument = DefaultTreeAdapterTypes.Document
export type HtmlNode = DefaultTreeAdapterTypes.ChildNode
export type HtmlElement = DefaultTreeAdapterTypes.Element
export type HtmlText = DefaultTreeAdapterTypes.TextNode

/** Elements inside one another. Pages have about 30; far more would exhaust every later step. */
const deepest = 200

/** Nodes of a page, text included. */
const mostNodes = 200_000

class TooComplex extends Error {}

/** Faults after which the rest of a page is missing; all others are mended as a browser does. */
const cutOff = new Set([
  'eof-in-tag',
  'eof-before-tag-name',
  'eof-in-comment',
  'eof-in-doctype',
  'eof-in-cdata',
  'eof-in-script-html-comment-like-text',
])

/**
 * Reads HTML as a browser does. A page that ends in the middle of a tag or comment, or that is too
 * deeply nested or too large to be a page, is refused.
 */
export function parsePage(html: string): {document: HtmlDocument} | {problem: Problem} {
  let isCutOff = false
  let nodes = 0
  let depth = 0
  const count = () => {
    nodes += 1
    if (nodes > mostNodes) throw new TooComplex()
  }
  const treeAdapter = {
    ...defaultTreeAdapter,
    createElement(...args: Parameters<typeof defaultTreeAdapter.createElement>) {
      count()
      return defaultTreeAdapter.createElement(...args)
    },
    insertText(...args: Parameters<typeof defaultTreeAdapter.insertText>) {
      count()
      defaultTreeAdapter.insertText(...args)
    },
    onItemPush() {
      depth += 1
      if (depth > deepest) throw new TooComplex()
    },
    onItemPop() {
      depth -= 1
    },
  }
  let document: HtmlDocument
  try {
    document = parse(html, {
      sourceCodeLocationInfo: true,
      treeAdapter,
      onParseError: ({code}) => {
        isCutOff ||= cutOff.has(code)
      },
    })
  } catch (error) {
    if (!(error instanceof TooComplex)) throw error
    return refuse(
      'text-too-large',
      'The page is nested too deeply or has too many elements to be a page of text.',
      'Save the text of the page alone.',
    )
  }
  if (isCutOff || findUnclosedRawText(document)) {
    return refuse(
      'text-not-readable',
      'The page ends in the middle of its code, so a part of it is missing.',
      'Save the page again, whole.',
    )
  }
  return {document}
}

/** The children of a node; none for text. */
export function childrenOf(node: HtmlDocument | HtmlNode): readonly HtmlNode[] {
  return 'childNodes' in node ? node.childNodes : []
}

export function isElement(node: HtmlDocument | HtmlNode): node is HtmlElement {
  return 'tagName' in node
}

export function isText(node: HtmlNode): node is HtmlText {
  return node.nodeName === '#text'
}

export function attribute(element: HtmlElement, name: string): string | undefined {
  return element.attrs.find((attr) => attr.name === name)?.value
}

/** All elements under a node, in order of the page. */
export function* elementsOf(node: HtmlDocument | HtmlNode): Generator<HtmlElement> {
  for (const child of childrenOf(node)) {
    if (!isElement(child)) continue
    yield child
    yield* elementsOf(child)
  }
}

/** The text of a node and everything in it. */
export function textOf(node: HtmlDocument | HtmlNode): string {
  if ('value' in node && isText(node)) return node.value
  return childrenOf(node).map(textOf).join('')
}

/** A script or style without an end swallows the rest of the page. */
function findUnclosedRawText(document: HtmlDocument): boolean {
  const raw = new Set(['script', 'style', 'title', 'textarea', 'noscript', 'iframe', 'xmp'])
  return [...elementsOf(document)].some(
    ({tagName, sourceCodeLocation}) =>
      raw.has(tagName) && sourceCodeLocation?.startTag && !sourceCodeLocation.endTag,
  )
}

function refuse(code: Problem['code'], message: string, hint: string): {problem: Problem} {
  return {problem: {code, severity: 'error', message, place: {start: 0, end: 0}, hint}}
}
