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

/**
 * Nodes under one parent, and blocks in one document. Documents list their children anew for every
 * look at one, so a long list would take time squared.
 */
const longest = 200

/** Converts arranged blocks with `@portabletext/html`. */
export function toPortableText(
  blocks: readonly ArrangedBlock[],
  createDocument: CreateDocument,
): ConvertedBlock[] {
  const pieces = blocks.flatMap((block) => cutRuns(block).map((runs) => ({block, runs})))
  const converted: ConvertedBlock[] = []
  for (let start = 0; start < pieces.length; start += longest) {
    const batch = pieces.slice(start, start + longest)
    const document = createDocument()
    buildBlocks(
      document,
      batch.map(({block, runs}) => ({...block, runs})),
    )
    const results = convert(document)
    if (results.length !== batch.length) {
      throw new Error(`${batch.length} blocks were converted to ${results.length}`)
    }
    converted.push(...results)
  }
  return joinPieces(
    pieces.map(({block}) => block),
    converted,
  )
}

/** Cuts the runs of a block into stretches that are short enough. */
function cutRuns({runs}: ArrangedBlock): ArrangedBlock['runs'][] {
  const stretches: ArrangedBlock['runs'][] = []
  for (let start = 0; start < runs.length; start += longest) {
    const stretch = runs.slice(start, start + longest)
    const isBlank = stretch.every((run) => run === 'break' || run.text.trim() === '')
    const last = stretches.at(-1)
    // A stretch of blanks alone would be no block of its own.
    if (isBlank && last) last.push(...stretch)
    else stretches.push(stretch)
  }
  return stretches
}

function joinPieces(
  blocks: readonly ArrangedBlock[],
  converted: readonly ConvertedBlock[],
): ConvertedBlock[] {
  const joined: ConvertedBlock[] = []
  let last: ArrangedBlock | undefined
  for (const [index, block] of blocks.entries()) {
    const result = converted[index]
    if (!result) continue
    if (block === last) joined.at(-1)?.spans.push(...result.spans)
    else joined.push(result)
    last = block
  }
  return joined
}

function convert(document: Document): ConvertedBlock[] {
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
