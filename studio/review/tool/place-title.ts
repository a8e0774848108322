type Fields = Readonly<Record<string, unknown>>

/**
 * Says in words where a passage stands: `approvals[ema].date` becomes “Approvals · 2 · date”.
 *
 * @param document - the later version, in which rows are counted
 * @param titleOfField - what editors call a field of the document
 */
export function placeTitles(
  document: Fields,
  titleOfField: (field: string) => string | undefined,
): (place: string) => string {
  return (place) => {
    let value: unknown = document
    const parts: string[] = []
    for (const [, name, key] of place.matchAll(/([^.[\]]+)|\[([^\]]*)\]/gu)) {
      if (name !== undefined) {
        parts.push((parts.length === 0 && titleOfField(name)) || inWords(name))
        value = isFields(value) ? value[name] : undefined
      } else {
        const rows: unknown[] = Array.isArray(value) ? value : []
        const index = rows.findIndex((row) => isFields(row) && row['_key'] === key)
        const row = index === -1 && /^\d+$/u.test(key ?? '') ? Number(key) : index
        if (row !== -1) parts.push(`${row + 1}`)
        value = rows[row]
      }
    }
    const [first = '', ...rest] = parts
    return [first.charAt(0).toUpperCase() + first.slice(1), ...rest].join(' · ')
  }
}

/** `frequencyBand` becomes “frequency band”. */
function inWords(name: string): string {
  return name.replace(/\p{Lu}/gu, (letter) => ` ${letter.toLowerCase()}`)
}

const isFields = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
