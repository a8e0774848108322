import {isVersionId, publishedIdOf} from '../mutate/ids.ts'
import type {DatasetStore} from '../store/dataset-store.ts'
import type {ChangeRow} from '../store/records.ts'

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
 * What happened to a document, newest first: created, published, unpublished, deleted. A draft and
 * its published document share one life; a version in a release has its own. Edits of a draft are
 * no events; the Studio reads them from the transactions.
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
  const sequences = [...new Set([...drafts.keys(), ...published.keys()])].sort((a, b) => b - a)
  let draftRevision: string | null = null
  const steps = sequences
    .toReversed()
    .flatMap((sequence) => {
      const draft = drafts.get(sequence)
      const event = eventOf({publishedId, draftId, draftRevision}, draft, published.get(sequence))
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
  ids: {publishedId: string; draftId: string; draftRevision: string | null},
  draft: ChangeRow | undefined,
  published: ChangeRow | undefined,
): DocumentEvent | null {
  const row = draft ?? published
  if (!row) return null
  const {transactionId, timestamp, author} = row
  const step = (type: string, fields: Record<string, unknown>): DocumentEvent => ({
    id: `${transactionId}-${type}`,
    type,
    timestamp,
    author,
    documentId: ids.publishedId,
    ...fields,
  })
  const version = {versionId: ids.draftId, versionRevisionId: transactionId}
  const draftAppears = draft?.beforeRevision === null && draft.afterRevision !== null
  const draftGoes = draft !== undefined && draft.afterRevision === null
  if (published && published.afterRevision === null) {
    return draftAppears ? step('unpublishDocument', version) : step('deleteDocumentGroup', {})
  }
  if (published) {
    if (draftGoes) {
      return step('publishDocumentVersion', {
        revisionId: transactionId,
        versionId: ids.draftId,
        versionRevisionId: ids.draftRevision ?? transactionId,
        publishCause: 'document.publish',
      })
    }
    const type = published.beforeRevision === null ? 'createLiveDocument' : 'updateLiveDocument'
    return step(type, {revisionId: transactionId})
  }
  if (draftAppears) return step('createDocumentVersion', version)
  if (draftGoes) {
    return step('deleteDocumentVersion', {...version, versionRevisionId: ids.draftRevision})
  }
  return null
}

function rowsBySequence(rows: readonly ChangeRow[]): Map<number, ChangeRow> {
  return new Map(rows.map((row) => [row.sequence, row]))
}
