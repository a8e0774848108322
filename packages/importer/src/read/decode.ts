import type {Problem} from '../problem.ts'

/** The largest file that is read, in bytes. */
const largestFile = 1024 * 1024

const decoder = new TextDecoder('utf-8', {fatal: true, ignoreBOM: true})

const signatures: readonly (readonly [string, string])[] = [
  ['%PDF', 'This is a PDF file.'],
  ['PK\u0003\u0004', 'This is a zip or Word file.'],
  ['\u00ff\u00fe', 'This text is encoded as UTF-16.'],
  ['\u00fe\u00ff', 'This text is encoded as UTF-16.'],
]

/**
 * Reads the bytes of a text file as UTF-8. A byte-order mark stays in the text, so that offsets
 * agree with the file.
 *
 * @returns the text, or the one problem for which there is none
 */
export function decodeText(bytes: Uint8Array): {text: string} | {problem: Problem} {
  if (bytes.length > largestFile) {
    const megabytes = Math.ceil(bytes.length / 1024 / 1024)
    return refuse(
      'text-too-large',
      `The file has ${megabytes} MB; the most that is read is ${largestFile / 1024 / 1024} MB.`,
      'Import one page at a time.',
    )
  }
  const head = String.fromCharCode(...bytes.subarray(0, 4))
  const signature = signatures.find(([start]) => head.startsWith(start))
  if (signature) return notReadable(signature[1])

  let text: string
  try {
    text = decoder.decode(bytes)
  } catch (error) {
    if (!(error instanceof TypeError)) throw error
    return notReadable('The file is not UTF-8 text.')
  }
  // oxlint-disable-next-line no-control-regex
  const control = /[\u0000-\u0008\u000e-\u001f]/.exec(text)
  if (control) {
    return notReadable(`The file has control characters (the first at offset ${control.index}).`)
  }
  if (/^[\s\ufeff]*<(?:!doctype\s+html|html)\b/iu.test(text)) {
    return notReadable('This is an HTML file.')
  }
  if (/^[\s\u200b\ufeff]*$/u.test(text)) {
    return refuse('text-empty', 'The file has no text.', 'Check that the page was saved whole.')
  }
  return {text}
}

function notReadable(message: string) {
  return refuse('text-not-readable', message, 'Save the page as plain text in UTF-8.')
}

function refuse(code: Problem['code'], message: string, hint: string): {problem: Problem} {
  return {problem: {code, severity: 'error', message, place: {start: 0, end: 0}, hint}}
}
