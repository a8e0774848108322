import type {ConvertOptions} from '../blocks/assemble.ts'
import {readHtml} from '../html/read-html.ts'
import type {Place, Problem} from '../problem.ts'
import {type SourcePage, toTextOffset} from '../read/source-page.ts'
import {listZipEntries} from './zip-entries.ts'

/** What all XML in a Word file may unpack to, in bytes. A book of 200 pages has about 5 MB. */
const mostXml = 10 * 1024 * 1024

/** Elements inside one another; nested tables and fields reach about 40. */
const deepest = 256

const styleMap = [
  "p[style-name='Title'] => h1:fresh",
  "p[style-name='Subtitle'] => p:fresh",
  "p[style-name='Caption'] => p:fresh",
]

/**
 * Reads a Word file (.docx) with its footnotes, lists, tables and images. Places count the
 * characters of the text that it shows.
 *
 * @returns the page, or the one problem for which there is none
 */
export async function readDocx(
  bytes: Uint8Array,
  options: ConvertOptions,
): Promise<{page: SourcePage} | {problem: Problem}> {
  const archive = checkArchive(bytes)
  if ('problem' in archive) return archive
  const html = await toHtml(bytes)
  if (typeof html !== 'string') return html
  const read = readHtml(html, options)
  if ('problem' in read) return read
  const page = withoutSource(read.page)
  return {
    page: archive.hasHiddenText ? {...page, problems: [...page.problems, hiddenProblem]} : page,
  }
}

const hiddenProblem: Problem = {
  code: 'hidden-text-read',
  severity: 'warning',
  message: 'The Word file has hidden text, which was read like the rest.',
  place: {start: 0, end: 0},
  hint: 'Show hidden text in Word, delete what readers should not see, and import the page again.',
}

/** Finds what makes an archive no Word file, or one that it is not safe to unpack. */
function checkArchive(bytes: Uint8Array): {problem: Problem} | {hasHiddenText: boolean} {
  const entries = listZipEntries(bytes)
  if (!entries) return {problem: damaged('its archive cannot be read')}
  const document = entries.find(({name}) => name === 'word/document.xml')
  if (!document) {
    const problem = refuse(
      'text-not-readable',
      'This is a zip file without a Word document in it.',
      'Save the page as a Word file (.docx), as HTML or as plain text.',
    )
    return {problem}
  }
  let left = mostXml
  let hasHiddenText = false
  for (const {name, read} of entries) {
    if (!/\.(?:xml|rels)$/iu.test(name)) continue
    const xml = read(left)
    if (!xml) {
      const problem = refuse(
        'text-too-large',
        `The Word file is damaged, or unpacks to more than ${mostXml / 1024 / 1024} MB of text.`,
        'Save the page again, as a file of its own.',
      )
      return {problem}
    }
    left -= xml.length
    const text = new TextDecoder().decode(xml)
    const fault = findXmlFault(text)
    if (fault) return {problem: damaged(fault)}
    hasHiddenText ||= name === document.name && /<w:vanish\s*\/>/u.test(text)
  }
  return {hasHiddenText}
}

function findXmlFault(xml: string): string | undefined {
  if (/<!(?:DOCTYPE|ENTITY)/iu.test(xml)) return 'it declares entities, which Word does not'
  let depth = 0
  for (const [tag] of xml.matchAll(/<[^!?][^>]*>/gu)) {
    if (tag.startsWith('</')) depth -= 1
    else if (!tag.endsWith('/>')) depth += 1
    if (depth > deepest) return 'it is nested too deeply'
  }
  return undefined
}

async function toHtml(bytes: Uint8Array): Promise<string | {problem: Problem}> {
  const {default: mammoth} = await import('mammoth')
  try {
    const {value} = await mammoth.convertToHtml(
      {buffer: Buffer.from(bytes)},
      {styleMap, convertImage: mammoth.images.imgElement(() => Promise.resolve({src: ''}))},
    )
    return value
  } catch (error) {
    if (!(error instanceof Error)) throw error
    return {problem: damaged(error.message)}
  }
}

/** A Word file has no text of its own to count in, so places count what it shows. */
function withoutSource(page: SourcePage): SourcePage {
  const inText = <T extends Place>(place: T): T => {
    const start = toTextOffset(page, place.start)
    const shown = page.text.slice(start, toTextOffset(page, place.end)).trimEnd()
    return {...place, start, end: start + shown.length}
  }
  const {offsets: _offsets, ...rest} = page
  return {
    ...rest,
    source: page.text,
    images: page.images.map(inText),
    problems: page.problems.map((problem) => ({...problem, place: inText(problem.place)})),
  }
}

function damaged(reason: string): Problem {
  return refuse(
    'text-not-readable',
    `The Word file is damaged: ${reason}.`,
    'Open it in Word and save it again.',
  )
}

function refuse(code: Problem['code'], message: string, hint: string): Problem {
  return {code, severity: 'error', message, place: {start: 0, end: 0}, hint}
}
