import type {ImportedDocument} from '../import-result.ts'
import type {Problem} from '../problem.ts'
import {type Prose, readSentences} from '../read/prose.ts'
import {draftIdFromName, toSlug} from './identify.ts'

const enumeration =
  /\bside effects\b(?: of [^,.:;]{1,60}?)?(?: (?:may|can|could|might|also|often|commonly|sometimes)){0,2} (?:include|are)d?:?\s+(?<names>[^.;:]+)/iu

/** Names that begin like this are clauses, not the name of a side effect. */
const clause =
  /^(?:not|usually|often|generally|rarely|mild|more|less|the|that|which|those|these|different|similar|common|rare)\b/iu

/** Proposes a draft for each side effect that a sentence “Side effects include …” enumerates. */
export function mapSideEffects(prose: Prose): {documents: ImportedDocument[]; problems: Problem[]} {
  const documents: ImportedDocument[] = []
  const problems: Problem[] = []
  if (!enumeration.test(prose.plain)) return {documents, problems}
  for (const sentence of readSentences(prose)) {
    const names = enumeration.exec(sentence.text)?.groups?.['names']
    if (!names) continue
    const entries = splitEnumeration(names)
    if (entries.some(({name}) => clause.test(name) || name.split(' ').length > 7)) continue
    for (const {name, medicalTerm} of entries) {
      const title = name.charAt(0).toUpperCase() + name.slice(1)
      documents.push({
        _id: draftIdFromName('sideEffect', name),
        _type: 'sideEffect',
        name: title,
        slug: {_type: 'slug', current: toSlug(name)},
        ...(medicalTerm ? {medicalTerm} : {}),
      })
    }
    problems.push({
      code: 'side-effect-proposed',
      severity: 'suggestion',
      message: `Side effects were proposed: ${entries.map(({name}) => name).join(', ')}.`,
      place: prose.placeOf(sentence.start, sentence.end),
      hint: 'Check each name, say whether it is a symptom or a sign, and link it to its therapy.',
    })
  }
  return {documents, problems}
}

function splitEnumeration(names: string): {name: string; medicalTerm?: string}[] {
  return names
    .split(/,\s*(?:and|or)\s+|,\s*(?![^(]*\))|\s+and\s+(?![^(]*\))/u)
    .map((entry) => entry.trim())
    .filter((entry) => entry !== '')
    .map((entry) => {
      const match = /^(.+?)\s*\(([^)]+)\)$/u.exec(entry)
      return match?.[1] && match[2] ? {name: match[1], medicalTerm: match[2]} : {name: entry}
    })
}
