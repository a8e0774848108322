/** Adds a `_key` that depends on the position alone, so that a second load writes the same text. */
export function keyed<T extends object>(prefix: string, items: readonly T[]) {
  return items.map((item, index) => ({_key: `${prefix}-${index + 1}`, ...item}))
}

/** Members of a `citations` array, from the names of citations without `citation-`. */
export function sources(...names: string[]) {
  return names.map((name) => ({
    _key: name,
    _type: 'citationReference',
    _ref: `citation-${name}`,
  }))
}

/** A strong reference to a document of the sample. */
export const reference = (id: string) => ({_type: 'reference', _ref: id})

/** Text, or the names of the sources of the text before it. */
type Part = string | readonly string[]

type Block = ReturnType<typeof block>

function block(style: string, parts: readonly Part[], listItem?: 'bullet') {
  const last = parts.at(-1)
  const closed = typeof last === 'string' ? parts : [...parts, '']
  const children = closed.map((part) =>
    typeof part === 'string'
      ? {_type: 'span', text: part, marks: []}
      : {_type: 'citationMark', citations: sources(...part)},
  )
  return {
    _type: 'block',
    style,
    ...(listItem ? {listItem, level: 1} : {}),
    markDefs: [],
    children: keyed('part', children),
  }
}

/** A paragraph: text and, as arrays, the citations after it. */
export const paragraph = (...parts: Part[]): Block => block('normal', parts)

/** A heading of the second level. */
export const heading = (text: string): Block => block('h2', [text])

/** An item of a bulleted list. */
export const bullet = (...parts: Part[]): Block => block('normal', parts, 'bullet')

/** Body text from blocks and composed sections. */
export const body = (...blocks: ({_type: string} & object)[]) => keyed('block', blocks)
