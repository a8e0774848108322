import {contentDigest} from './content-digest.ts'
import type {StoredDocument} from './pending-transaction.ts'
import {createPublicationGuard} from './publication-guard.ts'
import {createReviewEvent, type ReviewAction} from './review-event.ts'

/** Somebody in a test. */
export interface Someone {
  id: string
  roles: string[]
}

interface Entry {
  id: string
  author: string
  timestamp: string
  before: StoredDocument | null
  after: StoredDocument | null
}

type Guard = ReturnType<typeof createPublicationGuard>

/** The smallest store that keeps history: one clock tick a transaction. For tests only. */
export class TestStore {
  readonly documents = new Map<string, StoredDocument>()
  readonly #log: Entry[] = []
  readonly #guard: Guard
  #tick = 0

  constructor(guard: Guard) {
    this.#guard = guard
  }

  /** Every state of a document, oldest first. */
  readonly history = (id: string) => this.#log.filter((entry) => entry.id === id)

  /** Ids of the drafts and versions that a document ever had. */
  readonly formsOf = (id: string) => formsAmong(this.#log, id)

  /** Writes documents, and deletes where there is `null`. Resolves to the reasons of a refusal. */
  commit(identity: Someone, writes: Record<string, StoredDocument | null>): string[] {
    this.#tick += 1
    const changes = Object.entries(writes).map(([id, after]) => ({
      id,
      before: this.documents.get(id) ?? null,
      after,
    }))
    const state = new Map(this.documents)
    for (const {id, after} of changes) {
      if (after) state.set(id, after)
      else state.delete(id)
    }
    const problems = this.#guard({
      timestamp: this.#now(),
      identity,
      changes,
      get: (id) => state.get(id) ?? null,
      ofType: (type) => [...state.values()].filter(({_type}) => _type === type),
      history: this.history,
      formsOf: (id) => formsAmong([...this.#log, ...changes], id),
    })
    if (problems.length > 0) return problems.map(({message}) => message)
    this.documents.clear()
    for (const [id, document] of state) this.documents.set(id, document)
    const timestamp = this.#now()
    this.#log.push(...changes.map((change) => ({...change, author: identity.id, timestamp})))
    return []
  }

  /** Writes the draft of `t`, or another form of it. */
  edit(who: Someone, name: string, id = 'drafts.t'): string[] {
    return this.commit(who, {[id]: {_id: id, _type: 'therapy', name}})
  }

  /** Records a step about a form of `t` as it stands. */
  step(who: Someone, action: ReviewAction, comment?: string, form = 'drafts.t'): string[] {
    const text = this.documents.get(form)
    const event = createReviewEvent(
      {
        subject: 't',
        subjectType: 'therapy',
        action,
        digest: text ? contentDigest(text) : '',
        by: who.id,
        at: this.#now(1),
        ...(comment === undefined ? {} : {comment}),
        ...(form === 't' && action === 'approve' ? {asPublished: true} : {}),
      },
      String(this.#tick),
    )
    return this.commit(who, {
      [event._id]: {...event},
      ...(action === 'withdraw' ? {t: null} : {}),
    })
  }

  /** What the publish action does. */
  publish(who: Someone, form = 'drafts.t'): string[] {
    const text = this.documents.get(form)
    if (!text) return ['no draft']
    return this.commit(who, {t: {...text, _id: 't'}, [form]: null})
  }

  #now(later = 0): string {
    return new Date(Date.UTC(2026, 0, 1) + (this.#tick + later) * 1000).toISOString()
  }
}

const formsAmong = (entries: readonly {id: string}[], id: string) => [
  ...new Set(
    entries
      .map((entry) => entry.id)
      .filter((form) => form === `drafts.${id}` || isVersionOf(form, id)),
  ),
]

const isVersionOf = (form: string, id: string) =>
  form.startsWith('versions.') && form.endsWith(`.${id}`)
