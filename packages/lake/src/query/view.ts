import {isRecord, type SanityDocument} from './document.ts'
import {SortedDocuments} from './sorted-documents.ts'
import {isSystemGroup} from './system-groups.ts'
import type {TextQuery} from './text-query.ts'
import {WordIndex} from './word-index.ts'

/** The fields by which a view can find documents without looking at all of them. */
export type IndexName = '_id' | '_type' | 'slug.current' | 'references'

/** With a larger share of the documents, sorting takes longer than looking at all of them. */
const LARGEST_SHARE = 0.3

/** What one query sees: the documents of a perspective, in order, with lookups. */
export class View {
  readonly #all = new SortedDocuments()
  readonly #byId = new Map<string, SanityDocument>()
  readonly #indexes = {
    _type: new Map<string, SortedDocuments>(),
    'slug.current': new Map<string, SortedDocuments>(),
    references: new Map<string, SortedDocuments>(),
  }

  /** Made when it is needed first; most views are never searched. */
  #words: WordIndex | null = null

  get documents(): readonly SanityDocument[] {
    return this.#all.items
  }

  get(id: string): SanityDocument | undefined {
    return this.#byId.get(id)
  }

  /** Documents that have `key` in an index, ascending by id. */
  lookup(index: IndexName, key: string): readonly SanityDocument[] {
    if (index === '_id') {
      const document = this.#byId.get(key)
      return document ? [document] : []
    }
    return this.#indexes[index].get(key)?.items ?? []
  }

  /** Documents that may match, ascending by id; `null` when too many do for that to be of use. */
  lookupText(query: TextQuery): readonly SanityDocument[] | null {
    this.#words ??= new WordIndex(this.documents)
    const ids = this.#words.find(query)
    if (!ids || ids.size > this.documents.length * LARGEST_SHARE) return null
    return [...ids].sort().flatMap((id) => this.#byId.get(id) ?? [])
  }

  set(document: SanityDocument): void {
    this.#unindex(document._id)
    if (!isSystemGroup(document)) {
      this.#all.set(document)
      this.#words?.set(document)
    }
    this.#byId.set(document._id, document)
    for (const [index, key] of keysOf(document)) {
      const documents = this.#indexes[index].get(key) ?? new SortedDocuments()
      documents.set(document)
      this.#indexes[index].set(key, documents)
    }
  }

  delete(id: string): void {
    if (!this.#byId.has(id)) return
    this.#unindex(id)
    this.#all.delete(id)
    this.#words?.delete(id)
    this.#byId.delete(id)
  }

  #unindex(id: string): void {
    const before = this.#byId.get(id)
    if (!before) return
    for (const [index, key] of keysOf(before)) {
      const documents = this.#indexes[index].get(key)
      documents?.delete(id)
      if (documents?.items.length === 0) this.#indexes[index].delete(key)
    }
  }
}

function keysOf(document: SanityDocument): [Exclude<IndexName, '_id'>, string][] {
  const keys: [Exclude<IndexName, '_id'>, string][] = []
  if (typeof document._type === 'string') keys.push(['_type', document._type])
  const slug = document['slug']
  if (isRecord(slug) && typeof slug['current'] === 'string') {
    keys.push(['slug.current', slug['current']])
  }
  for (const id of referencedIds(document)) keys.push(['references', id])
  return keys
}

/** Every `_ref` anywhere in a value. */
export function referencedIds(value: unknown, found = new Set<string>()): Set<string> {
  if (Array.isArray(value)) {
    for (const item of value) referencedIds(item, found)
  } else if (isRecord(value)) {
    if (typeof value['_ref'] === 'string') found.add(value['_ref'])
    for (const item of Object.values(value)) {
      if (typeof item === 'object') referencedIds(item, found)
    }
  }
  return found
}
