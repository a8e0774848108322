import type {SanityDocument} from './document.ts'
import {distinctWords, type TextQuery} from './text-query.ts'

/**
 * Which documents have which words. Documents are read when somebody searches for the first time
 * after they came; that can be broken off at any point and goes on with the next search.
 */
export class WordIndex {
  readonly #ids = new Map<string, Set<string>>()
  readonly #words = new Map<string, ReadonlySet<string>>()
  readonly #unread = new Map<string, SanityDocument>()

  constructor(documents: readonly SanityDocument[]) {
    for (const document of documents) this.#unread.set(document._id, document)
  }

  set(document: SanityDocument): void {
    this.delete(document._id)
    this.#unread.set(document._id, document)
  }

  delete(id: string): void {
    this.#unread.delete(id)
    for (const word of this.#words.get(id) ?? []) {
      const ids = this.#ids.get(word)
      ids?.delete(id)
      if (ids?.size === 0) this.#ids.delete(word)
    }
    this.#words.delete(id)
  }

  /** The ids of all documents that may match, and of some that do not; `null` when all may. */
  find({wanted}: TextQuery): ReadonlySet<string> | null {
    this.#readAll()
    let fewest: ReadonlySet<string> | null = null
    for (const {words, isPrefix} of wanted) {
      for (const [index, word] of words.entries()) {
        const isOpen = isPrefix && index === words.length - 1
        const ids = isOpen ? this.#beginningWith(word) : (this.#ids.get(word) ?? NONE)
        if (!fewest || ids.size < fewest.size) fewest = ids
      }
    }
    return fewest
  }

  #beginningWith(prefix: string): ReadonlySet<string> {
    const found = new Set<string>()
    for (const [word, ids] of this.#ids) {
      if (word.startsWith(prefix)) for (const id of ids) found.add(id)
    }
    return found
  }

  #readAll(): void {
    for (const [id, document] of this.#unread) {
      const words = distinctWords(document)
      this.#words.set(id, words)
      for (const word of words) {
        const ids = this.#ids.get(word)
        if (ids) ids.add(id)
        else this.#ids.set(word, new Set([id]))
      }
      this.#unread.delete(id)
    }
  }
}

const NONE: ReadonlySet<string> = new Set()
