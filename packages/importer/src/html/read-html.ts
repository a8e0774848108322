import type {Place, Problem} from '../problem.ts'
import type {Line, PartKind} from '../read/lines.ts'
import type {NoteLink, SourceImage, SourcePage, TextStyle} from '../read/source-page.ts'
import {arrange} from './arrange.ts'
import type {ArrangedBlock} from './arranged-block.ts'
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
import {type ConvertedBlock, type CreateDocument, toPortableText} from './to-portable-text.ts'
import {plainLook} from './arranged-block.ts'

/** How HTML is read. */
export interface ReadHtmlOptions {
  /** Makes an empty document to convert in. By default the browser's; Node has none of its own. */
  createDocument?: CreateDocument
}

/**
 * Reads an HTML page: what it shows, without scripts, hidden parts and the frame of its website.
 *
 * @returns the page, or the one problem for which there is none
 */
export function readHtml(
  html: string,
  options: ReadHtmlOptions = {},
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
  const converted = toPortableText(all, options.createDocument ?? createInBrowser)
  const page = new Assembly(html, all, converted, images, ids).toPage(heading ?? head)
  const outside = main.tagName === 'body' ? [] : outsideProblem(document, main)
  return {page: {...page, problems: [...outside, ...problems]}}
}

function createInBrowser(): Document {
  if (typeof document === 'undefined') {
    throw new TypeError('createDocument must be given where there is no browser')
  }
  return document.implementation.createHTMLDocument('')
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

/** Puts converted blocks together as text, and leads every place in it back to the source. */
class Assembly {
  text = ''
  readonly offsets: number[] = []
  readonly #lines: Line[] = []
  readonly #lineOf = new Map<ArrangedBlock, Line>()
  readonly #styles: TextStyle[] = []
  readonly #noteLinks: NoteLink[] = []
  readonly #raised: Place[] = []
  readonly #lowered: Place[] = []
  readonly #targets = new Map<string, number>()
  readonly #images: SourceImage[] = []
  readonly #source: string

  constructor(
    source: string,
    blocks: readonly ArrangedBlock[],
    converted: readonly ConvertedBlock[],
    lastImages: ArrangedBlock['images'],
    lastIds: readonly string[],
  ) {
    if (blocks.length !== converted.length) {
      throw new Error(`${blocks.length} blocks were converted to ${converted.length}`)
    }
    this.#source = source
    for (const [index, block] of blocks.entries()) {
      const result = converted[index]
      if (result) this.#add(block, result)
    }
    for (const image of lastImages) this.#images.push({...image, at: this.text.length})
    for (const id of lastIds) this.#targets.set(id, this.text.length)
    this.offsets.push(this.offsets.at(-1) === undefined ? 0 : (this.offsets.at(-1) ?? 0) + 1)
  }

  toPage(title: ArrangedBlock | undefined): SourcePage {
    const titleLine = title && this.#lineOf.get(title)
    return {
      source: this.#source,
      text: this.text,
      offsets: this.offsets,
      ...(titleLine ? {title: titleLine} : {}),
      lines: this.#lines.filter((line) => line !== titleLine),
      noteLinks: this.#noteLinks,
      targets: this.#targets,
      raised: this.#raised,
      lowered: this.#lowered,
      styles: this.#styles,
      images: this.#images,
      problems: [],
    }
  }

  #add(block: ArrangedBlock, converted: ConvertedBlock): void {
    if (this.text !== '') {
      const last = this.offsets.at(-1) ?? 0
      this.text += '\n\n'
      this.offsets.push(last + 1, last + 1)
    }
    const start = this.text.length
    const written = toCharacters(block)
    for (const image of block.images) this.#images.push({...image, at: start})
    let next = 0
    for (const {text, marks, href} of converted.spans) {
      const from = this.text.length
      for (let at = 0; at < text.length; at += 1) {
        const character = text[at] ?? ''
        if (/\s/u.test(character)) {
          if (this.text.length === start || /\s$/u.test(this.text)) continue
          this.text += character
          this.offsets.push(written[next]?.blankAt ?? (written[next - 1]?.offset ?? 0) + 1)
          continue
        }
        if (written[next]?.character !== character) {
          throw new Error(`“${character}” was converted where “${written[next]?.character}” stands`)
        }
        this.text += character
        this.offsets.push(written[next]?.offset ?? 0)
        next += 1
      }
      this.#mark({start: from, end: this.text.length}, marks, href)
    }
    this.#end(block, converted, start, written)
  }

  #mark(place: Place, marks: readonly string[], href: string | undefined): void {
    if (place.end <= place.start) return
    if (marks.includes('sup')) this.#raised.push(place)
    if (marks.includes('sub')) this.#lowered.push(place)
    if (href?.startsWith('#')) this.#noteLinks.push({...place, target: href.slice(1)})
    else if (href)
      extend(this.#styles, place, (mark) => typeof mark !== 'string' && mark.href === href, {href})
    for (const mark of ['strong', 'em'] as const) {
      if (marks.includes(mark)) extend(this.#styles, place, (other) => other === mark, mark)
    }
  }

  #end(
    block: ArrangedBlock,
    converted: ConvertedBlock,
    start: number,
    written: readonly Written[],
  ): void {
    while (/\s$/u.test(this.text) && this.text.length > start) {
      this.text = this.text.slice(0, -1)
      this.offsets.pop()
    }
    const line: Line = {
      text: this.text.slice(start),
      start,
      end: this.text.length,
      blankBefore: 1,
      block: {
        kind: kindOf(converted),
        level: levelOf(block, converted),
        isNote: block.isNote,
        ...(block.ordinal === undefined ? {} : {ordinal: block.ordinal}),
      },
    }
    for (const {id, before} of block.ids) {
      const run = written.findIndex(({run: index}) => index >= before)
      const offset = run < 0 ? this.text.length : this.#find(start, run)
      this.#targets.set(id, offset)
    }
    this.#lines.push(line)
    this.#lineOf.set(block, line)
  }

  /** The offset in the text of the character that is the `index`th of its block, blanks apart. */
  #find(start: number, index: number): number {
    let count = -1
    for (let at = start; at < this.text.length; at += 1) {
      if (!/\s/u.test(this.text[at] ?? '')) count += 1
      if (count === index) return at
    }
    return this.text.length
  }
}

interface Written {
  character: string
  offset: number
  /** Where the blank before it stands. */
  blankAt: number
  run: number
}

/** The characters of a block, blanks apart. */
function toCharacters({runs}: ArrangedBlock): Written[] {
  const characters: Written[] = []
  let blankAt: number | undefined
  for (const [index, run] of runs.entries()) {
    if (run === 'break') continue
    for (let at = 0; at < run.text.length; at += 1) {
      const character = run.text[at] ?? ''
      const offset = run.offsets[at] ?? run.offsets.at(-1) ?? 0
      if (/\s/u.test(character)) {
        blankAt ??= offset
        continue
      }
      characters.push({character, offset, blankAt: blankAt ?? offset, run: index})
      blankAt = undefined
    }
  }
  return characters
}

/** Adds a style, or lengthens the last one if it goes on. */
function extend(
  styles: TextStyle[],
  place: Place,
  isSame: (mark: TextStyle['mark']) => boolean,
  mark: TextStyle['mark'],
): void {
  const last = styles.findLast((style) => isSame(style.mark))
  if (last && last.end === place.start) last.end = place.end
  else styles.push({...place, mark})
}

function kindOf({style, listItem}: ConvertedBlock): PartKind {
  if (listItem === 'bullet' || listItem === 'number') return listItem
  return style === 'normal' ? 'paragraph' : 'heading'
}

function levelOf({tag}: ArrangedBlock, {level}: ConvertedBlock): number {
  if (tag === 'li') return level ?? 1
  return tag === 'h3' ? 3 : 2
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
