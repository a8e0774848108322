import type {ImportResult, Problem} from '@net-therapies/importer'

import type {ChangedDocument, WriteOutcome} from './write-drafts.ts'

/** The report of an import for people: what was found, then every problem with its line. */
export function formatReport(text: string, result: ImportResult): string {
  const count = (type: string) => result.documents.filter(({_type}) => _type === type).length
  const lines = [
    `“${result.title}”`,
    `  ${countMarks(result)}, ${plural(result.references.length, 'reference')}`,
    `  ${plural(result.documents.length, 'draft')}: ${count('page')} page, ${plural(count('citation'), 'citation')}, ${plural(count('drugClass'), 'drug class', 'drug classes')}, ${plural(count('therapy'), 'therapy', 'therapies')}, ${plural(count('sideEffect'), 'side effect')}`,
    '',
    result.problems.length === 0 ? 'No problems.' : `${plural(result.problems.length, 'problem')}:`,
  ]
  for (const {severity, code, message, place, hint} of result.problems) {
    lines.push(
      '',
      `  ${placeInLines(text, place.start)}  ${severity}  ${code}`,
      `    ${message}`,
      `    ${hint}`,
    )
  }
  return `${lines.join('\n')}\n`
}

/** What was written, in one short paragraph. */
export function formatOutcome(outcome: WriteOutcome): string {
  const {created, updated, unchanged, changed, published, orphaned} = outcome
  const counts = [
    `${plural(created.length, 'draft')} written`,
    ...(updated.length > 0 ? [`${updated.length} updated`] : []),
    `${unchanged.length} unchanged since the last import`,
  ]
  const lines = [`${counts.join(', ')}.`]
  for (const document of changed) {
    lines.push(`Left alone: ${differing(document)}, because somebody has worked on it.`)
  }
  for (const document of published) {
    lines.push(`Left alone: ${differing(document)}, because it is published.`)
  }
  for (const id of orphaned) {
    lines.push(`No longer cited: ${id}. Delete it, unless it is needed elsewhere.`)
  }
  return `${lines.join('\n')}\n`
}

/** A page of a folder: imported, or refused with a reason. */
export type FolderEntry = {name: string; outcome?: WriteOutcome} & (
  | {result: ImportResult}
  | {problem: Problem}
)

/** One line a page, and what all pages together came to. */
export function formatSummary(entries: readonly FolderEntry[], isDryRun: boolean): string {
  const imported = entries.filter((entry) => 'result' in entry)
  const refused = entries.filter((entry) => 'problem' in entry)
  const lines = imported.map(
    ({name, result}) => `${name}: “${result.title}”, ${countProblems(result)}`,
  )
  for (const {name, problem} of refused) {
    lines.push(`${name}: not imported. ${problem.message} ${problem.hint}`)
  }
  const outcomes = entries.flatMap(({outcome}) => outcome ?? [])
  const sum = (count: (outcome: WriteOutcome) => number) =>
    outcomes.reduce((total, outcome) => total + count(outcome), 0)
  lines.push(
    '',
    `${plural(imported.length, 'page')} imported, ${refused.length} refused. ${plural(
      imported.reduce((total, {result}) => total + result.problems.length, 0),
      'problem',
    )} in all.`,
    isDryRun
      ? 'Nothing was written (--dry-run).'
      : `${plural(
          sum(({created}) => created.length),
          'draft',
        )} written, ${sum(({updated}) => updated.length)} updated, ${sum(({unchanged}) => unchanged.length)} unchanged, ${sum(({changed, published}) => changed.length + published.length)} left alone.`,
  )
  for (const outcome of outcomes) {
    lines.push(...formatOutcome(outcome).trimEnd().split('\n').slice(1))
  }
  return `${lines.join('\n')}\n`
}

function countMarks({markers}: ImportResult): string {
  const citations = markers.reduce((sum, {numbers}) => sum + numbers.length, 0)
  return `${plural(markers.length, 'citation mark')} with ${plural(citations, 'citation')}`
}

function countProblems({problems}: ImportResult): string {
  if (problems.length === 0) return 'no problems'
  const counts = (['error', 'warning', 'suggestion'] as const)
    .map(
      (severity) => [severity, problems.filter((one) => one.severity === severity).length] as const,
    )
    .filter(([, count]) => count > 0)
  return counts.map(([severity, count]) => plural(count, severity)).join(', ')
}

function differing({id, fields}: ChangedDocument): string {
  return `${id} differs from the page in ${fields.join(', ')}`
}

function placeInLines(text: string, offset: number): string {
  const before = text.slice(0, offset).split(/\r\n|\r|\n/u)
  return `line ${before.length}, column ${(before.at(-1)?.length ?? 0) + 1}`
}

function plural(count: number, noun: string, nouns = `${noun}s`): string {
  return `${count} ${count === 1 ? noun : nouns}`
}
