import type {ConvertOptions} from './blocks/assemble.ts'
import {readHtml} from './html/read-html.ts'
import {importPage, type ImportOptions} from './import-page.ts'
import type {ImportResult} from './import-result.ts'
import {failedImport} from './import-result.ts'

/**
 * Turns an HTML page into drafts; see `fromText`. Places count the characters of `html`.
 *
 * @throws {TypeError} when `html` is not a string, or there is no document to convert in
 */
export function fromHtml(html: string, options: ImportOptions & ConvertOptions = {}): ImportResult {
  if (typeof html !== 'string') throw new TypeError(`html must be a string; got ${typeof html}`)
  const read = readHtml(html, options)
  return 'page' in read ? importPage(read.page, options) : failedImport(read.problem)
}
