import {useCallback, useRef, useSyncExternalStore} from 'react'
import type {SanityClient} from 'sanity'

interface Entry<Value> {
  value: Value | undefined
  listeners: Set<() => void>
  stop: () => void
}

/**
 * Makes a hook whose subscription all components share: badge, banner and every action of a document
 * ask for the same things, and the lake is asked once.
 *
 * @param start - begins to deliver values and returns what ends it
 * @returns a hook; `key` has to name everything in `input` that makes a difference, and an undefined
 *   key asks for nothing
 */
export function createShared<Input, Value>(
  start: (client: SanityClient, input: Input, push: (value: Value) => void) => () => void,
): (client: SanityClient, key: string | undefined, input: Input) => Value | undefined {
  const entries = new Map<string, Entry<Value>>()

  function open(name: string, client: SanityClient, input: Input): Entry<Value> {
    const existing = entries.get(name)
    if (existing) return existing
    const entry: Entry<Value> = {value: undefined, listeners: new Set(), stop: () => {}}
    entries.set(name, entry)
    entry.stop = start(client, input, (value) => {
      entry.value = value
      for (const listener of entry.listeners) listener()
    })
    return entry
  }

  return function useShared(client, key, input) {
    const {projectId, dataset} = client.config()
    const name = key === undefined ? undefined : [projectId, dataset, key].join('\n')
    // The name stands for client and input, which are new objects after every render.
    const latest = useRef({client, input})
    latest.current = {client, input}
    const subscribe = useCallback(
      (listener: () => void) => {
        if (name === undefined) return () => {}
        const entry = open(name, latest.current.client, latest.current.input)
        entry.listeners.add(listener)
        return () => {
          entry.listeners.delete(listener)
          if (entry.listeners.size > 0) return
          entries.delete(name)
          entry.stop()
        }
      },
      [name],
    )
    return useSyncExternalStore(subscribe, () =>
      name === undefined ? undefined : entries.get(name)?.value,
    )
  }
}
