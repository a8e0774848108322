type Fields = Readonly<Record<string, unknown>>

/** One piece of a document that is read and compared on its own: a paragraph, a field, a row. */
export interface Passage {
  /** Where it stands, for example `body[a1]` or `approvals[ema].date`; the same in both versions. */
  place: string
  /** The field of the document. */
  field: string
  /** `heading`, `paragraph` and `item` are prose; `value` is anything else. */
  kind: 'heading' | 'paragraph' | 'item' | 'value'
  text: string
  /** Ids of the sources that it cites, in their order. */
  citations: string[]
  /** Everything about a paragraph that its text leaves out: bold words, where its marks stand. */
  form?: string
}

/** How sure an importer was; no page shows it. */
const unseen = new Set(['parseConfidence'])

/** Fields of one sentence or a few, in whole documents and in their rows. */
const proseFields = new Set(['summary', 'text', 'description', 'indication', 'whenToCall'])

/**
 * Takes a document apart into what a reviewer reads, so that no change is out of sight: paragraphs
 * by their text without citation marks, everything else as values in words.
 */
export function passagesOf(document: Fields): Passage[] {
  return Object.entries(document).flatMap(([field, value]) =>
    field.startsWith('_') || unseen.has(field) ? [] : passagesIn(value, field, field),
  )
}

function passagesIn(value: unknown, field: string, place: string): Passage[] {
  if (value === null || value === undefined || value === '') return []
  if (typeof value !== 'object') {
    const name = place.split('.').at(-1) ?? place
    const kind = proseFields.has(name) ? 'paragraph' : 'value'
    return [{place, field, kind, text: wordsOf(value), citations: []}]
  }
  if (Array.isArray(value)) {
    if (value.every((item) => typeof item !== 'object')) {
      const text = value.map(wordsOf).join(', ')
      return text === '' ? [] : [{place, field, kind: 'value', text, citations: []}]
    }
    return value.flatMap((item: unknown, index) =>
      passagesIn(item, field, `${place}[${keyOf(item) ?? index}]`),
    )
  }
  const object: Fields = {...value}
  if (object['_type'] === 'block') return [blockPassage(object, field, place)]
  const reference = refOf(object)
  if (reference !== undefined) {
    return [{place, field, kind: 'value', text: `→ ${reference}`, citations: []}]
  }
  return rowPassages(object, field, place)
}

/** The sources of a row stand with its first passage, which is its sentence where it has one. */
function rowPassages(row: Fields, field: string, place: string): Passage[] {
  const citations = idsIn(row['citations'])
  const entries = Object.entries(row).filter(
    ([name]) => !name.startsWith('_') && name !== 'citations',
  )
  entries.sort(([left], [right]) => Number(right === 'text') - Number(left === 'text'))
  const passages = entries.flatMap(([name, child]) => passagesIn(child, field, `${place}.${name}`))
  const [first, ...rest] = passages
  if (citations.length === 0) return passages
  if (!first) return [{place, field, kind: 'value', text: '', citations}]
  return [{...first, citations: [...citations, ...first.citations]}, ...rest]
}

function blockPassage(block: Fields, field: string, place: string): Passage {
  const children = Array.isArray(block['children']) ? (block['children'] as unknown[]) : []
  const parts = children.map((child): Fields => ({...(child as object)}))
  const text = parts.map(({_type, text: span}) =>
    _type === 'span' && typeof span === 'string' ? span : '',
  )
  const isHeading = typeof block['style'] === 'string' && /^h\d$/u.test(block['style'])
  const links = linksOf(block)
  return {
    place,
    field,
    kind: isHeading ? 'heading' : block['listItem'] ? 'item' : 'paragraph',
    text: `${text.join('').replace(/\s+/gu, ' ').trim()}${links}`,
    citations: parts.flatMap((part) => idsIn(part['citations'])),
    form: formOf(block, parts),
  }
}

/** Without keys, which differ after an import, and with runs that look alike as one. */
function formOf({style, listItem, level}: Fields, parts: readonly Fields[]): string {
  const runs: unknown[][] = []
  for (const {_type, text, marks, citations} of parts) {
    const look = _type === 'span' ? ['span', marks ?? []] : [_type, idsIn(citations)]
    const words = typeof text === 'string' ? text : ''
    const last = runs.at(-1)
    if (_type === 'span' && last && JSON.stringify(last.slice(1)) === JSON.stringify(look)) {
      last[0] = `${String(last[0])}${words}`
    } else if (words !== '' || _type !== 'span') runs.push([words, ...look])
  }
  return JSON.stringify([style ?? 'normal', listItem, level, runs])
}

/** Addresses are part of what is compared. */
function linksOf({markDefs}: Fields): string {
  const addresses = (Array.isArray(markDefs) ? (markDefs as unknown[]) : []).flatMap((mark) => {
    const href = ({...(mark as object)} as Fields)['href']
    return typeof href === 'string' ? [` <${href}>`] : []
  })
  return addresses.join('')
}

function idsIn(citations: unknown): string[] {
  if (!Array.isArray(citations)) return []
  return citations.flatMap((reference: unknown) => refOf(reference) ?? [])
}

function refOf(value: unknown): string | undefined {
  if (typeof value !== 'object' || value === null || !('_ref' in value)) return undefined
  return typeof value._ref === 'string' ? value._ref : undefined
}

function keyOf(value: unknown): string | undefined {
  if (typeof value !== 'object' || value === null || !('_key' in value)) return undefined
  return typeof value._key === 'string' ? value._key : undefined
}

function wordsOf(value: unknown): string {
  if (value === true) return 'yes'
  if (value === false) return 'no'
  return typeof value === 'string' ? value.replace(/\s+/gu, ' ').trim() : String(value)
}
