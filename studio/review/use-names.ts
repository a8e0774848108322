import {useEffect, useSyncExternalStore} from 'react'
import {useUserStore} from 'sanity'

import type {NameOf} from './review-wording.ts'

/** By user id, for everybody who was ever asked for; the same for all components. */
let known: ReadonlyMap<string, string> = new Map()
const asked = new Set<string>()
const listeners = new Set<() => void>()

function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

/** Names of people by their user ids, as the project lists them; the id where it lists none. */
export function useNames(ids: readonly string[]): NameOf {
  const users = useUserStore()
  const names = useSyncExternalStore(subscribe, () => known)
  const unknown = [...new Set(ids)].filter((id) => !asked.has(id)).join()
  useEffect(() => {
    const wanted = unknown.split(',').filter((id) => id !== '' && !asked.has(id))
    if (wanted.length === 0) return
    const load = async () => {
      for (const id of wanted) asked.add(id)
      const found = await users.getUsers(wanted)
      const named = found.flatMap(({id, displayName}): [string, string][] =>
        displayName ? [[id, displayName]] : [],
      )
      known = new Map([...known, ...named])
      for (const listener of listeners) listener()
    }
    load().catch((error: unknown) => {
      for (const id of wanted) asked.delete(id)
      console.error(error)
    })
  }, [unknown, users])
  return (id) => names.get(id) ?? id
}
