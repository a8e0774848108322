import type {CslItem} from '../csl.ts'

/** What the stages of the parser fill in, one after the other. */
export interface Draft {
  csl: CslItem
  confidence: Partial<Record<string, number>>
}

/** Sets a field unless it is there already or there is nothing to set. */
export function put<Field extends keyof CslItem>(
  draft: Draft,
  field: Field,
  value: CslItem[Field] | undefined,
  confidence: number,
): void {
  if (value === undefined || value === '' || draft.csl[field] !== undefined) return
  draft.csl[field] = value
  draft.confidence[field] = confidence
}
