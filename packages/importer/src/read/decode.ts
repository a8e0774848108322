import type {Problem} from '../problem.ts'

/** The largest text file that is read, in bytes. */
const largestText = 1024 * 1024

const signatures: readonly (readonly [string, string])[] = [
  ['%PDF', 'This is a PDF file.'],
  ['PK\u0003\u0004', 'This is a zip or Word file.'],
  ['\u00ff\u00fe', 'This text is encoded as UTF-16.'],
  ['\u00fe\u00ff', 'This text is encoded as UTF-16.'],
  ['\u00d0\u00cf\u0011\u00e0', 'This is an old Word file (.doc).'],
  ['{\\rt', 'This is an RTF file.'],
]

/** How bytes are read as text. */
export interface DecodeOptions {
  /** In bytes; 1 MB by default. */
  largest?: number
  /** The name of an encoding that the page or its server states, for what is not UTF-8. */
  charset?: string
  /** Lets HTML pass, which is no plain text. */
  allowHtml?: boolean
}

/**
 * Reads the bytes of a text file as UTF-8. A byte-order mark stays in the text, so that offsets
 * agree with the file.
 *
 * @returns the text, or the one problem for which there is none
 */
export function decodeText(
  bytes: Uint8Array,
  options: DecodeOptions = {},
): {text: string} | {problem: Problem} {
  const {largest = largestText} = options
  if (bytes.length > largest) return {problem: tooLarge(bytes.length, largest)}
  const head = String.fromCharCode(...bytes.subarray(0, 4))
  const signature = signatures.find(([start]) => head.startsWith(start))
  if (signature) return notReadable(signature[1])

  const text = decode(bytes, 'utf-8') ?? (options.charset && decode(bytes, options.charset))
  if (!text && bytes.length > 0) return notReadable('The file is not UTF-8 text.')
  return checkText(text || '', options)
}

/** Finds what makes a decoded text unreadable. */
export function checkText(
  text: string,
  {allowHtml = false}: Pick<DecodeOptions, 'allowHtml'> = {},
): {text: string} | {problem: Problem} {
  // oxlint-disable-next-line no-control-regex
  const control = /[\u0000-\u0008\u000e-\u001f]/.exec(text)
  if (control) {
    return notReadable(`The file has control characters (the first at offset ${control.index}).`)
  }
  if (!allowHtml && looksLikeHtml(text)) return notReadable('This is an HTML file.')
  if (/^[\s\u200b\ufeff]*$/u.test(text)) {
    return refuse('text-empty', 'The file has no text.', 'Check that the page was saved whole.')
  }
  return {text}
}

/** The problem of a file that is too large to be a page. */
export function tooLarge(size: number, largest: number): Problem {
  const megabytes = Math.ceil(size / 1024 / 1024)
  return {
    code: 'text-too-large',
    severity: 'error',
    message: `The file has ${megabytes} MB; the most that is read is ${largest / 1024 / 1024} MB.`,
    place: {start: 0, end: 0},
    hint: 'Import one page at a time.',
  }
}

/** Whether a text begins like an HTML page. */
export function looksLikeHtml(text: string): boolean {
  return /^[\s\ufeff]*(?:<\?xml[^>]*>\s*)?(?:<!--[^]*?-->\s*)*<(?:!doctype\s+html|html)\b/iu.test(
    text.slice(0, 4096),
  )
}

function decode(bytes: Uint8Array, label: string): string | undefined {
  try {
    return new TextDecoder(label, {fatal: true, ignoreBOM: true}).decode(bytes)
  } catch (error) {
    // TypeError: bytes that the encoding does not have; RangeError: an encoding that nobody knows.
    if (error instanceof TypeError || error instanceof RangeError) return undefined
    throw error
  }
}

function notReadable(message: string) {
  return refuse('text-not-readable', message, 'Save the page as plain text in UTF-8.')
}

function refuse(code: Problem['code'], message: string, hint: string): {problem: Problem} {
  return {problem: {code, severity: 'error', message, place: {start: 0, end: 0}, hint}}
}
