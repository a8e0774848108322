import type {Place} from '../problem.ts'
import type {Line, PartKind} from '../read/lines.ts'
import type {NoteLink, SourceImage, SourcePage, TextStyle} from '../read/source-page.ts'
import type {ArrangedBlock, ArrangedImage, Look} from './arranged-block.ts'
import {writeBlock} from './block-text.ts'
import {type ConvertedBlock, type CreateDocument, toPortableText} from './to-portable-text.ts'

/** How blocks are converted. */
export interface ConvertOptions {
  /** Makes an empty document to convert in. By default the browser's; Node has none of its own. */
  createDocument?: CreateDocument
}

/** The blocks of a page in reading order. */
export interface Arrangement {
  source: string
  blocks: readonly ArrangedBlock[]
  /** One of the blocks, if the format marks it as the title. */
  title?: ArrangedBlock
  /** Images and ids behind the last block. */
  images?: readonly ArrangedImage[]
  ids?: readonly string[]
}

/** Converts blocks and puts them together as a page, whose places lead back to the source. */
export function assemble(arrangement: Arrangement, options: ConvertOptions): SourcePage {
  const {blocks} = arrangement
  const converted = toPortableText(blocks, options.createDocument ?? createInBrowser)
  return new Assembly(arrangement, converted).toPage(arrangement.title)
}

function createInBrowser(): Document {
  if (typeof document === 'undefined') {
    throw new TypeError('createDocument must be given where there is no browser')
  }
  return document.implementation.createHTMLDocument('')
}

/** Builds the text of a page block by block. */
class Assembly {
  readonly #texts: string[] = []
  readonly #offsets: number[] = []
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
    {source, blocks, images = [], ids = []}: Arrangement,
    converted: readonly ConvertedBlock[],
  ) {
    if (blocks.length !== converted.length) {
      throw new Error(`${blocks.length} blocks were converted to ${converted.length}`)
    }
    this.#source = source
    for (const [index, block] of blocks.entries()) {
      const result = converted[index]
      if (result) this.#add(block, result)
    }
    const end = this.#offsets.length
    for (const image of images) this.#images.push({...image, at: end})
    for (const id of ids) this.#targets.set(id, end)
    this.#offsets.push((this.#offsets.at(-1) ?? -1) + 1)
  }

  toPage(title: ArrangedBlock | undefined): SourcePage {
    const titleLine = title && this.#lineOf.get(title)
    return {
      source: this.#source,
      text: this.#texts.join('\n\n'),
      offsets: this.#offsets,
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
    if (this.#texts.length > 0) {
      const gap = (this.#offsets.at(-1) ?? 0) + 1
      this.#offsets.push(gap, gap)
    }
    const start = this.#offsets.length
    const {text, offsets, runs, styles} = writeBlock(block, converted)
    const shift = <T extends Place>(place: T): T => ({
      ...place,
      start: place.start + start,
      end: place.end + start,
    })
    this.#texts.push(text)
    for (const offset of offsets) this.#offsets.push(offset)
    for (const style of styles) this.#styles.push(shift(style))
    for (const image of block.images) this.#images.push({...image, at: start})
    for (const [index, run] of block.runs.entries()) {
      const place = runs[index]
      if (place && run !== 'break') this.#mark(shift(place), run.look)
    }
    for (const {id, before} of block.ids) {
      const next = runs.find((place, index) => index >= before && place !== undefined)
      this.#targets.set(id, start + (next?.start ?? text.length))
    }
    this.#addLine(block, converted, {text, start, end: start + text.length, blankBefore: 1})
  }

  #mark(place: Place, {raised, lowered, href}: Look): void {
    if (raised) this.#raised.push(place)
    if (lowered) this.#lowered.push(place)
    if (href?.startsWith('#')) this.#noteLinks.push({...place, target: href.slice(1)})
  }

  #addLine(block: ArrangedBlock, converted: ConvertedBlock, place: Line): void {
    const line: Line = {
      ...place,
      block: {
        kind: kindOf(converted),
        level: levelOf(block, converted),
        isNote: block.isNote,
        ...(block.ordinal === undefined ? {} : {ordinal: block.ordinal}),
      },
    }
    this.#lines.push(line)
    this.#lineOf.set(block, line)
  }
}

function kindOf({style, listItem}: ConvertedBlock): PartKind {
  if (listItem === 'bullet' || listItem === 'number') return listItem
  return style === 'normal' ? 'paragraph' : 'heading'
}

function levelOf({tag}: ArrangedBlock, {level}: ConvertedBlock): number {
  if (tag === 'li') return level ?? 1
  return tag === 'h3' ? 3 : 2
}
