import {type Draft, put} from './draft.ts'
import {takeAuthors} from './authors.ts'
import {DATE, readDate} from './dates.ts'
import type {Locator} from './locator.ts'

const EDITION =
  /[\s,.([]+(?<edition>(?:\d{1,3}(?:st|nd|rd|th)|second|third|fourth|fifth|sixth|rev(?:ised)?))\s+ed(?:ition|n)?\b\.?[\])]?/iu
const GENRE =
  /\s*\[(?<genre>package insert|prescribing information)\]|[.\s]+(?<plain>(?:Prescribing information|Package insert|Summary of product characteristics))(?=[.;])/iu

/** "Place: Publisher; 2010:12-34", "Publisher; 2010" or "Place: Publisher, 2010". */
const IMPRINT = new RegExp(
  `(?:^|[.?!;,)\\]]\\s+)(?:(?<place>\\p{Lu}[^.:;?!]{1,50}(?:\\b[A-Z]\\.[A-Z]\\.)?):\\s*)?(?<publisher>\\p{Lu}(?:[^:;?!.]|(?<=\\b\\p{Lu})\\.|\\.(?=[,;\\p{L}])){1,90}?)\\s*[;,]\\s*(?<date>${DATE})\\s*(?:[:,.]\\s*(?:pp?\\.?\\s*)?(?<pages>[A-Z]?\\d+(?:\\s*-\\s*[A-Z]?\\d+)?))?(?=\\s*(?:[.,;]|$))`,
  'u',
)

/**
 * Reads place, publisher, edition and editors of a book, chapter, report or label.
 *
 * @returns where they begin, as {@link Locator} has it; `undefined` when this is no book
 */
export function takeImprint(text: string, draft: Draft): Locator | undefined {
  const genre = GENRE.exec(text)
  const edition = EDITION.exec(text)
  const inside = /[.,]\s+In:?\s+(?=\p{Lu})/u.exec(text)
  const match = IMPRINT.exec(text)
  if (!match?.groups) return undefined
  const {place, publisher = '', date = '', pages} = match.groups
  const isBook = place !== undefined || genre !== null || edition !== null || inside !== null
  const isPublisher =
    /\b(?:Press|Publish\w*|Publications|Verlag|Springer|Elsevier|Wiley|Books?|Saunders|Mosby|McGraw|Lippincott|Pharma\w*|Inc|Corp\w*|Ltd|University)\b/u.test(
      publisher,
    )
  if (!isBook && !isPublisher) return undefined
  if (/\d\s*;\s*\d+\s*[(:]/.test(text.slice(match.index))) return undefined
  const certainty = place === undefined ? 0.75 : 0.85
  put(draft, 'publisher', publisher.trim(), certainty)
  put(draft, 'publisher-place', place?.trim(), certainty)
  put(draft, 'edition', edition?.groups?.edition, 0.9)
  put(draft, 'genre', (genre?.groups?.genre ?? genre?.groups?.plain)?.toLowerCase(), 0.9)
  let start = match.index === 0 ? 0 : match.index + 1
  for (const found of [edition, genre]) if (found && found.index < start) start = found.index
  if (inside && inside.index < start) {
    readBook(text.slice(inside.index + inside[0].length, start), draft)
    start = inside.index + 1
  }
  return {
    start,
    end: match.index + match[0].length,
    certainty,
    issued: readDate(date),
    ...(pages && {page: pages.replaceAll(/\s/g, '')}),
  }
}

/** "Editor A, Editor B, eds. Book title": what stands behind "In:". */
function readBook(text: string, draft: Draft): void {
  const marker = /,?\s*\(?\b(?:eds?|editors?)\b\.?\)?[.,:]?\s*/iu.exec(text)
  const list = marker ? takeAuthors(text) : undefined
  if (marker && list) {
    put(draft, 'editor', list.authors, list.certainty)
    const begin = Math.max(list.end, marker.index + marker[0].length)
    put(draft, 'container-title', trimmed(text.slice(begin)), 0.85)
  } else put(draft, 'container-title', trimmed(text), 0.7)
}

function trimmed(text: string): string {
  return text.replace(/^[\s.,;:]+|[\s.,;:]+$/gu, '')
}
