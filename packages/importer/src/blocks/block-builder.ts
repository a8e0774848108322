import {type ArrangedBlock, type ArrangedImage, type BlockTag, type Run} from './arranged-block.ts'

/** What a new block is made of. */
export interface BlockShape {
  tag: BlockTag
  lists: readonly ('ul' | 'ol')[]
  ordinal?: number
  isNote: boolean
}

/** Collects blocks in order: text goes into the open block, and opens a paragraph if none is. */
export class BlockBuilder {
  readonly blocks: ArrangedBlock[] = []
  #open: ArrangedBlock | undefined
  #ids: string[] = []
  #images: ArrangedImage[] = []

  /** Ends the open block. */
  close(): void {
    if (this.#open && !hasText(this.#open)) {
      this.#ids.push(...this.#open.ids.map(({id}) => id))
      this.#images.push(...this.#open.images)
      this.blocks.pop()
    }
    this.#open = undefined
  }

  /** Ends the open block and begins another. */
  start(shape: BlockShape): void {
    this.close()
    const ids = this.#ids.map((id) => ({id, before: 0}))
    this.#open = {...shape, runs: [], ids, images: this.#images}
    this.#ids = []
    this.#images = []
    this.blocks.push(this.#open)
  }

  /** Takes over a block that is complete. */
  add(block: ArrangedBlock): void {
    this.close()
    const ids = this.#ids.map((id) => ({id, before: 0}))
    this.blocks.push({
      ...block,
      ids: [...ids, ...block.ids],
      images: [...this.#images, ...block.images],
    })
    this.#ids = []
    this.#images = []
  }

  text(run: Run, shape: BlockShape): void {
    if (run.text === '') return
    if (!this.#open) {
      if (run.text.trim() === '') return
      this.start(shape)
    }
    const last = this.#open?.runs.at(-1)
    // A blank alone has no look of its own, and a converter may take it for formatting.
    if (run.text.trim() === '' && last && last !== 'break') {
      last.text += run.text
      last.offsets.push(...run.offsets)
    } else {
      this.#open?.runs.push(run)
    }
  }

  /** Ends a line within the open block. */
  break(): void {
    this.#open?.runs.push('break')
  }

  /** Sets text that follows apart from text that is there. */
  space(): void {
    const last = this.#open?.runs.at(-1)
    if (!last || last === 'break') return
    last.text += ' '
    last.offsets.push((last.offsets.at(-1) ?? 0) + 1)
  }

  id(id: string): void {
    if (this.#open) this.#open.ids.push({id, before: this.#open.runs.length})
    else this.#ids.push(id)
  }

  /** Keeps an image for the next block. */
  image(image: ArrangedImage): void {
    this.#images.push(image)
  }

  /** Ends the page. @returns the images and ids behind the last block */
  finish(): {images: ArrangedImage[]; ids: string[]} {
    this.close()
    return {images: this.#images, ids: this.#ids}
  }
}

function hasText({runs}: ArrangedBlock): boolean {
  return runs.some((run) => run !== 'break' && run.text.trim() !== '')
}
