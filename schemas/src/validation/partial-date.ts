const partialDate = /^(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?$/

/**
 * Tells whether a value is a date to the year, month or day: `2018`, `2018-01` or `2018-01-26`.
 * A day that the calendar does not have (2018-02-30) is refused.
 */
export function isPartialDate(value: string): boolean {
  const match = partialDate.exec(value)
  if (!match) return false
  const [, year, month = '01', day = '01'] = match
  const date = new Date(`${year}-${month}-${day}T00:00:00Z`)
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(`${year}-${month}-${day}`)
}

/** The message an editor reads when {@link isPartialDate} says no. */
export const partialDateMessage = 'Write the date as 2018, 2018-01 or 2018-01-26.'
