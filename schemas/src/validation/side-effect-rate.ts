import {type FrequencyBand, frequencyBands, rateFitsBand} from './frequency.ts'

/** How often a side effect was measured, as stored in a row of side effects. */
export interface SideEffectRate {
  /** 0 to 100. */
  percent?: number
  affected?: number
  treated?: number
  comparatorPercent?: number
  /** What the others in the study had. */
  comparator?: string
}

/** Validation of a measured rate: its parts, and the frequency group beside it, have to agree. */
export function checkRate(
  rate: SideEffectRate | undefined,
  band: FrequencyBand | undefined,
): true | string {
  const {percent, affected, treated, comparatorPercent, comparator} = rate ?? {}
  if (affected !== undefined && treated !== undefined && affected > treated) {
    return 'More people affected than treated.'
  }
  if (comparatorPercent !== undefined && !comparator?.trim()) {
    return 'Say what the people in the other group had, for example “placebo”.'
  }
  if (comparator && comparatorPercent === undefined) {
    return 'Add the percent of the other group, or clear what it had.'
  }
  if (comparatorPercent !== undefined && percent === undefined) {
    return 'The other group has a percent and this one has none.'
  }
  if (percent === undefined || !band) return true
  return rateFitsBand(percent / 100, band)
    ? true
    : `${percent} percent does not belong to “${
        frequencyBands.find((entry) => entry.value === band)?.title
      }”. Correct the rate or the group.`
}

/** Validation of what a rate counts: two rates can be compared only when both say so. */
export function checkAttribution(
  attribution: string | undefined,
  rate: SideEffectRate | undefined,
): true | string {
  const isMeasured = rate?.percent !== undefined || rate?.affected !== undefined
  return attribution || !isMeasured
    ? true
    : 'Say what the rate counts. If the source does not, choose “The source does not say”.'
}

/** Validation of a severity grade, which means something only on a version of its scale. */
export function checkSeverity(
  severity: {version?: string; grade?: string} | undefined,
): true | string {
  return severity?.grade && !severity.version
    ? 'Choose the version of the scale. If the source does not name it, choose “Not stated”.'
    : true
}
