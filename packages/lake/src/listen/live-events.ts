import {createHash} from 'node:crypto'

import type {Dataset} from '../dataset.ts'
import {type Dependency, touchedBy} from '../query/dependencies.ts'
import {eventStream} from './event-stream.ts'

/** One opaque tag for each thing that results depend on and changes touch. */
export function syncTags(dataset: Dataset, dependencies: readonly Dependency[]): string[] {
  return dependencies.map((dependency) => {
    const digest = createHash('sha256')
      .update(JSON.stringify([dataset.projectId, dataset.name, dependency]))
      .digest('base64url')
    return `s1:${digest.slice(0, 8)}`
  })
}

/**
 * Tells which results to fetch again: those that share a tag with the change. Without drafts,
 * changes of ids with a dot are not told. A client that comes back after it missed something is
 * told to fetch everything.
 */
export function liveEvents(
  dataset: Dataset,
  options: {includeDrafts: boolean; lastEventId?: string | undefined},
): Response {
  const {includeDrafts, lastEventId} = options
  return eventStream((sink) => {
    const id = String(dataset.store.lastSequence())
    sink.send({name: 'welcome', id, data: {}})
    if (lastEventId !== undefined && lastEventId !== id) sink.send({name: 'restart', id, data: {}})
    return dataset.commits.subscribe({
      next: ({sequence, changes}) => {
        const told = changes.filter((change) => includeDrafts || !change.id.includes('.'))
        if (told.length === 0) return
        const tags = syncTags(dataset, [...new Set(told.flatMap(touchedBy))])
        sink.send({name: 'message', id: String(sequence), data: {tags}})
      },
      end: () => sink.end(),
    })
  })
}
