/**
 * Reads CSV with a header row (RFC 4180: quoted fields may hold commas, quotes and line breaks)
 * into one record a row.
 */
export function* readCsv(text: string): Generator<Record<string, string>> {
  let header: string[] | undefined
  for (const row of rowsOf(text.replace(/^\uFEFF/, ''))) {
    if (header === undefined) header = row.map((name) => name.trim())
    else yield Object.fromEntries(header.map((name, index) => [name, (row[index] ?? '').trim()]))
  }
}

function* rowsOf(text: string): Generator<string[]> {
  const field = /"((?:[^"]|"")*)"|([^",\r\n]*)/y
  let row: string[] = []
  let at = 0
  while (at < text.length) {
    field.lastIndex = at
    const match = field.exec(text)!
    row.push(match[1]?.replaceAll('""', '"') ?? match[2] ?? '')
    at = field.lastIndex
    const end = /\r\n|\r|\n|$/y
    end.lastIndex = at
    const found = end.exec(text)
    if (found) {
      if (row.some((value) => value !== '')) yield row
      row = []
      at += found[0].length
    } else at++
  }
  if (row.length > 0) yield row
}
