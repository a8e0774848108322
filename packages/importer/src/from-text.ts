import {importPage, type ImportOptions} from './import-page.ts'
import type {ImportResult} from './import-result.ts'
import {readText} from './read/source-page.ts'

/**
 * Turns the text of a patient page into drafts: a page, its citations, and proposals for what it
 * names. Its first line is the title, unless it is too long for one.
 *
 * @throws {TypeError} when `text` is not a string
 */
export function fromText(text: string, options: ImportOptions = {}): ImportResult {
  if (typeof text !== 'string') throw new TypeError(`text must be a string; got ${typeof text}`)
  return importPage(readText(text), options)
}
