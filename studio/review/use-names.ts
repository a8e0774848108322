import {useEffect, useState} from 'react'
import {useUserStore} from 'sanity'

import type {NameOf} from './review-wording.ts'

const known = new Map<string, string>()

/** Names of people by their user ids, as the project lists them; the id where it lists none. */
export function useNames(ids: readonly string[]): NameOf {
  const users = useUserStore()
  const [, setCount] = useState(0)
  const unknown = [...new Set(ids)].filter((id) => !known.has(id)).join()
  useEffect(() => {
    if (unknown === '') return undefined
    let stopped = false
    const load = async () => {
      for (const id of unknown.split(',')) known.set(id, id)
      const found = await users.getUsers(unknown.split(','))
      for (const {id, displayName} of found) if (displayName) known.set(id, displayName)
      if (!stopped) setCount((count) => count + 1)
    }
    load().catch((error: unknown) => console.error(error))
    return () => {
      stopped = true
    }
  }, [unknown, users])
  return (id) => known.get(id) ?? id
}
