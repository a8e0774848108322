import type {TextBlocks} from './values.ts'

const styles = new Set(['normal', 'h2', 'h3'])
const listItems = new Set(['bullet', 'number'])
const decorators = new Set(['strong', 'em'])
const blockTypes = new Set(['block', 'accessibleImage', 'drugClassSection', 'therapySection'])

/** A text block in which every name is one that the content model knows. */
export interface KnownTextBlock {
  _type: 'block'
  _key: string
  style: string
  listItem?: string
  level?: number
  children: ({_type: string; _key: string} & Record<string, unknown>)[]
  markDefs: {_type: string; _key: string; href?: unknown}[]
}

/**
 * Portable Text reduced to what the content model knows: other styles become paragraphs, other
 * lists bullets, other marks plain text, and other objects are left out.
 *
 * The renderer looks names up in plain objects, where a style called "constructor" would find one.
 */
export function knownText(
  blocks: TextBlocks | null | undefined,
): (KnownTextBlock | {_type: string; _key?: string})[] {
  return (blocks ?? [])
    .filter((block) => isRecord(block) && blockTypes.has(block._type))
    .map((block, index) => (block._type === 'block' ? knownBlock(block, `block-${index}`) : block))
}

function knownBlock(block: Record<string, unknown>, fallbackKey: string): KnownTextBlock {
  const markDefs = recordsOf(block.markDefs).flatMap((definition) =>
    definition._type === 'link' && typeof definition._key === 'string'
      ? [{_type: 'link', _key: definition._key, href: definition.href}]
      : [],
  )
  const keys = new Set(markDefs.map(({_key}) => _key))
  const known: KnownTextBlock = {
    _type: 'block',
    _key: stringOr(block._key, fallbackKey),
    style: nameOr(block.style, styles, 'normal'),
    markDefs,
    children: recordsOf(block.children).flatMap((child, index) => {
      const _key = stringOr(child._key, `${fallbackKey}-${index}`)
      if (child._type === 'citationMark') return [{...child, _type: 'citationMark', _key}]
      if (child._type !== 'span') return []
      const marks = (Array.isArray(child.marks) ? child.marks : []).filter(
        (mark) => typeof mark === 'string' && (decorators.has(mark) || keys.has(mark)),
      )
      return [{_type: 'span', _key, text: stringOr(child.text, ''), marks}]
    }),
  }
  if (block.listItem !== undefined && block.listItem !== null) {
    known.listItem = nameOr(block.listItem, listItems, 'bullet')
    known.level = typeof block.level === 'number' && block.level >= 1 ? block.level : 1
  }
  return known
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function recordsOf(value: unknown): Record<string, unknown>[] {
  return Array.isArray(value) ? value.filter(isRecord) : []
}

function nameOr(value: unknown, known: ReadonlySet<string>, fallback: string): string {
  return typeof value === 'string' && known.has(value) ? value : fallback
}

function stringOr(value: unknown, fallback: string): string {
  return typeof value === 'string' ? value : fallback
}
