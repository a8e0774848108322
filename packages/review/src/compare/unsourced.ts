import {passagesOf} from './passages.ts'

type Fields = Readonly<Record<string, unknown>>

/** Something in a document that names no source. */
export interface Unsourced {
  place: string
  text: string
  /** A `statement` has to name one; a `paragraph` may do without, and a reviewer decides. */
  kind: 'statement' | 'paragraph'
}

/** Types of rows in which somebody states something. */
const statements = new Set(['claim', 'statistic', 'approval', 'therapySideEffect'])

/** The statements and paragraphs of a document that name no source. A definition needs none. */
export function findUnsourced(document: Fields): Unsourced[] {
  const paragraphs = passagesOf(document)
    .filter(
      ({field, kind, text, citations}) =>
        field === 'body' &&
        (kind === 'paragraph' || kind === 'item') &&
        citations.length === 0 &&
        text !== '' &&
        // It announces the list after it, whose items have their own sources.
        !text.endsWith(':'),
    )
    .map(({place, text}): Unsourced => ({place, text, kind: 'paragraph'}))
  return [...statementsIn(document, ''), ...paragraphs]
}

function statementsIn(value: unknown, place: string): Unsourced[] {
  if (Array.isArray(value)) {
    return value.flatMap((item: unknown, index) => statementsIn(item, `${place}[${index}]`))
  }
  if (typeof value !== 'object' || value === null) return []
  const object: Fields = {...value}
  const inside = Object.entries(object).flatMap(([name, child]) =>
    statementsIn(child, place === '' ? name : `${place}.${name}`),
  )
  const {_type, kind, citations} = object
  const needsSource = typeof _type === 'string' && statements.has(_type) && kind !== 'definition'
  if (!needsSource || (Array.isArray(citations) && citations.length > 0)) return inside
  const words = passagesOf(object).map((passage) => passage.text)
  const text = typeof object['text'] === 'string' ? object['text'] : words.join(' ')
  return [{place, text, kind: 'statement'}, ...inside]
}
