import type {ConvertOptions} from './blocks/assemble.ts'
import {importPage, type ImportOptions} from './import-page.ts'
import {failedImport, type ImportResult} from './import-result.ts'
import {readMarkdown} from './markdown/read-markdown.ts'

/**
 * Turns a Markdown page into drafts; see `fromText`.
 *
 * @throws {TypeError} when `markdown` is not a string, or there is no document to convert in
 */
export function fromMarkdown(
  markdown: string,
  options: ImportOptions & ConvertOptions = {},
): ImportResult {
  if (typeof markdown !== 'string') {
    throw new TypeError(`markdown must be a string; got ${typeof markdown}`)
  }
  const read = readMarkdown(markdown, options)
  return 'page' in read ? importPage(read.page, options) : failedImport(read.problem)
}
