import type {ImportResult} from '@net-therapies/importer'

import type {WriteOutcome} from './write-drafts.ts'

/** The report of an import for people: what was found, then every problem with its line. */
export function formatReport(text: string, result: ImportResult): string {
  const count = (type: string) => result.documents.filter(({_type}) => _type === type).length
  const citations = result.markers.reduce((sum, {numbers}) => sum + numbers.length, 0)
  const lines = [
    `“${result.title}”`,
    `  ${plural(result.markers.length, 'citation mark')} with ${plural(citations, 'citation')}, ${plural(result.references.length, 'reference')}`,
    `  ${plural(result.documents.length, 'draft')}: ${count('page')} page, ${plural(count('citation'), 'citation')}, ${plural(count('drugClass'), 'drug class', 'drug classes')}, ${plural(count('sideEffect'), 'side effect')}`,
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
  const {created, unchanged, different, existing} = outcome
  const lines = [
    `${plural(created.length, 'draft')} written, ${unchanged.length} unchanged since the last import.`,
  ]
  for (const id of different) {
    lines.push(`Left alone: ${id} differs from the page, because somebody changed one of the two.`)
  }
  for (const {id, of} of existing) {
    lines.push(`Not proposed again: ${id}, because ${of} is there already.`)
  }
  return `${lines.join('\n')}\n`
}

function placeInLines(text: string, offset: number): string {
  const before = text.slice(0, offset).split(/\r\n|\r|\n/u)
  return `line ${before.length}, column ${(before.at(-1)?.length ?? 0) + 1}`
}

function plural(count: number, noun: string, nouns = `${noun}s`): string {
  return `${count} ${count === 1 ? noun : nouns}`
}
