import {isDeepStrictEqual} from 'node:util'

import type {DocumentInput, SanityDocument} from '../document.ts'
import {LakeError} from '../errors.ts'
import {encodeMendoza} from '../query/mendoza.ts'
import {type DatasetStore, withoutRevision} from '../store/dataset-store.ts'
import {lastContent} from '../store/past-states.ts'
import type {Change} from '../store/records.ts'
import {applyOperations, type PatchOperations} from './apply-patch.ts'
import {generateId, requireId} from './ids.ts'
import {checkContent} from './validate.ts'

interface Touched {
  before: SanityDocument | null
  after: SanityDocument | null
  mutations: Record<string, unknown>[]
  /** Position in the request of the first operation that touched the document. */
  index: number
}

interface WriteOptions {
  /** Take `_updatedAt` from the input, as a dataset import does. */
  keepUpdatedAt?: boolean
}

/** A dataset as it will be when the transaction under construction is committed. */
export class PendingState {
  readonly transactionId: string
  readonly timestamp: string
  /** Position of the operation that is being run. */
  index = 0
  readonly #store: DatasetStore
  readonly #touched = new Map<string, Touched>()
  readonly #addressed = new Set<string>()

  constructor(store: DatasetStore, transactionId: string, timestamp: string) {
    this.#store = store
    this.transactionId = transactionId
    this.timestamp = timestamp
  }

  get(id: string): SanityDocument | null {
    const touched = this.#touched.get(id)
    return touched ? touched.after : this.#store.get(id)
  }

  /** @throws {LakeError} 404 */
  require(id: string): SanityDocument {
    const document = this.get(id)
    if (document) return document
    throw new LakeError('documentNotFoundError', `The document with the ID "${id}" was not found`, {
      status: 404,
      fields: {id},
    })
  }

  ofType(type: string): SanityDocument[] {
    return this.#merged(this.#store.ofType(type), (document) => document._type === type)
  }

  idsInGroup(publishedId: string): string[] {
    const added = [...this.#touched].filter(([, {after}]) => after).map(([id]) => id)
    const inGroup = (id: string) =>
      id === publishedId ||
      id === `drafts.${publishedId}` ||
      (id.startsWith('versions.') && id.split('.').slice(2).join('.') === publishedId)
    const ids = new Set([...this.#store.idsInGroup(publishedId), ...added.filter(inGroup)])
    return [...ids].filter((id) => this.get(id) !== null).sort()
  }

  /** Ids of the versions in a release, ascending. */
  idsInRelease(releaseId: string): string[] {
    const prefix = `versions.${releaseId}.`
    const touched = [...this.#touched.keys()].filter((id) => id.startsWith(prefix))
    const ids = new Set([...this.#store.idsWithPrefix(prefix), ...touched])
    return [...ids].filter((id) => this.get(id) !== null).sort()
  }

  /** The last content a document had, also when it is gone. */
  lastStored(id: string): SanityDocument | null {
    return lastContent(this.#store, id)
  }

  /** A copy to try things on; what is done to it leaves this state as it is. */
  fork(): PendingState {
    const copy = new PendingState(this.#store, this.transactionId, this.timestamp)
    copy.index = this.index
    for (const [id, touched] of this.#touched) {
      copy.#touched.set(id, {...touched, mutations: [...touched.mutations]})
    }
    return copy
  }

  touchedIds(): string[] {
    return [...this.#touched.keys()]
  }

  isTouched(id: string): boolean {
    return this.#touched.has(id)
  }

  indexOf(id: string): number {
    return this.#touched.get(id)?.index ?? 0
  }

  /** @throws {LakeError} 409 when the id is taken */
  create(input: DocumentInput, options: WriteOptions = {}): SanityDocument {
    const id = this.#idFor(input)
    if (this.get(id)) {
      throw new LakeError('documentAlreadyExistsError', `Document by ID "${id}" already exists`, {
        status: 409,
        fields: {id},
      })
    }
    const document = this.#complete({...input, _id: id}, input['_createdAt'], options)
    this.#put(id, document, {create: document})
    return document
  }

  createIfNotExists(input: DocumentInput, options: WriteOptions = {}): SanityDocument {
    const id = this.#idFor(input)
    this.#addressed.add(id)
    return this.get(id) ?? this.create({...input, _id: id}, options)
  }

  /** Keeps `_createdAt` of the replaced document unless the input brings its own. */
  createOrReplace(input: DocumentInput, options: WriteOptions = {}): SanityDocument {
    const id = this.#idFor(input)
    const existing = this.get(id)
    if (!existing) return this.create({...input, _id: id}, options)
    const createdAt = input['_createdAt'] ?? existing._createdAt
    const document = this.#complete({...input, _id: id}, createdAt, options)
    this.#put(id, document, {createOrReplace: document})
    return document
  }

  /** Always gives the document a new revision, even when nothing else changes. */
  patch(id: string, operations: PatchOperations): SanityDocument {
    const before = this.require(id)
    const {document, patches} = applyOperations(before, operations)
    checkContent(id, document)
    const {_originalId: originalId, ...content} = document
    const stamped = {
      ...content,
      _createdAt: before._createdAt,
      _rev: this.transactionId,
      _updatedAt: this.timestamp,
    }
    // Listeners apply the same patches, so what is not taken over has to be undone for them as well.
    if (document._createdAt !== before._createdAt) {
      patches.push({set: {_createdAt: before._createdAt}})
    }
    if (originalId !== undefined) patches.push({unset: ['_originalId']})
    this.#put(id, stamped, ...patches.map((patch) => ({patch: {id, ...patch}})))
    return stamped
  }

  /** Deleting what does not exist is no error. */
  delete(id: string): SanityDocument | null {
    const existing = this.get(id)
    this.#addressed.add(id)
    if (existing) this.#put(id, null, {delete: {id}})
    return existing
  }

  /** One entry per document, in the order in which they were first touched. */
  changes(): Change[] {
    return [...this.#touched]
      .filter(([, {before, after}]) => before !== null || after !== null)
      .map(([id, {before, after, mutations}]) => ({
        id,
        before,
        after,
        mutations,
        effects: effectsOf(before, after),
      }))
  }

  /** One entry per document, also for those that were left as they are; in order of mention. */
  outcomes(): Pick<Change, 'id' | 'before' | 'after'>[] {
    return [...this.#addressed].map((id) => {
      const touched = this.#touched.get(id)
      const stored = touched ? null : this.#store.get(id)
      return {id, before: touched?.before ?? stored, after: touched?.after ?? stored}
    })
  }

  #idFor(input: DocumentInput): string {
    const given = input._id
    if (given === undefined || given === '') return generateId()
    if (typeof given === 'string' && given.endsWith('.'))
      return requireId(given + generateId(), '_id')
    return requireId(given, '_id')
  }

  #complete(
    input: DocumentInput & {_id: string},
    createdAt: unknown,
    options: WriteOptions,
  ): SanityDocument {
    checkContent(input._id, input)
    const {
      _id,
      _type,
      _rev: _,
      _createdAt: __,
      _updatedAt: updatedAt,
      // Says which version a view shows; stored, it would be taken for that.
      _originalId: ___,
      ...content
    } = input
    return {
      _id,
      _type,
      ...content,
      _createdAt: isTimestamp(createdAt) ? createdAt : this.timestamp,
      _updatedAt: options.keepUpdatedAt && isTimestamp(updatedAt) ? updatedAt : this.timestamp,
      _rev: this.transactionId,
    }
  }

  #put(id: string, after: SanityDocument | null, ...mutations: Record<string, unknown>[]): void {
    this.#addressed.add(id)
    const touched = this.#touched.get(id)
    if (touched) {
      touched.after = after
      touched.mutations.push(...mutations)
    } else {
      this.#touched.set(id, {before: this.#store.get(id), after, mutations, index: this.index})
    }
  }

  #merged(
    stored: Iterable<SanityDocument>,
    belongs: (document: SanityDocument) => boolean,
  ): SanityDocument[] {
    const documents = new Map([...stored].map((document) => [document._id, document]))
    for (const [id, {after}] of this.#touched) {
      if (after && belongs(after)) documents.set(id, after)
      else documents.delete(id)
    }
    return [...documents.values()].sort((a, b) => (a._id < b._id ? -1 : 1))
  }
}

function effectsOf(before: SanityDocument | null, after: SanityDocument | null): Change['effects'] {
  const [from, to] = [withoutRevision(before), withoutRevision(after)]
  if (isDeepStrictEqual(from, to)) return {apply: [], revert: []}
  return {apply: encodeMendoza(from, to), revert: encodeMendoza(to, from)}
}

function isTimestamp(value: unknown): value is string {
  return typeof value === 'string' && !Number.isNaN(Date.parse(value))
}
