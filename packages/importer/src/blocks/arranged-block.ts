import type {Place} from '../problem.ts'

/** How a run of text looks and where it leads. */
export interface Look {
  strong: boolean
  em: boolean
  raised: boolean
  lowered: boolean
  /** An address, or `#` and the id of a place on the page. */
  href?: string
}

/** Text in one look, and where each of its characters stands in the source. */
export interface Run {
  text: string
  offsets: number[]
  look: Look
}

export type BlockTag = 'p' | 'h1' | 'h2' | 'h3' | 'li'

/** One heading, paragraph or list item of a page. */
export interface ArrangedBlock {
  tag: BlockTag
  /** The lists that an item stands in, outermost first. */
  lists: readonly ('ul' | 'ol')[]
  ordinal?: number
  isNote: boolean
  runs: (Run | 'break')[]
  /** Ids that links lead to, each with the count of runs before it. */
  ids: {id: string; before: number}[]
  /** An image that stands before this block. */
  images: ArrangedImage[]
}

export interface ArrangedImage extends Place {
  address: string
  alt: string | undefined
}

export const plainLook: Look = {strong: false, em: false, raised: false, lowered: false}
