import type {CslItem} from '@net-therapies/citations'

import type {ImportedReference, ImportResult} from '../import-result.ts'
import type {Place, Problem} from '../problem.ts'
import type {Line} from '../read/lines.ts'
import {groupByLine} from '../read/places-within.ts'
import {findReferences} from '../read/references.ts'
import {readParts} from '../read/sections.ts'
import {type SourcePage, toTextOffset} from '../read/source-page.ts'
import {annotate, type Links, type NumberedProblem, type Shown} from './annotate.ts'
import {escapeHtml} from './escape-html.ts'
import {reportStyle} from './report-style.ts'

/** A page of a report: read and imported, or refused. */
export type ReportedPage = {name: string; outcome?: string} & (
  | {page: SourcePage; result: ImportResult}
  | {problem: Problem}
)

const severities = ['error', 'warning', 'suggestion'] as const

const headings: Record<Problem['severity'], string> = {
  error: 'To correct',
  warning: 'To complete',
  suggestion: 'To decide',
}

const meanings: Record<Problem['severity'], string> = {
  error: 'would mislead a reader',
  warning: 'something is missing',
  suggestion: 'the choice is yours',
}

/**
 * Writes a report on imported pages as one HTML file for people: each page as it reads, with every
 * citation mark, name and problem shown in its place. It runs no script and loads nothing.
 */
export function toReport(pages: readonly ReportedPage[]): string {
  const title = pages.length === 1 ? titleOf(pages[0]) : `${pages.length} imported pages`
  const contents =
    pages.length === 1
      ? ''
      : `<ol>${pages.map((page, index) => `<li><a href="#page-${index + 1}">${escapeHtml(titleOf(page))}</a> <span class="quiet">${escapeHtml(countsOf(page))}</span></li>`).join('')}</ol>`
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>Import report: ${escapeHtml(title)}</title>
<style>${reportStyle}</style>
</head>
<body>
<h1>Import report</h1>
<p>This shows what was read, exactly as it was read. Nothing was added or corrected on the way.</p>
<p class="legend"><span class="mark">5</span> citation, <span class="mark missing">24</span> citation
without a listed source, <span class="name">name</span> of a therapy, drug class or side effect. ${severities
    .map(
      (one) =>
        `<span class="flag ${one}-flag">1</span> ${headings[one].toLowerCase()}: ${meanings[one]}`,
    )
    .join('; ')}.</p>
${contents}
${pages.map((page, index) => toArticle(page, index + 1)).join('\n')}
</body>
</html>
`
}

function titleOf(page: ReportedPage | undefined): string {
  return page && 'result' in page && page.result.title !== ''
    ? page.result.title
    : (page?.name ?? '')
}

function countsOf(page: ReportedPage): string {
  if ('problem' in page) return 'not read'
  const {problems} = page.result
  const counts = severities
    .map(
      (one) =>
        [
          headings[one].toLowerCase(),
          problems.filter(({severity}) => severity === one).length,
        ] as const,
    )
    .filter(([, count]) => count > 0)
  return counts.length === 0
    ? 'no problems'
    : counts.map(([name, count]) => `${count} ${name}`).join(', ')
}

function toArticle(reported: ReportedPage, index: number): string {
  const head = `<article id="page-${index}">
<h2>${escapeHtml(titleOf(reported))}</h2>
<p class="quiet">${escapeHtml(reported.name)}: ${escapeHtml(countsOf(reported))}.${reported.outcome ? ` ${escapeHtml(reported.outcome)}` : ''}</p>`
  if ('problem' in reported) {
    const {message, hint} = reported.problem
    return `${head}
<div class="note error"><p><span class="kind">This page was not imported.</span> ${escapeHtml(message)}</p><p>${escapeHtml(hint)}</p></div>
</article>`
  }
  const {page, result} = reported
  const problems = numberProblems(page, result.problems)
  const referenceOf = new Map(result.references.map(({number, raw}) => [number, raw]))
  const links: Links = {
    anchorOf: ({number}) => `page-${index}-problem-${number}`,
    referenceOf: (number) => {
      const raw = referenceOf.get(number)
      return raw === undefined ? undefined : {anchor: `page-${index}-reference-${number}`, raw}
    },
  }
  return `${head}
${toSummary(problems, links)}
<h3>The page</h3>
<div class="text">
${toText(page, result, problems, links)}
</div>
${toReferences(result.references, index)}
${toDrafts(result)}
</article>`
}

function numberProblems(page: SourcePage, problems: readonly Problem[]): NumberedProblem[] {
  return problems.map((problem, index) => ({
    number: index + 1,
    problem,
    place: inText(page, problem.place),
  }))
}

function inText(page: SourcePage, {start, end}: Place): Place {
  const from = toTextOffset(page, start)
  const to = toTextOffset(page, end)
  const shown = page.text.slice(from, to).trimEnd()
  return {start: from, end: from + shown.length}
}

function toSummary(problems: readonly NumberedProblem[], links: Links): string {
  if (problems.length === 0) return '<p>No problems were found.</p>'
  return severities
    .map((one) => {
      const own = problems.filter(({problem}) => problem.severity === one)
      if (own.length === 0) return ''
      const items = own.map(
        (numbered) =>
          `<li><a class="flag ${one}-flag" href="#${links.anchorOf(numbered)}">${numbered.number}</a> ${escapeHtml(numbered.problem.message)}</li>`,
      )
      return `<h3>${headings[one]} (${own.length})</h3>\n<ul>${items.join('\n')}</ul>`
    })
    .join('\n')
}

function toText(
  page: SourcePage,
  result: ImportResult,
  problems: readonly NumberedProblem[],
  links: Links,
): string {
  const lines = [...page.lines, ...(page.title ? [page.title] : [])].sort(
    (left, right) => left.start - right.start,
  )
  const nameOf = nameLines(page, lines)
  const shown = groupByLine(lines, [
    ...result.markers.map((marker): Shown => ({...inText(page, marker), marker})),
    ...result.mentions.map((mention): Shown => ({...inText(page, mention), mention})),
    ...problems.map((problem): Shown => ({...problem.place, problem})),
  ])
  // A problem is explained below the line in which it ends, or the next one if it has no text.
  const notes = groupNotes(lines, problems)
  return lines
    .map((line) => {
      const name = nameOf(line)
      const bullet = name === 'item' && line.block ? '• ' : ''
      const text = annotate(page.text, line, shown.get(line) ?? [], links)
      const below = (notes.get(line) ?? []).map((note) => toNote(note, links)).join('')
      return `<p class="${name}">${bullet}${text}</p>${below}`
    })
    .join('\n')
}

function groupNotes(
  lines: readonly Line[],
  problems: readonly NumberedProblem[],
): Map<Line, NumberedProblem[]> {
  const notes = new Map<Line, NumberedProblem[]>()
  const inOrder = [...problems].sort((left, right) => left.place.end - right.place.end)
  let index = 0
  for (const problem of inOrder) {
    while (index < lines.length - 1 && (lines[index]?.end ?? 0) < problem.place.end) index += 1
    const line = lines[index]
    if (line) notes.set(line, [...(notes.get(line) ?? []), problem])
  }
  return notes
}

/** Names what each line is: title, heading, paragraph, item or reference. */
function nameLines(page: SourcePage, lines: readonly Line[]): (line: Line) => string {
  const title = page.title ?? lines[0]
  const references = findReferences(page.lines).lines
  const kinds = new Map(readParts(page.lines).map(({end, kind}) => [end, kind]))
  return (line) => {
    if (line === title) return 'title'
    if (references.has(line)) return 'reference'
    const kind = kinds.get(line.end) ?? 'paragraph'
    return kind === 'bullet' || kind === 'number' ? 'item' : kind
  }
}

function toNote(numbered: NumberedProblem, links: Links): string {
  const {severity, message, hint} = numbered.problem
  return `
<div class="note ${severity}" id="${links.anchorOf(numbered)}"><p><span class="flag ${severity}-flag">${numbered.number}</span> <span class="kind">${headings[severity]}.</span> ${escapeHtml(message)}</p><p>${escapeHtml(hint)}</p></div>`
}

function toReferences(references: readonly ImportedReference[], index: number): string {
  if (references.length === 0) return ''
  const rows = references.map(
    ({number, raw, csl}) =>
      `<tr id="page-${index}-reference-${number}"><td>${number}</td><td>${escapeHtml(raw)}</td><td>${csl ? describeSource(csl) : 'Not understood; kept word for word.'}</td></tr>`,
  )
  return `<h3>The references</h3>
<table><thead><tr><th>No.</th><th>As it was read</th><th>As it was understood</th></tr></thead>
<tbody>${rows.join('\n')}</tbody></table>`
}

function describeSource(csl: CslItem): string {
  const names = (csl.author ?? []).map(
    ({family, given, literal}) => literal ?? [family, given].filter(Boolean).join(' '),
  )
  const year = csl.issued?.['date-parts']?.[0]?.[0]
  const rows: [string, string | undefined][] = [
    ['Title', csl.title],
    ['Authors', names.join(', ')],
    ['Published in', csl['container-title']],
    ['Year', year === undefined ? undefined : String(year)],
  ]
  return rows
    .filter((row): row is [string, string] => Boolean(row[1]))
    .map(([name, value]) => `<span class="quiet">${name}:</span> ${escapeHtml(value)}`)
    .join('<br>')
}

function toDrafts({documents}: ImportResult): string {
  const kinds: [string, string][] = [
    ['page', 'Page'],
    ['citation', 'Sources'],
    ['drugClass', 'Drug classes'],
    ['therapy', 'Therapies'],
    ['sideEffect', 'Side effects'],
  ]
  const rows = kinds.map(([type, heading]) => {
    const own = documents.filter(({_type}) => _type === type)
    const names = own.map((draft) => {
      const name = draft['title'] ?? draft['name'] ?? draft['verbatim']
      return typeof name === 'string' ? name : draft._id
    })
    return own.length === 0
      ? ''
      : `<tr><td>${heading}</td><td>${names.map(escapeHtml).join('<br>')}</td></tr>`
  })
  return `<h3>The drafts</h3>
<table><tbody>${rows.join('')}</tbody></table>`
}
