import type {Look} from '../blocks/arranged-block.ts'
import {attribute, type HtmlElement, textOf} from './parse-page.ts'

/** How text in an inline element looks, given how it looks around the element. */
export function lookOf(element: HtmlElement, around: Look, targets: ReadonlySet<string>): Look {
  const style = attribute(element, 'style') ?? ''
  const look = {...around}
  const {tagName} = element
  const weight = /font-weight\s*:\s*(\w+)/iu.exec(style)?.[1]
  if (weight) look.strong = weight === 'bold' || weight === 'bolder' || Number(weight) >= 600
  else if (tagName === 'b' || tagName === 'strong') look.strong = true
  const slant = /font-style\s*:\s*(\w+)/iu.exec(style)?.[1]
  if (slant) look.em = slant === 'italic' || slant === 'oblique'
  else if (tagName === 'i' || tagName === 'em') look.em = true
  const align = /vertical-align\s*:\s*(super|sub)\b/iu.exec(style)?.[1]
  if (tagName === 'sup' || align === 'super') look.raised = true
  if (tagName === 'sub' || align === 'sub') look.lowered = true
  const href = tagName === 'a' ? attribute(element, 'href')?.trim() : undefined
  if (href) {
    const target = targetOf(element)
    if (target !== undefined && targets.has(target)) look.href = `#${target}`
    else if (!href.startsWith('#')) look.href = href
  }
  return look
}

/**
 * The id that a link seems to lead to. Browsers save links within a page with the page's address
 * before the `#`, so only the part behind it counts.
 */
export function targetOf(link: HtmlElement): string | undefined {
  const fragment = attribute(link, 'href')?.split('#')[1]
  if (!fragment) return undefined
  try {
    return decodeURIComponent(fragment)
  } catch (error) {
    if (error instanceof URIError) return fragment
    throw error
  }
}

/** Whether a link is short enough to be the mark of a note. */
export function isNoteLink(link: HtmlElement): boolean {
  const text = textOf(link).trim()
  return /^[[(]?(?:\d{1,3}|[a-z]|[*†‡§]+)[\])]?$/iu.test(text)
}
