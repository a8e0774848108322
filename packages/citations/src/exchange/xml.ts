/** An element of an XML document: enough of a tree to read PubMed records. */
export interface XmlElement {
  name: string
  attributes: Record<string, string>
  children: (XmlElement | string)[]
}

const TOKEN =
  /<!--[\s\S]*?-->|<\?[\s\S]*?\?>|<!\[CDATA\[([\s\S]*?)\]\]>|<!DOCTYPE[^>[]*(?:\[[^\]]*\])?>|<\/([\w:.-]+)\s*>|<([\w:.-]+)((?:\s+[\w:.-]+\s*=\s*(?:"[^"]*"|'[^']*'))*)\s*(\/?)>|([^<]+)/g

/**
 * Reads XML into a tree. Entities that a document defines for itself are not expanded, so a
 * hostile file cannot grow; nothing is fetched.
 *
 * @throws {SyntaxError} when the tags do not close each other
 */
export function readXml(text: string): XmlElement {
  const root: XmlElement = {name: '', attributes: {}, children: []}
  const open = [root]
  let end = 0
  for (const match of text.matchAll(TOKEN)) {
    const [whole, data, closing, opening, attributes = '', selfClosing, characters] = match
    if (match.index !== end) break
    end = match.index + whole.length
    const parent = open.at(-1)!
    if (data !== undefined) parent.children.push(data)
    else if (characters !== undefined) parent.children.push(decodeEntities(characters))
    else if (opening !== undefined) {
      const element = {name: opening, attributes: readAttributes(attributes), children: []}
      parent.children.push(element)
      if (selfClosing === '') open.push(element)
    } else if (closing !== undefined) {
      if (open.length < 2 || parent.name !== closing) {
        throw new SyntaxError(
          `</${closing}> closes <${parent.name}>, at line ${lineAt(text, match.index)}`,
        )
      }
      open.pop()
    }
  }
  if (end < text.length) throw new SyntaxError(`This is not XML, at line ${lineAt(text, end)}`)
  if (open.length > 1) throw new SyntaxError(`<${open.at(-1)!.name}> is never closed`)
  return root
}

/** The elements at a path below an element, such as `descend(article, 'Journal', 'ISSN')`. */
export function descend(element: XmlElement, ...path: string[]): XmlElement[] {
  let found = [element]
  for (const name of path) {
    found = found.flatMap(({children}) =>
      children.filter(
        (child): child is XmlElement => typeof child === 'object' && child.name === name,
      ),
    )
  }
  return found
}

/** All the text in an element, tags such as `<i>` left out; `undefined` when it is empty. */
export function textOf(element: XmlElement | undefined): string | undefined {
  const join = (from: XmlElement): string =>
    from.children.map((child) => (typeof child === 'string' ? child : join(child))).join('')
  return (element && join(element).replaceAll(/\s+/g, ' ').trim()) || undefined
}

function readAttributes(text: string): Record<string, string> {
  return Object.fromEntries(
    [...text.matchAll(/([\w:.-]+)\s*=\s*(?:"([^"]*)"|'([^']*)')/g)].map(
      ([, name, double, single]) => [name!, decodeEntities(double ?? single ?? '')],
    ),
  )
}

const ENTITIES: Record<string, string> = {amp: '&', lt: '<', gt: '>', quot: '"', apos: "'"}

function decodeEntities(text: string): string {
  return text.replaceAll(
    /&(?:#x([\da-f]{1,6})|#(\d{1,7})|(\w+));/gi,
    (whole: string, hex?: string, decimal?: string, name?: string) => {
      if (name) return ENTITIES[name] ?? whole
      const code = hex ? Number.parseInt(hex, 16) : Number(decimal)
      return code <= 0x10ffff ? String.fromCodePoint(code) : whole
    },
  )
}

function lineAt(text: string, index: number): number {
  return text.slice(0, index).split('\n').length
}
