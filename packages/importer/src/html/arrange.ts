import type {Problem} from '../problem.ts'
import {
  type ArrangedBlock,
  type ArrangedImage,
  type Look,
  plainLook,
} from '../blocks/arranged-block.ts'
import {BlockBuilder, type BlockShape} from '../blocks/block-builder.ts'
import {frameName, isHidden, isNotes} from './left-out.ts'
import {lookOf} from './look.ts'
import {textOffsets} from './offsets.ts'
import {
  attribute,
  childrenOf,
  elementsOf,
  type HtmlElement,
  type HtmlNode,
  type HtmlText,
  isElement,
  isText,
  textOf,
} from './parse-page.ts'
import {splitBlocks} from '../blocks/split-blocks.ts'
import {isDataTable, readTable} from './tables.ts'
import {readWordItem} from './word-lists.ts'

/** A page in blocks, and what could not be kept as it was. */
export interface ArrangedPage {
  blocks: ArrangedBlock[]
  problems: Problem[]
  /** Images and ids behind the last block. */
  images: ArrangedImage[]
  ids: string[]
}

/** What surrounds an element. */
interface Surroundings extends BlockShape {
  look: Look
  inArticle: boolean
  isPreformatted: boolean
}

const blockTags = new Set(
  [
    'address article aside blockquote body center dd details dir div dl dt fieldset figcaption',
    'figure footer form h1 h2 h3 h4 h5 h6 header hgroup hr html legend li main menu nav ol p pre',
    'section summary table caption tbody tfoot thead tr td th ul',
  ].flatMap((tags) => tags.split(' ')),
)

/** Sorts what a page shows into blocks, in reading order. */
export function arrange(
  root: HtmlElement,
  source: string,
  targets: ReadonlySet<string>,
): ArrangedPage {
  const builder = new BlockBuilder()
  const problems: Problem[] = []
  const paragraph: Surroundings = {
    tag: 'p',
    lists: [],
    isNote: false,
    look: plainLook,
    inArticle: /^(?:article|main)$/u.test(root.tagName),
    isPreformatted: false,
  }
  visitAll(root.childNodes, paragraph)
  const rest = builder.finish()
  return {blocks: builder.blocks.flatMap(splitBlocks), problems, ...rest}

  function visitAll(nodes: readonly HtmlNode[], around: Surroundings): void {
    for (const node of nodes) {
      if (isText(node)) addText(node, around)
      else if (isElement(node) && !isHidden(node)) visit(node, around)
    }
  }

  function visit(element: HtmlElement, around: Surroundings): void {
    const id = attribute(element, 'id') ?? attribute(element, 'name')
    const {tagName} = element
    const left = frameName(element, around.inArticle)
    if (left) {
      const words = textOf(element).trim().replace(/\s+/gu, ' ')
      if (words !== '') problems.push(leftOutProblem(left, words, placeOf(element)))
      return
    }
    if (!blockTags.has(tagName)) {
      if (id) builder.id(id)
      visitInline(element, around)
      return
    }
    const inner = {...around, isNote: around.isNote || isNotes(element)}
    if (around.tag === 'li' && tagName !== 'li' && !/^(?:ul|ol|menu|dir|table)$/u.test(tagName)) {
      if (id) builder.id(id)
      builder.space()
      visitAll(element.childNodes, inner)
      return
    }
    builder.close()
    if (id) builder.id(id)
    visitBlock(element, inner)
    builder.close()
  }

  function visitBlock(element: HtmlElement, around: Surroundings): void {
    const {tagName} = element
    const wordItem = readWordItem(element)
    if (wordItem) {
      startBlock(element, {...around, ...wordItem, tag: 'li'})
    } else if (
      /^h[1-6]$/u.test(tagName) ||
      /\bMsoTitle\b/u.test(attribute(element, 'class') ?? '')
    ) {
      const level = Math.min(Number(tagName[1]) || 1, 3)
      startBlock(element, {
        ...around,
        tag: level === 1 ? 'h1' : level === 2 ? 'h2' : 'h3',
        lists: [],
      })
    } else if (/^(?:ul|ol|menu|dir)$/u.test(tagName)) {
      visitList(element, around)
    } else if (tagName === 'table' && isDataTable(element)) {
      addTable(element, around)
    } else if (tagName === 'pre') {
      startBlock(element, {...around, tag: 'p', lists: [], isPreformatted: true})
    } else if (tagName === 'li') {
      startBlock(element, {...around, tag: 'li', lists: ['ul']})
    } else if (tagName === 'p') {
      startBlock(element, {...around, tag: 'p', lists: []})
    } else {
      const inArticle = around.inArticle || /^(?:article|main|section)$/u.test(tagName)
      visitAll(element.childNodes, {...around, inArticle})
    }
  }

  function startBlock(element: HtmlElement, around: Surroundings): void {
    builder.start(shapeOf(around))
    visitAll(element.childNodes, around)
  }

  function visitList(element: HtmlElement, around: Surroundings): void {
    const kind = element.tagName === 'ol' ? 'ol' : 'ul'
    const lists = [...(around.tag === 'li' ? around.lists : []), kind] as const
    const items = element.childNodes.filter(isElement).filter(({tagName}) => tagName === 'li')
    const isNote = around.isNote || (kind === 'ol' && items.some((item) => isTarget(item)))
    let ordinal = Number.parseInt(attribute(element, 'start') ?? '1', 10) || 1
    const inner: Surroundings = {...around, tag: 'li', lists, isNote}
    for (const node of element.childNodes) {
      if (!isElement(node) || node.tagName !== 'li') {
        visitAll([node], inner)
        continue
      }
      if (isHidden(node)) continue
      const given = Number.parseInt(attribute(node, 'value') ?? '', 10)
      if (Number.isInteger(given)) ordinal = given
      const id = attribute(node, 'id')
      builder.close()
      if (id) builder.id(id)
      startBlock(node, {
        ...inner,
        isNote: isNote || isNotes(node),
        ...(kind === 'ol' ? {ordinal} : {}),
      })
      builder.close()
      ordinal += 1
    }
  }

  function isTarget(element: HtmlElement): boolean {
    const isOne = (candidate: HtmlElement) =>
      targets.has(attribute(candidate, 'id') ?? '') ||
      targets.has(attribute(candidate, 'name') ?? '')
    return isOne(element) || [...elementsOf(element)].some(isOne)
  }

  function addTable(element: HtmlElement, around: Surroundings): void {
    const table = readTable(element)
    problems.push({
      code: 'table-as-list',
      severity: 'warning',
      message: `A table with ${table.rows.length} ${table.rows.length === 1 ? 'row' : 'rows'} became a list with an item for each row.`,
      place: placeOf(element),
      hint: 'Check that the list reads well, or write it as sentences. No cell was left out.',
    })
    if (table.caption) startBlock(table.caption, {...around, tag: 'p', lists: []})
    const item: Surroundings = {...around, tag: 'li', lists: ['ul']}
    const shown = new Set<HtmlElement>()
    for (const row of table.rows) {
      builder.start(shapeOf(item))
      for (const {cell, header, isFirst} of row) {
        const at = cell.sourceCodeLocation?.startOffset ?? 0
        if (!isFirst) addInserted('; ', at, item)
        if (header) {
          if (shown.has(header)) addInserted(plainTextOf(header), at, item)
          else visitAll(header.childNodes, item)
          shown.add(header)
          addInserted(': ', at, item)
        }
        visitAll(cell.childNodes, item)
      }
      builder.close()
    }
    for (const header of table.otherHeaders) {
      builder.start(shapeOf(item))
      visitAll(header.childNodes, item)
      builder.close()
    }
  }

  function addInserted(text: string, at: number, around: Surroundings): void {
    const run = {text, offsets: Array.from(text, () => at), look: around.look}
    builder.text(run, shapeOf(around))
  }

  function visitInline(element: HtmlElement, around: Surroundings): void {
    if (element.tagName === 'br') {
      builder.break()
    } else if (element.tagName === 'img') {
      if (isTracker(element)) return
      builder.image({
        ...placeOf(element),
        address: attribute(element, 'src') ?? '',
        alt: attribute(element, 'alt')?.replace(/\s+/gu, ' ').trim(),
      })
    } else {
      const isHeading = around.tag === 'h1' || around.tag === 'h2' || around.tag === 'h3'
      const look = lookOf(element, around.look, targets)
      visitAll(element.childNodes, {...around, look: isHeading ? {...look, strong: false} : look})
    }
  }

  function addText(node: HtmlText, around: Surroundings): void {
    const offsets = textOffsets(node.value, source, node.sourceCodeLocation?.startOffset ?? 0)
    if (!around.isPreformatted) {
      builder.text({text: node.value, offsets, look: around.look}, shapeOf(around))
      return
    }
    let at = 0
    for (const line of node.value.split('\n')) {
      if (at > 0) builder.break()
      const part = offsets.slice(at, at + line.length)
      builder.text({text: line, offsets: part, look: around.look}, shapeOf(around))
      at += line.length + 1
    }
  }
}

function shapeOf({tag, lists, ordinal, isNote}: Surroundings): BlockShape {
  return {tag, lists, isNote, ...(ordinal === undefined ? {} : {ordinal})}
}

/** An image of one or two pixels only counts visitors or fills a gap. */
function isTracker(image: HtmlElement): boolean {
  const size = (name: string) => Number.parseFloat(attribute(image, name) ?? '') || Infinity
  return size('width') <= 2 || size('height') <= 2
}

function placeOf({sourceCodeLocation}: HtmlElement) {
  return {
    start: sourceCodeLocation?.startOffset ?? 0,
    end: sourceCodeLocation?.endOffset ?? sourceCodeLocation?.startOffset ?? 0,
  }
}

/** The text of a header cell without its raised marks, which stand in the first row. */
function plainTextOf(node: HtmlNode): string {
  if (isText(node)) return node.value.replace(/\s+/gu, ' ')
  if (isElement(node) && (node.tagName === 'sup' || isHidden(node))) return ''
  return childrenOf(node).map(plainTextOf).join('').trim()
}

function leftOutProblem(name: string, words: string, place: Problem['place']): Problem {
  const opening = words.length > 60 ? `${words.slice(0, 57).trimEnd()} …` : words
  return {
    code: 'part-left-out',
    severity: 'suggestion',
    message: `The ${name} was left out: “${opening}”`,
    place,
    hint: 'Nothing to do, unless it belongs to the text.',
  }
}
