import {readHtml} from '../html/read-html.ts'
import {readMarkdown} from '../markdown/read-markdown.ts'
import type {Problem} from '../problem.ts'
import {decodeText, looksLikeHtml, tooLarge} from '../read/decode.ts'
import {readText, type SourcePage} from '../read/source-page.ts'
import {createNodeDocument} from './node-document.ts'
import {readDocx} from './read-docx.ts'

/** What a page can be written in. */
export type PageFormat = 'text' | 'html' | 'markdown' | 'docx'

/** The endings of names of files that are read as pages. */
export const pageEndings: Readonly<Record<string, PageFormat>> = {
  txt: 'text',
  text: 'text',
  html: 'html',
  htm: 'html',
  xhtml: 'html',
  md: 'markdown',
  markdown: 'markdown',
  docx: 'docx',
}

/** The largest file of each format, in bytes. Pages saved from a browser may hold their images. */
export const largestFile: Readonly<Record<PageFormat, number>> = {
  text: 1024 * 1024,
  markdown: 1024 * 1024,
  html: 8 * 1024 * 1024,
  docx: 16 * 1024 * 1024,
}

/** What is known about some bytes. */
export interface ReadFileOptions {
  /** The name of the file, whose ending tells the format. */
  name?: string
  /** The media type that a server states, with its charset. */
  mediaType?: string
}

export type ReadPage = {page: SourcePage; format: PageFormat} | {problem: Problem}

/** The problem of a file whose size alone refuses it, so that it need not be read. */
export function checkSize(size: number, name: string): Problem | undefined {
  const format = formatOfName(name)
  const largest = format ? largestFile[format] : Math.max(...Object.values(largestFile))
  return size > largest ? tooLarge(size, largest) : undefined
}

/** Reads a file as a page, in the format that its name, media type or content tells. */
export async function readFile(
  bytes: Uint8Array,
  options: ReadFileOptions = {},
): Promise<ReadPage> {
  const format = detectFormat(bytes, options)
  const largest = largestFile[format]
  if (bytes.length > largest) return {problem: tooLarge(bytes.length, largest)}
  if (format === 'docx' && bytes.length > 0) {
    return withFormat(await readDocx(bytes, {createDocument: createNodeDocument}), format)
  }
  if (format === 'html') {
    const charset = charsetOf(bytes, options.mediaType)
    const decoded = decodeText(bytes, {largest, allowHtml: true, ...(charset ? {charset} : {})})
    if ('problem' in decoded) return decoded
    return withFormat(readHtml(decoded.text, {createDocument: createNodeDocument}), format)
  }
  const decoded = decodeText(bytes, {largest})
  if (format === 'markdown' && 'text' in decoded) {
    return withFormat(readMarkdown(decoded.text, {createDocument: createNodeDocument}), format)
  }
  return 'problem' in decoded ? decoded : {page: readText(decoded.text), format}
}

function withFormat(read: {page: SourcePage} | {problem: Problem}, format: PageFormat): ReadPage {
  return 'page' in read ? {...read, format} : read
}

function detectFormat(bytes: Uint8Array, {name, mediaType}: ReadFileOptions): PageFormat {
  const text = new TextDecoder('latin1').decode(bytes.subarray(0, largestFile.markdown))
  const head = text.slice(0, 4096)
  if (head.startsWith('PK\u0003\u0004') || head.startsWith('PK\u0005\u0006')) return 'docx'
  if (looksLikeHtml(head.replace(/^ï»¿/u, ''))) return 'html'
  const byName = name === undefined ? undefined : formatOfName(name)
  if (byName) return byName
  if (mediaType && /\bx?html\b/iu.test(mediaType)) return 'html'
  if (mediaType && /\bmarkdown\b/iu.test(mediaType)) return 'markdown'
  return /^ {0,3}\[\^[^\]\s]+\]:[ \t]/mu.test(text) ? 'markdown' : 'text'
}

function formatOfName(name: string): PageFormat | undefined {
  const ending = name.split('.').at(-1)?.toLowerCase() ?? ''
  return Object.hasOwn(pageEndings, ending) ? pageEndings[ending] : undefined
}

function charsetOf(bytes: Uint8Array, mediaType: string | undefined): string | undefined {
  const stated = /charset\s*=\s*["']?([\w-]+)/iu
  const head = new TextDecoder('latin1').decode(bytes.subarray(0, 4096))
  return stated.exec(mediaType ?? '')?.[1] ?? stated.exec(head)?.[1]
}
