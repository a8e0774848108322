import {classInOpening} from './map/drug-classes.ts'
import {toSlug} from './map/identify.ts'
import type {Place, Problem} from './problem.ts'
import type {FoundMarker} from './read/markers.ts'
import {type Prose, readSentences} from './read/prose.ts'
import type {FoundReference} from './read/references.ts'
import type {Part} from './read/sections.ts'
import type {SourceImage, TextStyle} from './read/source-page.ts'

/** Numbers cited and not listed, and listed and not cited. */
export function findCitationProblems(
  references: readonly FoundReference[],
  markers: readonly FoundMarker[],
  title: Place,
): Problem[] {
  if (references.length === 0) {
    return [
      {
        code: 'references-missing',
        severity: 'warning',
        message: 'The page has no list of references.',
        place: {start: title.start, end: title.end},
        hint: 'Check that the page was saved whole; a page on therapies needs its sources.',
      },
      ...markers.map((marker) => notListed(marker, marker.numbers)),
    ]
  }
  const listed = new Set(references.map(({number}) => number))
  const cited = new Set(markers.flatMap(({numbers}) => numbers))
  const problems: Problem[] = []
  for (const marker of markers) {
    const missing = marker.numbers.filter((number) => !listed.has(number))
    if (missing.length > 0) problems.push(notListed(marker, missing))
  }
  for (const {number, start, end} of references) {
    if (cited.has(number)) continue
    problems.push({
      code: 'reference-never-cited',
      severity: 'warning',
      message: `Reference ${number} is listed and never cited.`,
      place: {start, end},
      hint: 'Its citation was kept. Cite it where it belongs, or delete it.',
    })
  }
  return problems
}

function notListed({start, end}: FoundMarker, numbers: readonly number[]): Problem {
  return {
    code: 'citation-not-listed',
    severity: 'error',
    message: `${numbers.join(', ')} is cited here and not in the list of references.`,
    place: {start, end},
    hint: 'Find the source and pick it in the empty citation mark, or remove the mark.',
  }
}

/** Numbers that may be marks; they stay in the text as they are. */
export function findDoubtfulMarkers(text: string, doubtful: readonly FoundMarker[]): Problem[] {
  return doubtful.map(({start, end}) => ({
    code: 'marker-doubtful',
    severity: 'warning',
    message: `“${text.slice(Math.max(0, start - 12), end)}”: ${text.slice(start, end)} may be a citation; it was left in the text.`,
    place: {start, end},
    hint: 'If it is a citation, put a citation mark in its place.',
  }))
}

/** A colon that announces a list, with no list behind it. */
export function findMissingList(prose: Prose, next: Part | undefined): Problem[] {
  if (!/:\s*$/u.test(prose.plain) || next?.kind === 'bullet' || next?.kind === 'number') return []
  const sentence = readSentences(prose).at(-1)
  if (!sentence) return []
  return [
    {
      code: 'list-missing',
      severity: 'error',
      message: `A list is announced and missing: “${sentence.text}”`,
      place: prose.placeOf(sentence.start, sentence.end),
      hint: 'Add the list from the original page, or end the sentence. Nothing was filled in.',
    },
  ]
}

/** A paragraph that seems to open a section whose heading is gone, or to be a heading itself. */
export function findLostHeading(
  parts: readonly Part[],
  index: number,
  prose: Prose,
  styles: readonly TextStyle[],
): Problem[] {
  const part = parts[index]
  if (part?.kind !== 'paragraph') return []
  if (isStrongLine(part, prose, styles)) return [headingProblem(part, prose.plain)]
  const before = parts[index - 1]
  if (!before || before.kind === 'heading') return []
  const name = classInOpening(prose.plain)
  if (name === undefined && part.blankBefore < 2) return []
  const hasHeading =
    name !== undefined &&
    parts.some(({kind, text}) => kind === 'heading' && toSlug(text) === toSlug(name))
  if (hasHeading) return []
  const opening = prose.plain.split(' ').slice(0, 6).join(' ')
  return [
    {
      code: 'heading-lost',
      severity: 'suggestion',
      message: `A heading seems to be gone before “${opening} …”.`,
      place: {start: part.start, end: part.end},
      hint: name
        ? `If it is, put it back, for example “${name}”.`
        : 'Compare with the original page and put the heading back.',
    },
  ]
}

/** A short line, strong from end to end, that is no sentence. */
function isStrongLine(part: Place, {plain}: Prose, styles: readonly TextStyle[]): boolean {
  if (plain.length > 80 || /[.:;,!?]$/u.test(plain)) return false
  return styles.some(
    ({mark, start, end}) => mark === 'strong' && start <= part.start && end >= part.end,
  )
}

function headingProblem({start, end}: Place, plain: string): Problem {
  return {
    code: 'heading-lost',
    severity: 'suggestion',
    message: `“${plain}” stands alone in strong letters and may be a heading.`,
    place: {start, end},
    hint: 'If it is, give it the style of a heading.',
  }
}

/** The alternative text of an image that stood among the paragraphs. */
export function imageTextProblem({start, end}: Part, plain: string): Problem {
  return {
    code: 'image-text-in-prose',
    severity: 'suggestion',
    message: `This describes an image and was taken out of the text: “${plain}”`,
    place: {start, end},
    hint: 'Upload the image and give it this text, shortened to 125 characters.',
  }
}

/** An image whose place is kept, but whose picture is not. */
export function imageProblem({start, end, address, alt}: SourceImage): Problem {
  const file = address.split(/[?#]/u)[0]?.split('/').at(-1)
  const name = file && !address.startsWith('data:') ? ` “${decodeName(file)}”` : ''
  return {
    code: 'image-to-upload',
    severity: alt === undefined ? 'warning' : 'suggestion',
    message:
      alt === undefined
        ? `The image${name} has no alternative text. Its place was kept, its picture was not.`
        : `The image${name} was not copied. Its place${alt ? ` and its text “${alt}” were` : ' was'} kept.`,
    place: {start, end},
    hint:
      alt === undefined
        ? 'Upload the picture and describe it, or delete it.'
        : 'Upload the picture in its place, or delete it.',
  }
}

function decodeName(file: string): string {
  try {
    return decodeURIComponent(file)
  } catch (error) {
    if (error instanceof URIError) return file
    throw error
  }
}
