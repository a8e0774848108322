import {publishedId} from './identify.ts'

/** A document that is there already, with every name that a page may call it by. */
export interface KnownDocument {
  _id: string
  _type: string
  name: string
  /** Medical terms, brand names, synonyms and abbreviations. */
  otherNames: readonly string[]
}

/** A place of a text that names a known document. */
export interface NameFound {
  document: KnownDocument
  start: number
  end: number
}

/** Finds known documents by any of their names, whatever their case, spacing and plural. */
export class KnownNames {
  readonly #byName = new Map<string, KnownDocument[]>()
  #mostWords = 0

  constructor(documents: readonly KnownDocument[]) {
    for (const document of documents) {
      for (const name of [document.name, ...document.otherNames]) {
        const key = fold(name)
        if (key.length < 2) continue
        const others = this.#byName.get(key)
        if (others) others.push(document)
        else this.#byName.set(key, [document])
        this.#mostWords = Math.max(this.#mostWords, key.split(' ').length)
      }
    }
  }

  /** The document of that type with one of these names, published ones before drafts. */
  find(type: string, names: readonly (string | undefined)[]): KnownDocument | undefined {
    const found = names
      .flatMap((name) => (name ? (this.#byName.get(fold(name)) ?? []) : []))
      .filter(({_type}) => _type === type)
    return found.find(({_id}) => _id === publishedId(_id)) ?? found[0]
  }

  /** Every place that names a document of these types; the longest name at a place counts. */
  findIn(text: string, types: ReadonlySet<string>): NameFound[] {
    if (this.#mostWords === 0) return []
    const words = [...text.matchAll(/[\p{L}\p{N}]+/gu)]
    const found: NameFound[] = []
    for (let first = 0; first < words.length; first += 1) {
      const most = Math.min(this.#mostWords, words.length - first)
      for (let count = most; count > 0; count -= 1) {
        const start = words[first]?.index ?? 0
        const last = words[first + count - 1]
        const end = (last?.index ?? 0) + (last?.[0].length ?? 0)
        const document = this.#byName
          .get(fold(text.slice(start, end)))
          ?.find(({_type, name}) => types.has(_type) && isName(text.slice(start, end), name))
        if (!document) continue
        found.push({document, start, end})
        first += count - 1
        break
      }
    }
    return found
  }
}

/** A short name is an abbreviation, which counts in capitals only: “SSA”, not “ssa”. */
function isName(shown: string, name: string): boolean {
  return shown.length > 4 || shown === shown.toUpperCase() || fold(name) === fold(shown)
}

/** Lower case, single spaces between words, and the last word without the ending of a plural. */
function fold(name: string): string {
  const words =
    name
      .normalize('NFC')
      .toLowerCase()
      .match(/[\p{L}\p{N}]+/gu) ?? []
  return words
    .join(' ')
    .replace(/(\p{L}{3,})ies$/u, '$1y')
    .replace(/(\p{L}{3,}[^s])s$/u, '$1')
}
