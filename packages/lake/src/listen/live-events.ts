import {createHash} from 'node:crypto'

import type {Caller} from '../auth/caller.ts'
import type {Dataset} from '../dataset.ts'
import type {SanityDocument} from '../document.ts'
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
 * Tells which results to fetch again: those that share a tag with a change that the caller may see.
 * Without drafts, changes of ids with a dot are not told. A client that comes back after it missed
 * something is told to fetch everything.
 */
export function liveEvents(
  dataset: Dataset,
  caller: Caller,
  options: {includeDrafts: boolean; lastEventId?: string | undefined},
): Response {
  const {includeDrafts, lastEventId} = options
  // Asked for each time, because a role may have changed.
  const mayRead = (document: SanityDocument | null) =>
    document !== null && caller.access(dataset.name).can('read', document)
  return eventStream((sink) => {
    const start = {id: String(dataset.store.lastSequence()), data: {}}
    sink.send({name: 'welcome', ...start})
    const hasMissed = lastEventId !== undefined && lastEventId !== start.id
    if (hasMissed) sink.send({name: 'restart', ...start})
    return dataset.commits.subscribe({
      next: ({sequence, changes}) => {
        if (!caller.isCurrent()) {
          const reason = 'the session or token is no longer valid'
          sink.send({name: 'goaway', data: {reason}})
          sink.end()
          return
        }
        const told = changes.filter(
          ({id, before, after}) =>
            (includeDrafts || !id.includes('.')) && (mayRead(before) || mayRead(after)),
        )
        if (told.length === 0) return
        const tags = syncTags(dataset, [...new Set(told.flatMap(touchedBy))])
        sink.send({name: 'message', id: String(sequence), data: {tags}})
      },
      end: () => sink.end(),
    })
  })
}
