import {
  type CreateDocument,
  type FragmentResult,
  importFragment,
  readHtml,
  readText,
  type SourcePage,
} from '@net-therapies/importer'

/** The part of a clipboard that is read. */
export interface ClipboardText {
  types: readonly string[]
  getData: (type: string) => string
}

/** How a clipboard is read. */
export interface ReadClipboardOptions {
  keys: () => string
  /** By default the browser makes it. */
  createDocument?: CreateDocument
}

/** In characters. What is longer is left to the editor. */
const longest = 500_000

/**
 * Reads the text of a patient page from a clipboard.
 *
 * @returns `undefined` for what the editor pastes well by itself: its own blocks, and text without
 *   citations, references or anything to mend
 */
export function readClipboard(
  clipboard: ClipboardText,
  options: ReadClipboardOptions,
): FragmentResult | undefined {
  if (clipboard.types.includes('application/x-portable-text')) return undefined
  const page = readPage(clipboard, options)
  if (!page) return undefined
  const fragment = importFragment(page, {keys: options.keys})
  const {blocks, citations, markers, problems} = fragment
  const toMend = problems.filter(({code}) => code !== 'statistic-without-source')
  const isPlain = citations.length + markers.length + toMend.length === 0
  return isPlain || blocks.length === 0 ? undefined : fragment
}

function readPage(
  clipboard: ClipboardText,
  {createDocument}: ReadClipboardOptions,
): SourcePage | undefined {
  const html = clipboard.getData('text/html')
  if (html.trim() !== '' && html.length <= longest) {
    const read = readHtml(html, createDocument ? {createDocument} : {})
    if ('page' in read) return read.page
  }
  const text = clipboard.getData('text/plain')
  return text.trim() === '' || text.length > longest ? undefined : readText(text)
}
