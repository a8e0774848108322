import {htmlToPortableText} from '@portabletext/html'
import {compileSchema, defineSchema} from '@portabletext/schema'

import type {ArrangedBlock, Run} from './arranged-block.ts'

/** Makes an empty HTML document, in which blocks are built for the conversion. */
export type CreateDocument = () => Document

/** A block as `@portabletext/html` makes it. */
export interface ConvertedBlock {
  style: string
  listItem?: string
  level?: number
  /** Text and its marks: decorators, or the address of a link. */
  spans: {text: string; marks: string[]; href?: string}[]
}

const schema = compileSchema(
  defineSchema({
    styles: [{name: 'normal'}, {name: 'h1'}, {name: 'h2'}, {name: 'h3'}],
    lists: [{name: 'bullet'}, {name: 'number'}],
    decorators: [{name: 'strong'}, {name: 'em'}, {name: 'sup'}, {name: 'sub'}],
    annotations: [{name: 'link', fields: [{name: 'href', type: 'string'}]}],
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
  return converted.filter(isTextBlock).map(({style, listItem, level, children, markDefs}) => ({
    style: style ?? 'normal',
    ...(listItem === undefined ? {} : {listItem}),
    ...(level === undefined ? {} : {level}),
    spans: children.filter(isSpan).map(({text, marks}) => {
      const link = markDefs?.find(({_key}) => marks?.includes(_key))
      return {text, marks: marks ?? [], ...(link ? {href: link.href} : {})}
    }),
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

function fill(document: Document, parent: HTMLElement, {runs}: ArrangedBlock): void {
  for (const run of runs) {
    if (run === 'break') continue
    parent.appendChild(toInline(document, run))
  }
}

function toInline(document: Document, {text, look}: Run): Node {
  let node: Node = document.createTextNode(text.replace(/[ \t\r\n\f]+/gu, ' '))
  const wrap = (tag: string) => {
    const element = document.createElement(tag)
    element.appendChild(node)
    node = element
    return element
  }
  if (look.raised) wrap('sup')
  if (look.lowered) wrap('sub')
  if (look.em) wrap('em')
  if (look.strong) wrap('strong')
  if (look.href) wrap('a').setAttribute('href', look.href)
  return node
}

interface TextBlockValue {
  style?: string
  listItem?: string
  level?: number
  children: unknown[]
  markDefs?: {_key: string; href: string}[]
}

function isTextBlock(value: unknown): value is TextBlockValue {
  return typeof value === 'object' && value !== null && 'children' in value
}

function isSpan(value: unknown): value is {text: string; marks?: string[]} {
  return typeof value === 'object' && value !== null && 'text' in value
}
