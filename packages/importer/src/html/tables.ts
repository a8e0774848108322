import {attribute, elementsOf, type HtmlElement, isElement, textOf} from './parse-page.ts'

/** A cell and the header over it, if there is one. */
export interface TableCell {
  cell: HtmlElement
  header?: HtmlElement
  isFirst: boolean
}

export interface ReadTable {
  caption?: HtmlElement
  rows: TableCell[][]
  /** Headers over columns that are empty. */
  otherHeaders: HtmlElement[]
}

/** Whether a table holds data, and does not only lay out a page. */
export function isDataTable(table: HtmlElement): boolean {
  if (/^(?:presentation|none)$/u.test(attribute(table, 'role') ?? '')) return false
  const inside = [...elementsOf(table)]
  if (inside.some(({tagName}) => /^(?:h[1-6]|table|article|section|main)$/u.test(tagName)))
    return false
  const rows = rowsOf(table)
  return rows.some((row) => cellsOf(row).length > 1) || inside.some(({tagName}) => tagName === 'th')
}

/** The rows of a table that have text, each cell with the header over it. */
export function readTable(table: HtmlElement): ReadTable {
  const rows = rowsOf(table).map(cellsOf)
  const caption = table.childNodes.filter(isElement).find(({tagName}) => tagName === 'caption')
  const [first, ...others] = rows
  const hasHeader = first !== undefined && others.length > 0 && isHeaderRow(first)
  const body = (hasHeader ? others : rows)
    .map((cells) => toCells(cells, hasHeader ? first : []))
    .filter((cells) => cells.length > 0)
  const used = new Set(body.flatMap((cells) => cells.flatMap(({header}) => header ?? [])))
  return {
    ...(caption ? {caption} : {}),
    rows: body,
    otherHeaders: hasHeader ? first.filter((cell) => hasContent(cell) && !used.has(cell)) : [],
  }
}

function toCells(cells: readonly HtmlElement[], headers: readonly HtmlElement[]): TableCell[] {
  return cells
    .map((cell, column) => ({cell, header: headers[column]}))
    .filter(({cell}) => hasContent(cell))
    .map(({cell, header}, index) => ({
      cell,
      ...(header && hasContent(header) ? {header} : {}),
      isFirst: index === 0,
    }))
}

function hasContent(cell: HtmlElement): boolean {
  return textOf(cell).trim() !== '' || [...elementsOf(cell)].some(({tagName}) => tagName === 'img')
}

function isHeaderRow(cells: readonly HtmlElement[]): boolean {
  const row = cells[0]?.parentNode
  const parent = row && 'tagName' in row ? row.parentNode : undefined
  const inHead = parent && 'tagName' in parent && parent.tagName === 'thead'
  return inHead === true || (cells.length > 0 && cells.every(({tagName}) => tagName === 'th'))
}

function rowsOf(table: HtmlElement): HtmlElement[] {
  return table.childNodes.filter(isElement).flatMap((child) => {
    if (child.tagName === 'tr') return [child]
    return /^t(?:head|body|foot)$/u.test(child.tagName)
      ? child.childNodes.filter(isElement).filter(({tagName}) => tagName === 'tr')
      : []
  })
}

function cellsOf(row: HtmlElement): HtmlElement[] {
  return row.childNodes.filter(isElement).filter(({tagName}) => /^t[dh]$/u.test(tagName))
}
