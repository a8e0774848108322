const months = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
]

/**
 * Prints `2018`, `2018-01`, `2018-01-26` or an ISO date-time for readers, no more exact than given:
 * `January 26, 2018`. Anything else is returned as it came.
 */
export function formatDate(date: string): string {
  const match = /^(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?(?:T.*)?$/.exec(date)
  const year = match?.[1]
  if (year === undefined) return date
  const month = months[Number(match?.[2]) - 1]
  if (month === undefined) return year
  const day = match?.[3]
  return day === undefined ? `${month} ${year}` : `${month} ${Number(day)}, ${year}`
}
