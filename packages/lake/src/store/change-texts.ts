import type {Change} from './records.ts'

/** A change as JSON text, for the file, the queries and the listeners. */
export interface ChangeTexts {
  readonly mutations: string
  readonly before: string
  readonly after: string
  readonly apply: string
  readonly revert: string
}

const known = new WeakMap<Change, ChangeTexts>()

/** Printed once for all who want it, and only what somebody wants. */
export function textsOf(change: Change): ChangeTexts {
  let texts = known.get(change)
  if (!texts) {
    texts = {
      get mutations() {
        return keep(this, 'mutations', change.mutations)
      },
      get before() {
        return keep(this, 'before', change.before)
      },
      get after() {
        return keep(this, 'after', change.after)
      },
      get apply() {
        return keep(this, 'apply', change.effects.apply)
      },
      get revert() {
        return keep(this, 'revert', change.effects.revert)
      },
    }
    known.set(change, texts)
  }
  return texts
}

function keep(texts: ChangeTexts, name: keyof ChangeTexts, value: unknown): string {
  const text = JSON.stringify(value)
  Object.defineProperty(texts, name, {value: text})
  return text
}
