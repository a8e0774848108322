import type {ReadProblem} from './reading.ts'

export interface BibtexEntry {
  type: string
  key: string
  /** Field names in lower case; values with their inner braces, macros and "#" resolved. */
  fields: Map<string, string>
}

/** Cuts a BibTeX file into entries. A broken entry is reported and the next one is looked for. */
export function scanBibtex(text: string): {entries: BibtexEntry[]; problems: ReadProblem[]} {
  const entries: BibtexEntry[] = []
  const problems: ReadProblem[] = []
  const macros = new Map<string, string>()
  const start = /@\s*([A-Za-z]+)\s*([{(])/g
  for (let match = start.exec(text); match; match = start.exec(text)) {
    const type = match[1]!.toLowerCase()
    const scanner = new Scanner(text, start.lastIndex, macros)
    try {
      if (type === 'comment' || type === 'preamble') scanner.skipBody(match[2]!)
      else if (type === 'string')
        for (const [name, value] of scanner.fields()) macros.set(name, value)
      else {
        const key = scanner.key()
        entries.push({type, key, fields: scanner.fields()})
      }
      start.lastIndex = scanner.at
    } catch (error) {
      if (!(error instanceof ScanError)) throw error
      const line = text.slice(0, match.index).split('\n').length
      problems.push({line, message: `The @${type} entry cannot be read: ${error.message}.`})
    }
  }
  return {entries, problems}
}

class ScanError extends Error {
  override name = 'ScanError'
}

class Scanner {
  readonly #text: string
  readonly #macros: ReadonlyMap<string, string>
  at: number

  constructor(text: string, at: number, macros: ReadonlyMap<string, string>) {
    this.#text = text
    this.at = at
    this.#macros = macros
  }

  key(): string {
    const key = this.#match(/\s*([^,\s{}]*)\s*,?/y)
    return key[1]!
  }

  fields(): Map<string, string> {
    const fields = new Map<string, string>()
    for (;;) {
      if (this.#try(/\s*[,\s]*[})]/y)) return fields
      const name = this.#match(/[\s,]*([^\s=,{}"#()]+)\s*=\s*/y)[1]!.toLowerCase()
      let value = this.#value()
      while (this.#try(/\s*#\s*/y)) value += this.#value()
      fields.set(name, value)
    }
  }

  skipBody(open: string): void {
    if (open === '{') this.#braced()
    else this.#match(/[^)]*\)/y)
  }

  #value(): string {
    if (this.#try(/\{/y)) return this.#braced()
    if (this.#try(/"/y)) return this.#quoted()
    const bare = this.#match(/[^\s,{}"#()]+/y)[0]
    return this.#macros.get(bare.toLowerCase()) ?? bare
  }

  #braced(): string {
    return this.#until('}')
  }

  #quoted(): string {
    return this.#until('"')
  }

  #until(end: string): string {
    const start = this.at
    let depth = 0
    for (; this.at < this.#text.length; this.at++) {
      const letter = this.#text[this.at]
      if (letter === '\\') this.at++
      else if (letter === end && depth === 0) return this.#text.slice(start, this.at++)
      else if (letter === '{') depth++
      else if (letter === '}') depth--
    }
    throw new ScanError(`a value has no closing ${end}`)
  }

  #try(pattern: RegExp): RegExpExecArray | null {
    pattern.lastIndex = this.at
    const match = pattern.exec(this.#text)
    if (match) this.at = pattern.lastIndex
    return match
  }

  #match(pattern: RegExp): RegExpExecArray {
    const match = this.#try(pattern)
    if (match) return match
    throw new ScanError(`“${this.#text.slice(this.at, this.at + 20).trim()}” is not expected here`)
  }
}
