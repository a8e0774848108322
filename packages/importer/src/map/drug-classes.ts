import type {ImportedDocument} from '../import-result.ts'
import {draftIdFromName, toSlug} from './identify.ts'

/** What the heading of a class of drugs ends in. */
const classHeading =
  /^(?!(?:different|other|new|newer|more|most|many|all|both|your|some|several|certain|few|this|these|those|the|an?|such|types of|about|what|how|why|when)\b)(?:[\p{L}\p{N}()/-]+\s+){0,5}?(?:[\p{L}-]*therap(?:y|ies)|analog(?:ue)?s?|inhibitors?|blockers?|agonists?|antagonists?|(?:monoclonal )?antibod(?:y|ies)|interferons?|PRRT)(?: \([^)]+\))?$/iu

/** A sentence that opens with the name of a class and says what it is or does. */
const classOpening =
  /^(?<name>(?:[\p{L}-]+\s+){0,3}?(?:[\p{L}-]*therap(?:y|ies)|analog(?:ue)?s|inhibitors|blockers|antibodies|interferon|PRRT))\s+(?:is|are|can|may|uses?|works?|helps?)\b/iu

/** The class of drugs that a heading names, if it names one. */
export function classInHeading(text: string): string | undefined {
  const name = text.trim()
  return classHeading.test(name) ? name : undefined
}

/** The class of drugs that a paragraph opens with, if it does. */
export function classInOpening(plain: string): string | undefined {
  const name = classOpening.exec(plain)?.groups?.['name']
  return name && classHeading.test(name) ? name : undefined
}

/** The draft of a class: its name and address, nothing that the page does not say. */
export function toDrugClass(name: string): ImportedDocument {
  return {
    _id: draftIdFromName('drugClass', name),
    _type: 'drugClass',
    name,
    slug: {_type: 'slug', current: toSlug(name)},
  }
}
