import type {HistoryCheck} from '@net-therapies/lake'
import type {AuditRow, Decision} from '@net-therapies/review'

import type {Audit} from './read-audit.ts'

/** An audit, and whether the chain of hashes holds where it can be recomputed. */
export interface AuditReport extends Audit {
  /** `undefined` where the file of the lake is not at hand. */
  chain: HistoryCheck | undefined
}

/** Formats that an audit can be printed in. */
export const auditFormats = {text: toText, json: toJson, csv: toCsv, html: toHtml} as const

const noChain = 'The chain of hashes was not checked: that needs the folder of the lake (--data).'

function chainInWords({chain}: AuditReport): string {
  if (!chain) return noChain
  const {transactions, problems} = chain
  return problems.length === 0
    ? `The chain of hashes holds over ${transactions} transactions.`
    : [
        `The chain of hashes is broken in ${problems.length} places:`,
        ...problems.map(({place, message}) => `${place}: ${message}`),
      ].join('\n  ')
}

function sumInWords({rows}: AuditReport): string {
  const amiss = rows.filter(({problems}) => problems.length > 0).length
  const noun = rows.length === 1 ? 'document' : 'documents'
  return `${rows.length} published ${noun}, ${amiss} with problems.`
}

function cellsOf(row: AuditRow, names: Audit['names']) {
  const nameOf = (id: string) => names.get(id) ?? id
  const list = (decisions: readonly Decision[]) =>
    decisions.map(({by, at}) => `${nameOf(by)}, ${at}`).join('; ')
  return {
    id: row.id,
    type: row.type,
    title: row.title,
    'written by': row.wroteBy.map(nameOf).join('; '),
    'approved by': list(row.approvals),
    'published by': row.publishedBy && `${nameOf(row.publishedBy)}, ${row.publishedAt}`,
    emergency: row.emergency ? `${list([row.emergency])}: ${row.emergency.reason}` : '',
    'reviewed since by': list(row.reviews),
    'digest (SHA-256)': row.digest,
    problems: row.problems.map(({code, message}) => `${code}: ${message}`).join('; '),
  }
}

function toText(report: AuditReport): string {
  const entries = report.rows.map((row) => {
    const {id, title, type, ...cells} = cellsOf(row, report.names)
    const lines = Object.entries(cells).flatMap(([name, value]) =>
      value === '' ? [] : [`  ${name.padEnd(18)}${value}`],
    )
    return [`${type} ${id} “${title}”`, ...lines, ''].join('\n')
  })
  return `${[...entries, sumInWords(report), chainInWords(report)].join('\n')}\n`
}

function toJson({rows, names, chain}: AuditReport): string {
  return `${JSON.stringify({documents: rows, names: Object.fromEntries(names), chain: chain ?? null}, null, 2)}\n`
}

/** RFC 4180, with the titles of the columns in the first line. */
function toCsv({rows, names}: AuditReport): string {
  const cells = rows.map((row) => cellsOf(row, names))
  const titles = Object.keys(cellsOf(emptyRow, names))
  return [titles, ...cells.map((one) => Object.values(one))]
    .map((line) => `${line.map(csvCell).join(',')}\r\n`)
    .join('')
}

/** A spreadsheet takes what begins like a formula for one. */
function csvCell(value: string): string {
  const text = /^[=+\-@\t\r]/u.test(value) ? `'${value}` : value
  return /[",\r\n]/u.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}

function toHtml(report: AuditReport): string {
  const titles = Object.keys(cellsOf(emptyRow, report.names))
  const head = titles.map((title) => `<th scope="col">${escapeHtml(title)}</th>`).join('')
  const rows = report.rows.map((row) => {
    const cells = Object.values(cellsOf(row, report.names)).map(
      (value) => `<td>${escapeHtml(value)}</td>`,
    )
    return `<tr${row.problems.length > 0 ? ' class="amiss"' : ''}>${cells.join('')}</tr>`
  })
  return `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<title>Audit of what is published</title>
<style>
body { font-family: sans-serif; margin: 2rem; }
table { border-collapse: collapse; }
th, td { border: 1px solid #999; padding: 0.4rem; text-align: left; vertical-align: top; overflow-wrap: anywhere; }
.amiss { background: #fde8e8; }
</style>
<h1>Audit of what is published</h1>
<p>${escapeHtml(sumInWords(report))}</p>
<p>${escapeHtml(chainInWords(report))}</p>
<table>
<thead><tr>${head}</tr></thead>
<tbody>
${rows.join('\n')}
</tbody>
</table>
</html>
`
}

const entities: Record<string, string> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}

const escapeHtml = (text: string) => text.replace(/[&<>"']/gu, (sign) => entities[sign] ?? sign)

/** Has every column. */
const emptyRow: AuditRow = {
  id: '',
  type: '',
  title: '',
  digest: '',
  publishedAt: '',
  publishedBy: '',
  wroteBy: [],
  approvals: [],
  reviews: [],
  emergency: undefined,
  problems: [],
}
