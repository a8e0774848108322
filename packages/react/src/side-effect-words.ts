/**
 * Frequency words of the EU Summary of Product Characteristics (European Commission, A guideline on
 * summary of product characteristics, September 2009, section 4.8), and what they mean for readers.
 */
export const frequencyWords = [
  {band: 'very-common', word: 'Very common', meaning: '1 in 10 people or more'},
  {band: 'common', word: 'Common', meaning: 'at least 1 in 100 people, fewer than 1 in 10'},
  {band: 'uncommon', word: 'Uncommon', meaning: 'at least 1 in 1,000 people, fewer than 1 in 100'},
  {band: 'rare', word: 'Rare', meaning: 'at least 1 in 10,000 people, fewer than 1 in 1,000'},
  {band: 'very-rare', word: 'Very rare', meaning: 'fewer than 1 in 10,000 people'},
  {band: 'not-known', word: 'How often is not known', meaning: undefined},
] as const

const attributionWords = new Map([
  ['treatment-related', 'Counted: only what doctors tied to the treatment.'],
  ['any-cause', 'Counted: everything that happened, whatever the cause.'],
  ['not-stated', 'The source does not say whether the treatment was the cause.'],
])

interface Counted {
  population?: string | null
  attribution?: string | null
}

/** Who was studied and what was counted; `undefined` when the row says neither. */
export function whatWasCounted({population, attribution}: Counted): string | undefined {
  const studied = population?.trim() ? `Who was studied: ${sentence(population.trim())}` : undefined
  const counted = attribution ? attributionWords.get(attribution) : undefined
  return [studied, counted].filter((part) => part !== undefined).join(' ') || undefined
}

/** Ends with one full stop. */
export function sentence(text: string): string {
  return /[.!?]$/.test(text) ? text : `${text}.`
}
