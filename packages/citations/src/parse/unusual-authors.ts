import type {CslName} from '../csl.ts'

/** Names in a row that are not written "Family I, Family I", and where the rest begins. */
export interface NameRow {
  names: CslName[]
  end: number
}

const WORD = "\\p{Lu}[\\p{L}'’\\-]*"
const BARE = new RegExp(`^(?:${WORD}(?:\\s${WORD})? \\p{Lu}{1,3}[\\s.]+){2,}`, 'u')
const GIVEN_FIRST = `\\p{Lu}\\p{Ll}[\\p{L}'’\\-]+(?: (?:\\p{Lu}\\.?|${WORD})){1,3}`
const GIVEN_ROW = new RegExp(
  `^${GIVEN_FIRST}(?:(?:, (?:and )?| and )${GIVEN_FIRST})+(?=\\.\\s|,?\\s+et al\\b|,\\s+[“"‘']|\\s*\\()`,
  'u',
)

/** "Zhu L Chen C Shi WJ." without commas, or "Irda Fidrianny, Putri Indah Sari" in full. */
export function takeNameRow(text: string): NameRow | undefined {
  const bare = BARE.exec(text)?.[0]
  if (bare !== undefined) {
    const names = [
      ...bare.matchAll(new RegExp(`(${WORD}(?:\\s${WORD})?) (\\p{Lu}{1,3})(?=[\\s.])`, 'gu')),
    ]
    return {
      names: names.map(([, family = '', given = '']) => ({
        family,
        given: Array.from(given).join(' '),
      })),
      end: bare.length,
    }
  }
  const row = GIVEN_ROW.exec(text)?.[0]
  if (row === undefined) return undefined
  const names = row.split(/, (?:and )?| and /).map((name) => {
    const words = name.split(' ')
    return {family: words.at(-1)!, given: words.slice(0, -1).join(' ')}
  })
  return {names, end: row.length}
}
