import type {SampleDocument} from '../document.ts'

interface Person {
  _key: string
  _type: 'author'
  family?: string
  given?: string
  literal?: string
}

/** Authors from “Family|G N”; a name without a bar is an organization. */
export function people(names: readonly string[]): Person[] {
  return names.map((name, index) => {
    const [family, given] = name.split('|')
    const key = {_key: `author-${index + 1}`, _type: 'author'} as const
    return given === undefined || family === undefined
      ? {...key, literal: name}
      : {...key, family, given}
  })
}

/** A citation document; its id is `citation-` and the name that marks use. */
export function citation(name: string, fields: Readonly<Record<string, unknown>>): SampleDocument {
  return {_id: `citation-${name}`, _type: 'citation', ...fields, sampleContent: true}
}
