import type {ImportedDocument, Mention} from '../import-result.ts'
import type {Place, Problem} from '../problem.ts'
import {publishedId} from './identify.ts'
import {type KnownDocument, KnownNames} from './known-names.ts'

/** A reference to a document: weak while it is a draft, until both are published. */
export interface DocumentReference {
  _type: 'reference'
  _ref: string
  _weak?: true
  _strengthenOnPublish?: {type: string}
}

/** What a name of the page leads to. */
export interface Named {
  reference: DocumentReference
  /** The proposed draft, which may be added to; left out if the document was there before. */
  draft?: ImportedDocument
  isNew: boolean
}

/** Leads the names on a page to documents that are there already, or to drafts for new ones. */
export class Naming {
  readonly documents: ImportedDocument[] = []
  readonly mentions: Mention[] = []
  readonly problems: Problem[] = []
  readonly #known: KnownNames
  readonly #drafts = new Map<string, ImportedDocument>()
  readonly #linked = new Set<string>()
  /** The characters that mentions of each type cover. */
  readonly #noted = new Map<string, Set<number>>()

  constructor(known: readonly KnownDocument[]) {
    this.#known = new KnownNames(known)
  }

  /** Links a name to a known document, or else proposes `draft` for it, once. */
  name(draft: ImportedDocument, otherNames: readonly string[], place: Place): Named {
    const name = String(draft['name'])
    const known = this.#known.find(draft._type, [name, ...otherNames])
    if (known && publishedId(known._id) !== publishedId(draft._id)) {
      const isNew = !this.#linked.has(known._id)
      this.#linked.add(known._id)
      this.#mention(known._id, known._type, known.name, place)
      return {reference: referTo(known._id, known._type), isNew}
    }
    const before = this.#drafts.get(draft._id)
    this.#mention(draft._id, draft._type, name, place)
    const reference = referTo(draft._id, draft._type)
    if (before) return {reference, draft: before, isNew: false}
    this.#drafts.set(draft._id, draft)
    this.documents.push(draft)
    return {reference, draft, isNew: true}
  }

  /** Notes every other place of some prose that names a known therapy or drug class. */
  noteKnown(plain: string, placeOf: (start: number, end: number) => Place): void {
    for (const {document, start, end} of this.#known.findIn(plain, mentionedTypes)) {
      this.#mention(document._id, document._type, document.name, placeOf(start, end))
    }
  }

  #mention(id: string, type: string, name: string, place: Place): void {
    const noted = this.#noted.get(type) ?? new Set<number>()
    this.#noted.set(type, noted)
    if (noted.has(place.start) || noted.has(place.end - 1)) return
    for (let at = place.start; at < place.end; at += 1) noted.add(at)
    this.mentions.push({id: publishedId(id), type, name, ...place})
  }
}

const mentionedTypes: ReadonlySet<string> = new Set(['therapy', 'drugClass'])

function referTo(id: string, type: string): DocumentReference {
  return id === publishedId(id)
    ? {_type: 'reference', _ref: id}
    : {
        _type: 'reference',
        _ref: publishedId(id),
        _weak: true,
        _strengthenOnPublish: {type},
      }
}
