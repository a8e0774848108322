import {isRecord} from '../document.ts'

export interface Reference {
  target: string
  weak: boolean
}

/** References to documents of the same dataset, at any depth, each target and strength once. */
export function referencesOf(document: unknown): Reference[] {
  const found = new Map<string, Reference>()
  const visit = (value: unknown): void => {
    if (Array.isArray(value)) {
      for (const item of value) visit(item)
    } else if (isRecord(value)) {
      const target = value['_ref']
      if (typeof target === 'string' && !('_dataset' in value) && !('_projectId' in value)) {
        const weak = value['_weak'] === true
        found.set(`${weak}${target}`, {target, weak})
      }
      for (const nested of Object.values(value)) visit(nested)
    }
  }
  visit(document)
  return [...found.values()]
}

/**
 * What publishing does to references that were allowed to be weak while their target was not
 * published: `_strengthenOnPublish` goes, and `_weak` with it unless the reference is weak by design.
 */
export function strengthenReferences(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(strengthenReferences)
  if (!isRecord(value)) return value
  const {_strengthenOnPublish: strengthen, ...rest} = value
  if (isRecord(strengthen) && strengthen['weak'] !== true) delete rest['_weak']
  return Object.fromEntries(
    Object.entries(rest).map(([key, nested]) => [key, strengthenReferences(nested)]),
  )
}
