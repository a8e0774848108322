import type {SanityDocument} from './document.ts'
import {escapeKeys} from './escape-keys.ts'
import {type Layers, viewed, viewId, visibleVersion} from './perspective.ts'
import {View} from './view.ts'

export interface Change {
  id: string
  after: SanityDocument | null
}

/** A view of the dataset that is kept up to date while it is in use. */
interface CachedView {
  view: View
  layers: Layers
  /** Whether the reader may see a stored document at all. */
  mayRead: (document: SanityDocument) => boolean
}

const MAXIMUM_VIEWS = 16

/** All stored documents of a dataset, and the views through which queries see them. */
export class Dataset {
  readonly #stored = new Map<string, SanityDocument>()
  readonly #views = new Map<string, CachedView>()
  #hasEscapedKeys = false

  /** Whether any document ever held a key that had to be renamed for groq-js. */
  get hasEscapedKeys(): boolean {
    return this.#hasEscapedKeys
  }

  /** Of all stored documents. */
  get size(): number {
    return this.#stored.size
  }

  hasView(layers: Layers, key: string): boolean {
    return this.#views.has(JSON.stringify([layers, key]))
  }

  load(documents: Iterable<SanityDocument>): void {
    this.#stored.clear()
    this.#views.clear()
    for (const document of documents) this.#store(document._id, document)
  }

  apply(changes: readonly Change[]): void {
    for (const {id, after} of changes) {
      this.#store(id, after)
      for (const cached of this.#views.values()) this.#refresh(cached, viewId(cached.layers, id))
    }
  }

  /** `key` stands for the reader: the same key must always come with an equivalent rule. */
  view(layers: Layers, key: string, makeRule: () => CachedView['mayRead']): View {
    const name = JSON.stringify([layers, key])
    let cached = this.#views.get(name)
    this.#views.delete(name)
    if (!cached) {
      cached = {view: new View(), layers, mayRead: makeRule()}
      const ids = new Set<string>()
      for (const id of this.#stored.keys()) ids.add(viewId(layers, id))
      for (const id of [...ids].sort()) this.#refresh(cached, id)
      const [oldest] = this.#views.keys()
      if (this.#views.size >= MAXIMUM_VIEWS && oldest !== undefined) this.#views.delete(oldest)
    }
    this.#views.set(name, cached)
    return cached.view
  }

  #store(id: string, document: SanityDocument | null): void {
    const escaped = document && escapedDocument(document)
    if (!escaped) {
      this.#stored.delete(id)
      return
    }
    this.#hasEscapedKeys ||= escaped !== document
    this.#stored.set(id, escaped)
  }

  #refresh({view, layers, mayRead}: CachedView, id: string): void {
    const readable = (storedId: string): SanityDocument | undefined => {
      const document = this.#stored.get(storedId)
      return document && mayRead(document) ? document : undefined
    }
    const raw = layers === 'raw' ? readable(id) : undefined
    const document =
      layers === 'raw' ? raw && viewed(raw, id) : visibleVersion(layers, id, readable)
    if (document) view.set(document)
    else view.delete(id)
  }
}

/** `null` for a document nested too deeply to be evaluated; it is left out, the others stay. */
function escapedDocument(document: SanityDocument): SanityDocument | null {
  try {
    return escapeKeys(document) as SanityDocument
  } catch (error) {
    if (error instanceof RangeError) return null
    throw error
  }
}
