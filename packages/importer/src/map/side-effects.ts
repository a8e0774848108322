import type {ImportedDocument} from '../import-result.ts'
import type {Problem} from '../problem.ts'
import {type Prose, readSentences} from '../read/prose.ts'
import {
  type CitationContext,
  type CitationReference,
  toCitationReferences,
} from './citation-values.ts'
import {draftIdFromName, toSlug} from './identify.ts'
import type {DocumentReference, Naming} from './naming.ts'

const enumeration =
  /\bside effects\b(?: of (?<of>[^,.:;]{1,60}?))?(?: (?:may|can|could|might|also|often|commonly|sometimes)){0,2} (?:(?:include|are)d?|such as|like):?\s+(?<names>[^.;:]+)/iu

/** Names that begin like this are clauses, not the name of a side effect. */
const clause =
  /^(?:not|usually|often|generally|rarely|mild|more|less|the|that|which|those|these|different|similar|common|rare|other|unlikely)\b/iu

/** A side effect of a drug or class, as the content model has it. */
export interface SideEffectRow {
  _type: 'therapySideEffect'
  _key: string
  sideEffect: DocumentReference
  citations: CitationReference[]
}

/**
 * Links each side effect that a sentence “Side effects include …” enumerates, or proposes a draft
 * for it.
 *
 * @param subject - the draft of the drug or class that the text is about, which gets a row for each
 */
export function mapSideEffects(
  prose: Prose,
  naming: Naming,
  subject: ImportedDocument | undefined,
  context: CitationContext,
): Problem[] {
  const problems: Problem[] = []
  if (!enumeration.test(prose.plain)) return problems
  for (const sentence of readSentences(prose)) {
    const names = enumeration.exec(sentence.text)?.groups?.['names']
    if (!names) continue
    const entries = splitEnumeration(names)
    if (entries.some(({name}) => clause.test(name) || name.split(' ').length > 7)) continue
    const place = prose.placeOf(sentence.start, sentence.end)
    const proposed: string[] = []
    const linked: string[] = []
    for (const {name, medicalTerm} of entries) {
      const at = sentence.start + Math.max(sentence.text.indexOf(name), 0)
      const named = naming.name(
        toSideEffect(name, medicalTerm),
        medicalTerm ? [medicalTerm] : [],
        prose.placeOf(at, at + name.length),
      )
      if (named.draft) proposed.push(name)
      else linked.push(`${name} (${named.reference._ref})`)
      if (subject)
        addRow(subject, named.reference, toCitationReferences(sentence.marks, context), context)
    }
    const about = subject ? ` They were noted as side effects of “${String(subject['name'])}”.` : ''
    if (linked.length > 0) {
      problems.push({
        code: 'document-linked',
        severity: 'suggestion',
        message: `Side effects that are there already: ${linked.join(', ')}.${about}`,
        place,
        hint: 'Nothing to do, unless others are meant.',
      })
    }
    if (proposed.length > 0) {
      problems.push({
        code: 'side-effect-proposed',
        severity: 'suggestion',
        message: `Side effects were proposed: ${proposed.join(', ')}.${about}`,
        place,
        hint: 'Check each name, and say whether it is a symptom or a sign.',
      })
    }
  }
  return problems
}

function toSideEffect(name: string, medicalTerm: string | undefined): ImportedDocument {
  return {
    _id: draftIdFromName('sideEffect', name),
    _type: 'sideEffect',
    name: name.charAt(0).toUpperCase() + name.slice(1),
    slug: {_type: 'slug', current: toSlug(name)},
    ...(medicalTerm ? {medicalTerm} : {}),
  }
}

function addRow(
  subject: ImportedDocument,
  sideEffect: DocumentReference,
  citations: CitationReference[],
  {keys}: CitationContext,
): void {
  const rows = (subject['sideEffects'] ??= []) as SideEffectRow[]
  if (rows.some((row) => row.sideEffect._ref === sideEffect._ref)) return
  rows.push({_type: 'therapySideEffect', _key: keys(), sideEffect, citations})
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
