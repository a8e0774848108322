import {attribute, elementsOf, type HtmlDocument, type HtmlElement, textOf} from './parse-page.ts'

/** Elements that show no text of the page. */
const silent = new Set(
  [
    'script style template noscript head iframe object embed applet canvas svg audio video map',
    'input button select textarea datalist option meter progress dialog frameset',
  ].flatMap((tags) => tags.split(' ')),
)

const forReadersOnly =
  /(?:^|\s)(?:sr-only|visually-?hidden|screen-reader-text|screenreader|a11y-hidden|d-none)(?:\s|$)/iu

const backlinkNames =
  /(?:^|\s)(?:[\w-]*backlink|back-link|reversefootnote|footnote-?back(?:ref)?|footnote-return)(?:\s|$)/iu

/** Whether an element is not shown, or only leads back from a note. */
export function isHidden(element: HtmlElement): boolean {
  if (silent.has(element.tagName)) return true
  const hidden = attribute(element, 'hidden')
  if (hidden !== undefined && hidden !== 'until-found') return true
  if (attribute(element, 'aria-hidden') === 'true') return true
  const style = attribute(element, 'style') ?? ''
  if (/display\s*:\s*none|visibility\s*:\s*hidden|mso-list\s*:\s*ignore/iu.test(style)) return true
  const names = attribute(element, 'class') ?? ''
  if (forReadersOnly.test(names)) return true
  return isBacklink(element, names)
}

function isBacklink(element: HtmlElement, names: string): boolean {
  if (backlinkNames.test(names) || attribute(element, 'role') === 'doc-backlink') return true
  if (element.tagName !== 'a' || !attribute(element, 'href')?.startsWith('#')) return false
  const text = textOf(element).replace(/[\s\u{fe0e}\u{fe0f}]/gu, '')
  return /^(?:[↩↑⤴^⬆⏎]+|(?:back|jump|return)(?:(?:up|to).{0,30})?|top)$/iu.test(text)
}

const noteNames =
  /^(?:references?|ref-?list|reflist|reference-list|footnotes?|foot-notes|footnote-list|endnotes?|bibliography|works-cited|csl-bib-body)$/iu

/** Whether the page marks an element as its notes or references. */
export function isNotes(element: HtmlElement): boolean {
  const role = attribute(element, 'role') ?? ''
  if (/^doc-(?:endnotes|footnotes|footnote|bibliography)$/u.test(role)) return true
  const names = [
    attribute(element, 'id') ?? '',
    ...(attribute(element, 'class') ?? '').split(/\s/u),
  ]
  return /^(?:ol|ul|dl|section|div|aside|footer)$/u.test(element.tagName)
    ? names.some((name) => noteNames.test(name))
    : false
}

const frame: Record<string, string> = {
  nav: 'menu',
  navigation: 'menu',
  header: 'head of the website',
  banner: 'head of the website',
  footer: 'foot of the website',
  contentinfo: 'foot of the website',
  search: 'search field',
}

/**
 * Names the part of a website's frame that an element is, such as its menu. What holds notes is no
 * frame, nor is the head or foot of an article.
 */
export function frameName(element: HtmlElement, inArticle: boolean): string | undefined {
  const role = attribute(element, 'role')
  const key = role && role in frame ? role : element.tagName
  const name = Object.hasOwn(frame, key) ? frame[key] : undefined
  if (!name) return undefined
  if (inArticle && (key === 'header' || key === 'footer')) return undefined
  if (element.tagName === 'header' && holds(element, 'h1')) return undefined
  return holdsNotes(element) ? undefined : name
}

/** The main part of a page: what it marks as such, unless its notes stand outside. */
export function findMain(document: HtmlDocument): HtmlElement | undefined {
  const elements = [...elementsOf(document)]
  const body = elements.find(({tagName}) => tagName === 'body')
  const mains = elements.filter(
    (element) => element.tagName === 'main' || attribute(element, 'role') === 'main',
  )
  const articles = elements.filter(({tagName}) => tagName === 'article')
  const main = mains[0] ?? (articles.length === 1 ? articles[0] : undefined)
  if (!main || isHidden(main) || textOf(main).trim() === '') return body
  const notes = elements.filter(isNotes)
  const inside = new Set(elementsOf(main))
  return notes.every((element) => inside.has(element)) ? main : body
}

function holds(element: HtmlElement, tag: string): boolean {
  for (const {tagName} of elementsOf(element)) if (tagName === tag) return true
  return false
}

function holdsNotes(element: HtmlElement): boolean {
  if (isNotes(element)) return true
  for (const child of elementsOf(element)) {
    if (isNotes(child) || /^(?:references|sources)$/iu.test(headingText(child))) return true
  }
  return false
}

function headingText(element: HtmlElement): string {
  return /^h[1-6]$/u.test(element.tagName) ? textOf(element).trim() : ''
}
