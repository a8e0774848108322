import {takeAuthors} from './authors.ts'
import {DATE, readDate} from './dates.ts'
import {type Draft, put, trimmed} from './draft.ts'
import type {Locator} from './locator.ts'

const EDITION =
  /[\s,.([]+((?:\d{1,3}(?:st|nd|rd|th)|second|third|fourth|fifth|sixth|rev(?:ised)?))\s+ed(?:ition|n)?\b\.?[\])]?/iu
const GENRE =
  /[.\s]+(?:\[(package insert|prescribing information)\]|(Prescribing information|Package insert|Summary of product characteristics)(?=[.;]))/iu
const PUBLISHER =
  /\b(?:Press|Publi(?:cations?|shers?|shing)|Verlag|Springer|Elsevier|Wiley|Books?|Saunders|Mosby|McGraw|Lippincott|Pharma\w*|Inc|Corp\w*|Ltd|University)\b/u

/** "Place: Publisher; 2010:12-34", "Publisher; 2010" or "Place: Publisher, 2010". */
const IMPRINT = new RegExp(
  `(?:^|[.?!;,)\\]]\\s+)(?:(?<place>(?:St\\. )?\\p{Lu}[^.:;?!]{1,50}(?:\\b[A-Z]\\.[A-Z]\\.)?):\\s*)?(?<publisher>\\p{Lu}(?:[^:;?!.]|(?<=\\b\\p{Lu})\\.|\\.(?=[,;\\p{L}])){1,90}?)\\s*[;,]\\s*(?<date>${DATE})\\s*(?:[:;,.]\\s*(?:pp?\\.?\\s*)?(?<pages>[A-Z]?\\d+(?:\\s*-\\s*[A-Z]?\\d+)?))?(?=\\s*(?:[.,;]|$))`,
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
  const inside = /[.,?!]\s+In(?::\s*|\s+(?=\p{Lu}))/u.exec(text)
  const match = IMPRINT.exec(text)
  if (!match?.groups) return undefined
  const {place, publisher = '', date = '', pages} = match.groups
  const isNamed = PUBLISHER.test(publisher) || (match.index > 0 && text.startsWith(publisher))
  if (!place && !genre && !edition && !inside && !isNamed) return undefined
  if (/\d\s*;\s*\d+\s*[(:]/.test(text.slice(match.index))) return undefined
  const certainty = place ? 0.85 : 0.75
  // "East Hanover, NJ; 2013" behind a company that stands in front
  const isPlace = !place && /^[\p{L} .]+, [A-Z]{2}$/u.test(publisher)
  put(draft, isPlace ? 'publisher-place' : 'publisher', publisher.trim(), certainty)
  put(draft, 'publisher-place', place?.trim(), certainty)
  put(draft, 'edition', edition?.[1], 0.9)
  put(draft, 'genre', (genre?.[1] ?? genre?.[2])?.toLowerCase(), 0.9)
  let start = match.index && match.index + 1
  for (const found of [edition, genre]) if (found && found.index < start) start = found.index
  if (inside && inside.index < start) {
    readBook(text.slice(inside.index + inside[0].length, start), draft)
    start = inside.index + 1
  }
  const end = match.index + match[0].length
  return {start, end, certainty, issued: readDate(date), page: pages?.replaceAll(/\s/g, '')}
}

/** "Editor A, Editor B, eds. Book title": what stands behind "In:". */
function readBook(text: string, draft: Draft): void {
  const marker = /,?\s*\(?\b(?:eds?|editors?)\b\.?\)?[.,:]?\s*/iu.exec(text)
  const list = marker && takeAuthors(text)
  const begin = list ? Math.max(list.end, marker.index + marker[0].length) : 0
  put(draft, 'editor', list?.authors, list?.certainty ?? 0)
  put(draft, 'container-title', trimmed(text.slice(begin)), list ? 0.85 : 0.7)
}
