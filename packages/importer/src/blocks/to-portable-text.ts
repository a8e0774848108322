import {htmlToPortableText} from '@portabletext/html'
import {compileSchema, defineSchema} from '@portabletext/schema'

import type {ArrangedBlock, Look} from './arranged-block.ts'

/** Makes an empty HTML document, in which blocks are built for the conversion. */
export type CreateDocument = () => Document

/** A block as `@portabletext/html` makes it. */
export interface ConvertedBlock {
  style: string
  listItem?: string
  level?: number
  /** Text and its decorators. */
  spans: {text: string; marks: string[]}[]
}

const schema = compileSchema(
  defineSchema({
    styles: [{name: 'normal'}, {name: 'h1'}, {name: 'h2'}, {name: 'h3'}],
    lists: [{name: 'bullet'}, {name: 'number'}],
    decorators: [{name: 'strong'}, {name: 'em'}],
  }),
)

/** Converts arranged blocks with `@portabletext/html`. */
export function toPortableText(
  blocks: readonly ArrangedBlock[],
  createDocument: CreateDocument,
): ConvertedBlock[] {
  const document = createDocument()
  buildBlocks(document, blocks)
  let keys = 0
  const converted: unknown[] = htmlToPortableText('', {
    schema,
    parseHtml: () => document,
    keyGenerator: () => `${(keys += 1)}`,
  })
  return converted.filter(isTextBlock).map(({style, listItem, level, children}) => ({
    style: style ?? 'normal',
    ...(listItem === undefined ? {} : {listItem}),
    ...(level === undefined ? {} : {level}),
    spans: children.filter(isSpan).map(({text, marks = []}) => ({text, marks})),
  }))
}

function buildBlocks(document: Document, blocks: readonly ArrangedBlock[]): void {
  /** The lists that are open, each with its last item. */
  let open: {kind: string; list: HTMLElement; item: HTMLElement}[] = []
  for (const block of blocks) {
    if (block.tag !== 'li') {
      open = []
      fill(document, document.body.appendChild(document.createElement(block.tag)), block)
      continue
    }
    let depth = 0
    while (depth < block.lists.length && open[depth]?.kind === block.lists[depth]) depth += 1
    open = open.slice(0, depth)
    for (const kind of block.lists.slice(depth)) {
      const parent: HTMLElement = open.at(-1)?.item ?? document.body
      const list = parent.appendChild(document.createElement(kind))
      open.push({kind, list, item: list.appendChild(document.createElement('li'))})
    }
    const innermost = open.at(-1)
    if (!innermost) continue
    if (innermost.item.hasChildNodes()) {
      innermost.item = innermost.list.appendChild(document.createElement('li'))
    }
    fill(document, innermost.item, block)
  }
}

/** Writes the text of a block; links and raised text do not change where blocks begin and end. */
function fill(document: Document, parent: HTMLElement, {runs}: ArrangedBlock): void {
  let text = ''
  for (const [index, run] of runs.entries()) {
    if (run === 'break') continue
    text += run.text.replace(/[ \t\r\n\f]+/gu, ' ')
    const next = runs[index + 1]
    if (next && next !== 'break' && isAlike(run.look, next.look)) continue
    parent.appendChild(toInline(document, text, run.look))
    text = ''
  }
}

function isAlike(left: Look, right: Look): boolean {
  return left.strong === right.strong && left.em === right.em
}

function toInline(document: Document, text: string, {strong, em}: Look): Node {
  let node: Node = document.createTextNode(text)
  for (const tag of [...(em ? ['em'] : []), ...(strong ? ['strong'] : [])]) {
    const element = document.createElement(tag)
    element.appendChild(node)
    node = element
  }
  return node
}

interface TextBlockValue {
  style?: string
  listItem?: string
  level?: number
  children: unknown[]
}

function isTextBlock(value: unknown): value is TextBlockValue {
  return typeof value === 'object' && value !== null && 'children' in value
}

function isSpan(value: unknown): value is {text: string; marks?: string[]} {
  return typeof value === 'object' && value !== null && 'text' in value
}
