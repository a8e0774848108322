import type {FragmentProblem} from '@net-therapies/importer'
import {useSyncExternalStore} from 'react'

/** What is still to be done about what was pasted into a field. */
export interface Pasted {
  problems: readonly FragmentProblem[]
  /** Published ids of the sources that came with it. */
  citations: ReadonlySet<string>
}

const nothing: Pasted = {problems: [], citations: new Set()}
const pastedInto = new Map<string, Pasted>()
const listeners = new Set<() => void>()

function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

/**
 * Kept outside the field, because the Studio makes a field anew when its pane moves, and what was
 * found must not be lost then.
 *
 * @param field - names the document and the field
 */
export function usePasted(field: string): [Pasted, (changed: Partial<Pasted>) => void] {
  const pasted = useSyncExternalStore(subscribe, () => pastedInto.get(field) ?? nothing)
  const change = (changed: Partial<Pasted>) => {
    pastedInto.set(field, {...(pastedInto.get(field) ?? nothing), ...changed})
    for (const listener of listeners) listener()
  }
  return [pasted, change]
}
