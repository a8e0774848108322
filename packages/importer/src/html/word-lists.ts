import {attribute, elementsOf, type HtmlElement, textOf} from './parse-page.ts'

/**
 * Reads a paragraph that Word shows as a list item. Word saves the bullet or number as text that
 * other programs are told to ignore.
 */
export function readWordItem(
  element: HtmlElement,
): {lists: ('ul' | 'ol')[]; ordinal?: number} | undefined {
  if (element.tagName !== 'p') return undefined
  const style = attribute(element, 'style') ?? ''
  const level = /mso-list\s*:\s*l\d+\s+level(\d)/iu.exec(style)?.[1]
  if (!level) return undefined
  const label = [...elementsOf(element)].find((child) =>
    /mso-list\s*:\s*ignore/iu.test(attribute(child, 'style') ?? ''),
  )
  const shown = label ? textOf(label).trim() : ''
  const kind = /^\(?(?:\d+|[a-z]{1,4})[.)]/iu.test(shown) ? 'ol' : 'ul'
  const ordinal = /^\(?(\d{1,3})[.)]/u.exec(shown)?.[1]
  return {
    lists: Array.from({length: Number(level)}, () => kind),
    ...(ordinal ? {ordinal: Number(ordinal)} : {}),
  }
}
