import {parseArgs} from 'node:util'

import {parseReference} from '@net-therapies/citations'

import {usageError} from '../command-error.ts'
import {readInput} from '../read-input.ts'

const listNumber = /^[[(]?\d{1,3}[\])]?[.:]?\s*(?=[\p{Lu}“"‘])/u

/** `references parse FILE`: prints one CSL-JSON item for each line that has text. */
export async function references(args: string[]): Promise<number> {
  const {values, positionals} = parseArgs({
    args,
    allowPositionals: true,
    options: {format: {type: 'string', default: 'csl-json'}},
  })
  const [action, file, ...more] = positionals
  if (action !== 'parse' || file === undefined || more.length > 0) {
    throw usageError('use it as: net-therapies references parse FILE')
  }
  if (values.format !== 'csl-json') {
    throw usageError(`--format takes csl-json; got “${values.format}”.`)
  }
  const items: unknown[] = []
  for (const [index, line] of (await readInput(file)).split(/\r\n|\r|\n/u).entries()) {
    const raw = line.replace(/^[\s\ufeff]+|\s+$/gu, '').replace(listNumber, '')
    if (raw === '') continue
    const id = `ref-${items.length + 1}`
    const {csl} = parseReference(raw)
    if (!csl) process.stderr.write(`${file}:${index + 1}: not understood, kept word for word\n`)
    items.push(csl ? {...csl, id} : {id, type: 'document', note: raw})
  }
  process.stdout.write(`${JSON.stringify(items, null, 2)}\n`)
  return 0
}
