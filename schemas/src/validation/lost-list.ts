interface BlockLike {
  _key?: string
  _type: string
  listItem?: string
  children?: {_type: string; text?: string}[]
}

/**
 * Finds paragraphs that announce a list (they end in a colon) with no list, table or composed
 * section after them. A scrape loses lists this way, and a reader meets a sentence without an end.
 *
 * @param blocks - Portable Text, in reading order
 * @returns the `_key` and text of every such paragraph
 */
export function findLostLists(blocks: readonly BlockLike[]): {key: string; text: string}[] {
  return blocks.flatMap((block, index) => {
    if (block._type !== 'block' || block.listItem) return []
    const text = (block.children ?? [])
      .map((child) => (child._type === 'span' ? (child.text ?? '') : ''))
      .join('')
      .trim()
    if (!text.endsWith(':')) return []
    const next = blocks[index + 1]
    const continues = next !== undefined && (next._type !== 'block' || next.listItem !== undefined)
    return continues ? [] : [{key: block._key ?? '', text}]
  })
}
