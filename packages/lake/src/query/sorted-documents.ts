import type {SanityDocument} from './document.ts'

/** Documents in ascending order of `_id`, the order results have when a query asks for none. */
export class SortedDocuments {
  readonly items: SanityDocument[] = []

  /** Replaces a document that has the same id. */
  set(document: SanityDocument): void {
    const {items} = this
    const last = items[items.length - 1]
    if (last === undefined || last._id < document._id) {
      items.push(document)
      return
    }
    const at = this.#position(document._id)
    items.splice(at, items[at]?._id === document._id ? 1 : 0, document)
  }

  delete(id: string): void {
    const at = this.#position(id)
    if (this.items[at]?._id === id) this.items.splice(at, 1)
  }

  #position(id: string): number {
    let low = 0
    let high = this.items.length
    while (low < high) {
      const middle = (low + high) >>> 1
      if ((this.items[middle]?._id ?? '') < id) low = middle + 1
      else high = middle
    }
    return low
  }
}

/** The union of several ascending lists, each document once, ascending. */
export function unionById(
  lists: readonly (readonly SanityDocument[])[],
): readonly SanityDocument[] {
  const [first] = lists
  if (first === undefined) return []
  if (lists.length === 1) return first
  const byId = new Map<string, SanityDocument>()
  for (const list of lists) for (const document of list) byId.set(document._id, document)
  return [...byId.values()].sort((a, b) => (a._id < b._id ? -1 : 1))
}
