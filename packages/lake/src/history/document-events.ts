import {isVersionId, publishedIdOf} from '../mutate/ids.ts'
import {releaseDocumentId, releaseIdOfVersion} from '../releases/release-document.ts'
import type {DatasetStore} from '../store/dataset-store.ts'
import type {ChangeRow, Revision} from '../store/records.ts'

/** A step in the life of a document, in the words of the Studio's history pane. */
export interface DocumentEvent {
  id: string
  type: string
  timestamp: string
  author: string
  documentId: string
  [field: string]: unknown
}

/**
 * What happened to a document, newest first: created, scheduled, published, unpublished, deleted. A
 * draft and its published document share one life; a version in a release has its own. Edits of a
 * draft are no events; the Studio reads them from the transactions.
 */
export function documentEvents(
  store: DatasetStore,
  documentId: string,
  options: {limit: number; cursor: string | undefined},
): {events: DocumentEvent[]; nextCursor: string} {
  const publishedId = publishedIdOf(documentId)
  const draftId = isVersionId(documentId) ? documentId : `drafts.${publishedId}`
  const drafts = rowsBySequence(store.changesOf(draftId))
  const published = rowsBySequence(store.changesOf(publishedId))
  const schedule = scheduleSteps(store, releaseIdOfVersion(draftId))
  const sequences = [...new Set([...drafts.keys(), ...published.keys(), ...schedule.keys()])]
  let draftRevision: string | null = null
  const steps = sequences
    .sort((a, b) => a - b)
    .flatMap((sequence) => {
      const draft = drafts.get(sequence)
      const event =
        eventOf(store, {publishedId, draftId}, draft, published.get(sequence)) ??
        scheduleEvent({publishedId, draftId, draftRevision}, schedule.get(sequence))
      if (draft) draftRevision = draft.afterRevision
      return event ? [{sequence, event}] : []
    })
    .toReversed()
  const before = options.cursor ? Number(options.cursor) : Number.POSITIVE_INFINITY
  const remaining = steps.filter(({sequence}) => sequence < before)
  const page = remaining.slice(0, options.limit)
  return {
    events: page.map(({event}) => event),
    nextCursor: remaining.length > page.length ? String(page.at(-1)?.sequence ?? '') : '',
  }
}

function eventOf(
  store: DatasetStore,
  ids: {publishedId: string; draftId: string},
  draft: ChangeRow | undefined,
  published: ChangeRow | undefined,
): DocumentEvent | null {
  const row = draft ?? published
  if (!row) return null
  const {transactionId} = row
  const step = (type: string, fields: Record<string, unknown>) =>
    eventFrom(row, ids.publishedId, type, fields)
  const version = versionFields(ids.draftId, transactionId)
  const draftAppears = draft?.beforeRevision === null && draft.afterRevision !== null
  const draftGoes = draft !== undefined && draft.afterRevision === null
  if (published) {
    const source = draftGoes ? draft : versionThatWent(store, published)
    const from = source && versionFields(source.documentId, source.beforeRevision ?? transactionId)
    if (published.afterRevision === null) {
      if (draftAppears) return step('unpublishDocument', version)
      const isUnpublished = from !== undefined && !draftGoes
      return isUnpublished ? step('unpublishDocument', from) : step('deleteDocumentGroup', {})
    }
    if (from) {
      const publishCause = causeOf(store, published, source.documentId)
      return step('publishDocumentVersion', {revisionId: transactionId, ...from, publishCause})
    }
    const type = published.beforeRevision === null ? 'createLiveDocument' : 'updateLiveDocument'
    return step(type, {revisionId: transactionId})
  }
  if (draftAppears) return step('createDocumentVersion', version)
  if (draftGoes) {
    return step('deleteDocumentVersion', {...version, versionRevisionId: draft.beforeRevision})
  }
  return null
}

/** The version of a document that went in the transaction in which the document changed. */
function versionThatWent(store: DatasetStore, published: ChangeRow): ChangeRow | undefined {
  return store
    .changesIn(published.transactionId)
    .find(
      ({documentId, afterRevision}) =>
        isVersionId(documentId) &&
        publishedIdOf(documentId) === published.documentId &&
        afterRevision === null,
    )
}

function causeOf(store: DatasetStore, published: ChangeRow, versionId: string): string {
  const releaseId = releaseIdOfVersion(versionId)
  const change = releaseRevisions(store, releaseId).find(
    ({sequence}) => sequence === published.sequence,
  )
  if (!change) return 'document.publish'
  return change.before?.['state'] === 'scheduled' ? 'release.schedule' : 'release.publish'
}

/** The transactions in which a release was scheduled, and in which it was not any more. */
function scheduleSteps(store: DatasetStore, releaseId: string | undefined): Map<number, Revision> {
  const isScheduled = (release: Revision['after']) => release?.['state'] === 'scheduled'
  return new Map(
    releaseRevisions(store, releaseId)
      .filter(({before, after}) => isScheduled(before) !== isScheduled(after))
      .map((revision) => [revision.sequence, revision]),
  )
}

function scheduleEvent(
  ids: {publishedId: string; draftId: string; draftRevision: string | null},
  step: Revision | undefined,
): DocumentEvent | null {
  if (!step || ids.draftRevision === null) return null
  const fields = versionFields(ids.draftId, ids.draftRevision)
  if (step.after?.['state'] !== 'scheduled') {
    return eventFrom(step, ids.publishedId, 'unscheduleDocumentVersion', fields)
  }
  return eventFrom(step, ids.publishedId, 'scheduleDocumentVersion', {
    ...fields,
    state: 'pending',
    publishAt: step.after['publishAt'],
  })
}

function releaseRevisions(store: DatasetStore, releaseId: string | undefined): Revision[] {
  return releaseId === undefined ? [] : store.revisionsOf(releaseDocumentId(releaseId))
}

function versionFields(versionId: string, versionRevisionId: string): Record<string, unknown> {
  const releaseId = releaseIdOfVersion(versionId)
  return {versionId, versionRevisionId, ...(releaseId === undefined ? {} : {releaseId})}
}

function eventFrom(
  {transactionId, timestamp, author}: Pick<Revision, 'transactionId' | 'timestamp' | 'author'>,
  documentId: string,
  type: string,
  fields: Record<string, unknown>,
): DocumentEvent {
  return {id: `${transactionId}-${type}`, type, timestamp, author, documentId, ...fields}
}

function rowsBySequence(rows: readonly ChangeRow[]): Map<number, ChangeRow> {
  return new Map(rows.map((row) => [row.sequence, row]))
}
