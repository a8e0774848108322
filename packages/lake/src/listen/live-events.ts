import {createHash} from 'node:crypto'

import type {Dataset} from '../dataset.ts'
import {eventStream} from './event-stream.ts'

/** The one tag of a dataset: every query depends on it, every change invalidates it. */
export function syncTagsOf(dataset: Dataset): string[] {
  const digest = createHash('sha256')
    .update(`${dataset.projectId}/${dataset.name}`)
    .digest('base64url')
  return [`s1:${digest.slice(0, 6)}`]
}

/** Tells when to fetch again. Without drafts, changes of ids with a dot are not told. */
export function liveEvents(dataset: Dataset, options: {includeDrafts: boolean}): Response {
  return eventStream((sink) => {
    sink.send({name: 'welcome', id: String(dataset.store.lastSequence()), data: {}})
    return dataset.commits.subscribe({
      next: ({sequence, changes}) => {
        if (!options.includeDrafts && changes.every(({id}) => id.includes('.'))) return
        sink.send({name: 'message', id: String(sequence), data: {tags: syncTagsOf(dataset)}})
      },
      end: () => sink.end(),
    })
  })
}
