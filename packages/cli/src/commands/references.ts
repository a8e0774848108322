import {buffer} from 'node:stream/consumers'
import {parseArgs} from 'node:util'

import {type CslItem, formatReference} from '@net-therapies/citations'
import {
  detectFormat,
  readReferences,
  writeBibtex,
  writeCslJson,
  writeRis,
} from '@net-therapies/citations/exchange'
import {parseReference} from '@net-therapies/citations/parse'

import {CommandError, usageError} from '../command-error.ts'
import {readBytes} from '../read-input.ts'

const INPUTS = ['text', 'csl-json', 'bibtex', 'ris', 'nbib', 'pubmed-xml'] as const
const OUTPUTS = ['csl-json', 'bibtex', 'ris', 'ama', 'vancouver'] as const

/** One reference of the input, in its place; `csl` is `null` where nothing could be read. */
interface Entry {
  csl: CslItem | null
  /** What stood there, where it was a line of text. */
  raw?: string
}

/**
 * `references parse FILE|-`: reads references and prints them in another format, in their order.
 * Text has one reference in each line. What cannot be read is named on standard error; in
 * CSL-JSON, `null` stands in its place.
 */
export async function references(args: string[]): Promise<number> {
  const {values, positionals} = parseArgs({
    args,
    allowPositionals: true,
    options: {
      from: {type: 'string'},
      format: {type: 'string', default: 'csl-json'},
      html: {type: 'boolean', default: false},
    },
  })
  const [action, file, ...more] = positionals
  if (action !== 'parse' || file === undefined || more.length > 0) {
    throw usageError('use it as: net-therapies references parse FILE')
  }
  const from = values.from === undefined ? undefined : oneOf('--from', INPUTS, values.from)
  const format = oneOf('--format', OUTPUTS, values.format)
  if (values.html && format !== 'ama' && format !== 'vancouver') {
    throw usageError('--html goes with --format ama or --format vancouver.')
  }
  const {entries, problems} = read(await readText(file), from)
  for (const {line, message} of problems) process.stderr.write(`${file}:${line}: ${message}\n`)
  process.stdout.write(print(entries, format, values.html))
  return 0
}

/** Text of any length: UTF-8, or Windows-1252 as older reference managers export it. */
async function readText(file: string): Promise<string> {
  const bytes = file === '-' ? await buffer(process.stdin) : await readBytes(file)
  if (bytes.includes(0)) throw new CommandError(`${file}: this is not a text file.`, 1)
  try {
    return new TextDecoder('utf-8', {fatal: true}).decode(bytes)
  } catch (error) {
    if (!(error instanceof TypeError)) throw error
    return new TextDecoder('windows-1252').decode(bytes)
  }
}

function oneOf<Choice extends string>(
  option: string,
  choices: readonly Choice[],
  value: string,
): Choice {
  const found = choices.find((choice) => choice === value)
  if (found !== undefined) return found
  const last = choices.at(-1)
  throw usageError(`${option} takes ${choices.slice(0, -1).join(', ')} or ${last}; got “${value}”.`)
}

function read(
  text: string,
  from: (typeof INPUTS)[number] | undefined,
): {entries: Entry[]; problems: {line: number; message: string}[]} {
  const format = from ?? detectFormat(text)
  if (format === 'text') return readLines(text)
  const {items, problems} = readReferences(text, format)
  return {entries: items.map((csl, index) => ({csl: withId(csl, index)})), problems}
}

function readLines(text: string): ReturnType<typeof read> {
  const entries: Entry[] = []
  const problems = []
  for (const [index, line] of text.split(/\r\n|\r|\n/u).entries()) {
    const raw = line.replace(/^[\s\ufeff]+|\s+$/gu, '')
    if (raw === '') continue
    const {csl, confidence} = parseReference(raw)
    if (!csl) {
      problems.push({line: index + 1, message: 'This was not understood as a reference.'})
      entries.push({csl, raw})
      continue
    }
    const custom = {...csl.custom, verbatim: raw, confidence}
    entries.push({csl: withId({...csl, custom}, entries.length), raw})
  }
  return {entries, problems}
}

function withId(csl: CslItem, index: number): CslItem {
  return {id: `ref-${index + 1}`, ...csl}
}

function print(entries: readonly Entry[], format: (typeof OUTPUTS)[number], html: boolean): string {
  const items = entries.flatMap(({csl}) => (csl ? [csl] : []))
  switch (format) {
    case 'csl-json':
      return writeCslJson(entries.map(({csl}) => csl))
    case 'bibtex':
      return writeBibtex(items)
    case 'ris':
      return writeRis(items)
    case 'ama':
    case 'vancouver': {
      const output = html ? 'html' : 'text'
      return entries
        .map(({csl, raw}) => csl ?? {type: 'document', title: raw ?? ''})
        .map((csl) => `${formatReference(csl, {style: format, output})}\n`)
        .join('')
    }
    default: {
      const unknown: never = format
      throw new RangeError(`format must be one of the known formats; got ${String(unknown)}`)
    }
  }
}
