import type {CslItem} from '../csl.ts'

/** What the stages of the parser fill in, one after the other. */
export interface Draft {
  csl: CslItem
  confidence: Partial<Record<string, number>>
}

/** Sets a field unless it is there already or there is nothing to set. */
export function put<Field extends keyof CslItem>(
  {csl, confidence}: Draft,
  field: Field,
  value: CslItem[Field] | undefined,
  certainty: number,
): void {
  if (!value || csl[field]) return
  csl[field] = value
  confidence[field] = certainty
}

/** Takes off the spaces and stops around a part of a reference. */
export function trimmed(text: string): string {
  return text.replace(/^[\s.,;:]+|[\s.,;:]+$/gu, '')
}
