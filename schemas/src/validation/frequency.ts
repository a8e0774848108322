/**
 * Frequency bands of the EU Summary of Product Characteristics (European Commission, A guideline on
 * summary of product characteristics, September 2009, section 4.8): lower bound included, upper
 * bound excluded, as a proportion of the people treated.
 */
export const frequencyBands = [
  {value: 'very-common', title: 'Very common (1 in 10 or more)', from: 0.1, to: 1.000001},
  {value: 'common', title: 'Common (1 in 100 to 1 in 10)', from: 0.01, to: 0.1},
  {value: 'uncommon', title: 'Uncommon (1 in 1,000 to 1 in 100)', from: 0.001, to: 0.01},
  {value: 'rare', title: 'Rare (1 in 10,000 to 1 in 1,000)', from: 0.0001, to: 0.001},
  {value: 'very-rare', title: 'Very rare (less than 1 in 10,000)', from: 0, to: 0.0001},
  {value: 'not-known', title: 'Not known', from: 0, to: 1.000001},
] as const

/** The value of a frequency band, as stored in a therapy's side effects. */
export type FrequencyBand = (typeof frequencyBands)[number]['value']

/**
 * Tells whether a measured rate belongs to a band.
 *
 * @param rate - people affected divided by people treated, 0 to 1
 */
export function rateFitsBand(rate: number, band: FrequencyBand): boolean {
  const limits = frequencyBands.find((entry) => entry.value === band)
  return limits !== undefined && rate >= limits.from && rate < limits.to
}
