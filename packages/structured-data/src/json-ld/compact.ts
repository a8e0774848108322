/** Leaves out what has no value: `undefined`, `null`, empty text and empty lists. */
export function compact<Value extends object>(value: Value): Value {
  const kept = Object.entries(value).filter(
    ([, field]) =>
      field !== undefined &&
      field !== null &&
      field !== '' &&
      !(Array.isArray(field) && field.length === 0),
  )
  return Object.fromEntries(kept) as Value
}

/** The day of a date or date-time: `2026-03-19T10:00:00Z` becomes `2026-03-19`. */
export function dayOf(date: string | null | undefined): string | undefined {
  return date ? date.slice(0, 10) : undefined
}
