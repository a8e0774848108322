import {type CslItem, fromCsl} from '@net-therapies/citations'
import {parseReference} from '@net-therapies/citations/parse'

import type {ImportedDocument, ImportedReference} from '../import-result.ts'
import type {Problem} from '../problem.ts'
import type {FoundReference} from '../read/references.ts'
import {cleanText} from './clean-text.ts'
import {draftIdFromContent} from './identify.ts'

/** Below this confidence (0 to 1) a field is reported. */
const doubtfulBelow = 0.5

/** Makes a citation draft of each listed reference, and a map from its number to the draft's id. */
export function mapCitations(found: readonly FoundReference[]): {
  documents: ImportedDocument[]
  references: ImportedReference[]
  idOf: Map<number, string>
  problems: Problem[]
} {
  const documents = new Map<string, ImportedDocument>()
  const idOf = new Map<number, string>()
  const references: ImportedReference[] = []
  const problems: Problem[] = []
  for (const reference of found) {
    const verbatim = cleanText(reference.raw).trim()
    const {csl, confidence} = parseReference(verbatim)
    references.push({...reference, csl})
    problems.push(...findProblems(reference, csl, confidence))
    if (idOf.has(reference.number)) {
      problems.push({
        code: 'reference-number-twice',
        severity: 'error',
        message: `Two references have the number ${reference.number}. Marks point at the first.`,
        place: {start: reference.start, end: reference.end},
        hint: 'Check which of the two each mark means.',
      })
    }
    const id = draftIdFromContent('citation', verbatim)
    const twin = [...idOf].find(([, other]) => other === id)
    if (twin && twin[0] !== reference.number) {
      problems.push({
        code: 'reference-source-twice',
        severity: 'suggestion',
        message: `References ${twin[0]} and ${reference.number} are the same source.`,
        place: {start: reference.start, end: reference.end},
        hint: 'Both became one citation. Nothing to do if that is right.',
      })
    }
    if (!idOf.has(reference.number)) idOf.set(reference.number, id)
    const fields = csl ? fromCsl(csl, {verbatim, confidence}).document : {verbatim}
    documents.set(id, {...fields, _id: id, _type: 'citation'})
  }
  return {documents: [...documents.values()], references, idOf, problems}
}

function findProblems(
  reference: FoundReference,
  csl: CslItem | null,
  confidence: Partial<Record<string, number>>,
): Problem[] {
  const place = {start: reference.start, end: reference.end}
  if (!csl) {
    return [
      {
        code: 'reference-not-understood',
        severity: 'warning',
        message: `Reference ${reference.number} was kept word for word, but not understood.`,
        place,
        hint: 'Fill in kind and title of the citation by hand.',
      },
    ]
  }
  const problems: Problem[] = []
  if (csl.accessed && !csl.URL) {
    problems.push({
      code: 'reference-access-without-url',
      severity: 'warning',
      message: `Reference ${reference.number} has a date of access and no web address.`,
      place,
      hint: 'Find the address and add it, or clear the date.',
    })
  }
  const doubtful = Object.entries(confidence)
    .filter(([, value]) => value !== undefined && value < doubtfulBelow)
    .map(([field]) => field)
  if (doubtful.length > 0) {
    problems.push({
      code: 'reference-field-doubtful',
      severity: 'suggestion',
      message: `Reference ${reference.number}: not sure of ${doubtful.join(', ')}.`,
      place,
      hint: 'Compare these fields with the reference as it was found.',
    })
  }
  return problems
}
