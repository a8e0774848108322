import type {Authorship} from './authorship.ts'
import {contentDigest} from './content-digest.ts'
import {inOrder, recordedAt, type ReviewEvent} from './review-event.ts'

/** What there is to know about a document before a step is taken. */
export interface ReviewFacts {
  /** Digests of its draft and of its versions in releases. */
  drafts: readonly string[]
  /** Digest of the text that is public; `undefined` when there is none. */
  published: string | undefined
  /** The steps recorded since {@link ReviewFacts.begun}, oldest first. */
  steps: readonly ReviewEvent[]
  /**
   * User ids of those whose edits since the text last became public led to a text, which is named
   * by its digest. Somebody whose words were all taken out again is not among them.
   */
  authorsOf: (text: string) => ReadonlySet<string>
  /** User ids of those who wrote the text that is public, or published it in an emergency. */
  publishedAuthors: ReadonlySet<string>
  /**
   * Ids of approvals that an edit voided: no draft or version has kept the text ever since, even
   * where somebody wrote it once more.
   */
  voided: ReadonlySet<string>
  /**
   * When the text last became public, or its last draft or version was discarded where that came
   * later; else empty. What was decided before counts no more.
   */
  begun: string
}

/**
 * Finds out what counts about a document. A store and an editor that both ask this function come to
 * the same answers.
 *
 * @param document.published - the published document before its text changes, or `null`
 * @param document.drafts - its draft and its versions in releases
 * @param document.events - every step recorded for it; `_createdAt` is the time of the store
 * @param document.authorship - from `authorshipOf`
 */
export function reviewFacts(document: {
  published: Readonly<Record<string, unknown>> | null
  drafts: readonly Readonly<Record<string, unknown>>[]
  events: readonly ReviewEvent[]
  authorship: Authorship
}): ReviewFacts {
  const {published, drafts, authorship} = document
  const {lastPublished, lastDiscarded, authorsOf, publishedAuthors} = authorship
  const events = inOrder(document.events)
  const publicText = published ? contentDigest(published) : undefined
  const emergencies = events.filter(
    ({action, digest}) => action === 'emergency' && digest === publicText,
  )
  const begun = lastDiscarded > lastPublished ? lastDiscarded : lastPublished
  const steps = events.filter((event) => recordedAt(event) > begun)
  const voided = steps.filter(
    (step) => step.action === 'approve' && !authorship.isKeptSince(step.digest, recordedAt(step)),
  )
  return {
    drafts: drafts.map(contentDigest),
    published: publicText,
    steps,
    authorsOf,
    publishedAuthors: new Set([...publishedAuthors, ...emergencies.map(({by}) => by)]),
    voided: new Set(voided.map(({_id}) => _id)),
    begun,
  }
}
