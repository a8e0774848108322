import type {
  Definition,
  FootnoteDefinition,
  Html,
  Image,
  List,
  Nodes,
  Parents,
  PhrasingContent,
  Root,
  RootContent,
  Table,
  TableCell,
} from 'mdast'

import {type ArrangedBlock, type Look, plainLook} from '../blocks/arranged-block.ts'
import {BlockBuilder, type BlockShape} from '../blocks/block-builder.ts'
import {splitBlocks} from '../blocks/split-blocks.ts'
import {arrange, type ArrangedPage} from '../html/arrange.ts'
import {textOffsets} from '../html/offsets.ts'
import {elementsOf, parsePage} from '../html/parse-page.ts'
import type {Place, Problem} from '../problem.ts'
import {type NoteNumbers, noteId} from './note-numbers.ts'

/** What surrounds a node. */
interface Surroundings extends BlockShape {
  look: Look
}

const paragraph: Surroundings = {tag: 'p', lists: [], isNote: false, look: plainLook}

/** Sorts a Markdown tree into blocks, in reading order. */
export function arrangeMarkdown(tree: Root, source: string, notes: NoteNumbers): ArrangedPage {
  const builder = new BlockBuilder()
  const problems: Problem[] = []
  /** Raised and lowered text that inline HTML has opened. */
  let open: Look = plainLook
  visitAll(tree.children, paragraph)
  const rest = builder.finish()
  return {blocks: builder.blocks.flatMap(splitBlocks), problems, ...rest}

  function visitAll(nodes: readonly RootContent[], around: Surroundings): void {
    for (const node of nodes) visit(node, around)
  }

  function visit(node: RootContent, around: Surroundings): void {
    switch (node.type) {
      case 'heading': {
        const tag = node.depth === 1 ? 'h1' : node.depth === 2 ? 'h2' : 'h3'
        return addBlock(node.children, {...around, tag, lists: []})
      }
      case 'paragraph':
        if (around.tag !== 'li' && !around.isNote) return addBlock(node.children, around)
        builder.space()
        return visitInline(node.children, around)
      case 'blockquote':
        return visitAll(node.children, around)
      case 'list':
        return visitList(node, around)
      case 'table':
        return addTable(node, around)
      case 'code':
        return addCode(node, around)
      case 'html':
        return addHtml(node)
      case 'footnoteDefinition':
        return addNote(node)
      case 'definition':
        return addDefinition(node)
      case 'thematicBreak':
      case 'yaml':
        return builder.close()
      default:
        return visitInline([node as PhrasingContent], around)
    }
  }

  function addBlock(children: readonly PhrasingContent[], shape: Surroundings): void {
    builder.start(shape)
    open = plainLook
    visitInline(children, shape)
    builder.close()
  }

  function visitList(list: List, around: Surroundings): void {
    const kind = list.ordered ? 'ol' : 'ul'
    const lists = [...(around.tag === 'li' ? around.lists : []), kind] as const
    for (const item of list.children) {
      const shown = /^\d{1,3}/u.exec(source.slice(placeOf(item).start))?.[0]
      const ordinal = kind === 'ol' && shown ? {ordinal: Number(shown)} : {}
      builder.start({tag: 'li', lists, isNote: around.isNote, ...ordinal})
      open = plainLook
      visitAll(item.children, {...around, tag: 'li', lists, ...ordinal})
      builder.close()
    }
  }

  function addNote(note: FootnoteDefinition): void {
    const ordinal = notes.of(note.identifier)
    if (ordinal === undefined) return visitAll(note.children, paragraph)
    builder.close()
    builder.id(noteId(note.identifier))
    const shape: Surroundings = {...paragraph, isNote: true, ordinal}
    builder.start(shape)
    visitAll(note.children, shape)
    builder.close()
  }

  /** A link definition with a number for its label is a reference: “[2]: https://…”. */
  function addDefinition(definition: Definition): void {
    const ordinal = notes.of(definition.identifier)
    if (ordinal === undefined) return
    builder.close()
    builder.id(noteId(definition.identifier))
    const {start} = placeOf(definition)
    const shape: Surroundings = {...paragraph, isNote: true, ordinal}
    const text = [definition.title, definition.url].filter(Boolean).join('. ')
    builder.start(shape)
    builder.text({text, offsets: Array.from(text, () => start), look: plainLook}, shape)
    builder.close()
  }

  function addTable(table: Table, around: Surroundings): void {
    const [header, ...rows] = table.children
    const shownRows = rows.length > 0 ? rows : table.children
    problems.push({
      code: 'table-as-list',
      severity: 'warning',
      message: `A table with ${shownRows.length} ${shownRows.length === 1 ? 'row' : 'rows'} became a list with an item for each row.`,
      place: placeOf(table),
      hint: 'Check that the list reads well, or write it as sentences. No cell was left out.',
    })
    const shape: Surroundings = {...around, tag: 'li', lists: ['ul']}
    const shown = new Set<TableCell>()
    for (const row of shownRows) {
      builder.start(shape)
      let isFirst = true
      for (const [column, cell] of row.children.entries()) {
        if (cell.children.length === 0) continue
        const at = placeOf(cell).start
        const title = rows.length > 0 ? header?.children[column] : undefined
        if (!isFirst) addInserted('; ', at, shape)
        if (title && title.children.length > 0) {
          if (shown.has(title)) addInserted(plainText(title), at, shape)
          else visitInline(title.children, shape)
          shown.add(title)
          addInserted(': ', at, shape)
        }
        visitInline(cell.children, shape)
        isFirst = false
      }
      builder.close()
    }
    for (const title of rows.length > 0 ? (header?.children ?? []) : []) {
      if (!shown.has(title)) addBlock(title.children, shape)
    }
  }

  function addInserted(text: string, at: number, around: Surroundings): void {
    builder.text({text, offsets: Array.from(text, () => at), look: around.look}, around)
  }

  function addCode(node: Nodes & {value: string}, around: Surroundings): void {
    builder.start(around)
    const {start, end} = placeOf(node)
    const at = Math.max(source.slice(start, end).indexOf(node.value), 0) + start
    for (const [index, line] of node.value.split('\n').entries()) {
      if (index > 0) builder.break()
      const from =
        at + node.value.split('\n').slice(0, index).join('\n').length + Math.min(index, 1)
      const offsets = Array.from({length: line.length}, (_, column) => from + column)
      builder.text({text: line, offsets, look: plainLook}, around)
    }
    builder.close()
  }

  /** HTML between the blocks of Markdown is read like a page of its own. */
  function addHtml(node: Html): void {
    const parsed = parsePage(node.value)
    if ('problem' in parsed) {
      problems.push({...parsed.problem, place: placeOf(node)})
      return
    }
    const body = [...elementsOf(parsed.document)].find(({tagName}) => tagName === 'body')
    if (!body) return
    const {start} = placeOf(node)
    const shift = <T extends Place>(place: T): T => ({
      ...place,
      start: place.start + start,
      end: place.end + start,
    })
    const inner = arrange(body, node.value, notes.targets)
    builder.close()
    for (const block of inner.blocks) builder.add(shiftBlock(block, start))
    for (const image of inner.images) builder.image(shift(image))
    for (const id of inner.ids) builder.id(id)
    problems.push(...inner.problems.map((problem) => ({...problem, place: shift(problem.place)})))
  }

  function visitInline(nodes: readonly PhrasingContent[], around: Surroundings): void {
    for (const node of nodes) visitPhrase(node, around)
  }

  function visitPhrase(node: PhrasingContent, around: Surroundings): void {
    const {look} = around
    switch (node.type) {
      case 'text':
        return addText(node.value, placeOf(node), around)
      case 'inlineCode': {
        const {start, end} = placeOf(node)
        const at = Math.max(source.slice(start, end).indexOf(node.value), 0) + start
        return addText(node.value, {start: at, end}, around)
      }
      case 'strong':
        return visitInline(node.children, {
          ...around,
          look: {...look, strong: !around.tag.startsWith('h')},
        })
      case 'emphasis':
        return visitInline(node.children, {...around, look: {...look, em: true}})
      case 'break':
        return builder.break()
      case 'link':
        return visitInline(node.children, withLink(around, node.url))
      case 'linkReference':
        if (notes.of(node.identifier) !== undefined) return addMark(node.identifier, node, around)
        return visitInline(node.children, withLink(around, notes.addressOf(node.identifier) ?? ''))
      case 'footnoteReference':
        return addMark(node.identifier, node, around)
      case 'image':
        return addImage(node, node.url)
      case 'imageReference':
        return addImage({...node, url: '', type: 'image'}, notes.addressOf(node.identifier) ?? '')
      case 'html':
        return visitTag(node.value)
      default:
        if ('children' in node) visitInline((node as Parents).children as PhrasingContent[], around)
    }
  }

  function withLink(around: Surroundings, url: string): Surroundings {
    const isInPage = url.startsWith('#') && !notes.targets.has(url.slice(1))
    return url === '' || isInPage ? around : {...around, look: {...around.look, href: url}}
  }

  function addMark(identifier: string, node: Nodes, around: Surroundings): void {
    const number = notes.of(identifier)
    if (number === undefined) return
    const {start, end} = placeOf(node)
    const text = `[${number}]`
    const offsets = Array.from(text, (_, index) => Math.min(start + index, end - 1))
    offsets[text.length - 1] = end - 1
    const look = {...around.look, href: `#${noteId(identifier)}`}
    builder.text({text, offsets, look}, around)
  }

  function addImage(image: Image, address: string): void {
    builder.image({...placeOf(image), address, alt: image.alt ?? undefined})
  }

  /** Inline HTML comes as single tags; what they raise or lower ends with the block at the latest. */
  function visitTag(tag: string): void {
    const [, slash, name = ''] = /^<(\/?)([a-z]+\d?)/iu.exec(tag) ?? []
    const isOpen = slash === ''
    if (/^br$/iu.test(name)) builder.break()
    if (/^sup$/iu.test(name)) open = {...open, raised: isOpen}
    if (/^sub$/iu.test(name)) open = {...open, lowered: isOpen}
    const id = /\s(?:id|name)\s*=\s*["']?([^"'\s>]+)/iu.exec(tag)?.[1]
    if (id) builder.id(id)
  }

  function addText(value: string, {start, end}: Place, around: Surroundings): void {
    const offsets = markdownOffsets(value, source, start, end)
    const look = {
      ...around.look,
      raised: around.look.raised || open.raised,
      lowered: around.look.lowered || open.lowered,
    }
    let at = 0
    // Raised by carets, as in “^2^”, or the mark of a note that is not there: “[^2]”.
    for (const match of value.matchAll(/\^(\d[\d,–-]*)\^|\[\^(\d{1,3})\]/gu)) {
      const from = match.index + (match[1] ? 1 : 0)
      const shown = match[1] ?? `[${match[2]}]`
      builder.text(slice(at, match.index, look), around)
      const markOffsets = match[1]
        ? offsets.slice(from, from + shown.length)
        : [offsets[from] ?? start, ...offsets.slice(from + 2, from + 1 + shown.length)]
      builder.text({text: shown, offsets: markOffsets, look: {...look, raised: true}}, around)
      at = match.index + match[0].length
    }
    builder.text(slice(at, value.length, look), around)

    function slice(from: number, to: number, sliceLook: Look) {
      return {text: value.slice(from, to), offsets: offsets.slice(from, to), look: sliceLook}
    }
  }
}

/** Leads the characters of a text node to the source, in which some are escaped. */
function markdownOffsets(value: string, source: string, start: number, end: number): number[] {
  if (source.slice(start, end) === value) {
    return Array.from({length: value.length}, (_, index) => start + index)
  }
  const offsets: number[] = []
  let at = start
  for (let index = 0; index < value.length; index += 1) {
    const character = value[index] ?? ''
    if (source[at] === '\\' && source[at + 1] === character && character !== '\\') at += 1
    if (source[at] === '&' && character !== '&') {
      const [offset] = textOffsets(character, source, at)
      offsets.push(offset ?? at)
      at += /^&(?:#[xX]?[\da-fA-F]+|\w+);?/u.exec(source.slice(at, at + 40))?.[0].length ?? 1
      continue
    }
    const found = source.indexOf(character, at)
    if (found >= 0 && found < end) at = found
    offsets.push(Math.min(at, end))
    at += 1
  }
  return offsets
}

function shiftBlock(block: ArrangedBlock, by: number): ArrangedBlock {
  return {
    ...block,
    runs: block.runs.map((run) =>
      run === 'break' ? run : {...run, offsets: run.offsets.map((offset) => offset + by)},
    ),
    images: block.images.map((image) => ({...image, start: image.start + by, end: image.end + by})),
  }
}

function placeOf(node: Nodes): Place {
  return {start: node.position?.start.offset ?? 0, end: node.position?.end.offset ?? 0}
}

function plainText(node: Nodes): string {
  if (node.type === 'footnoteReference') return ''
  if ('value' in node) return node.type === 'html' ? '' : node.value
  return 'children' in node ? node.children.map(plainText).join('') : ''
}
