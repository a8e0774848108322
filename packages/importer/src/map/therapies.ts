import type {ImportedDocument} from '../import-result.ts'
import type {Problem} from '../problem.ts'
import type {Prose} from '../read/prose.ts'
import {type DrugName, findDrugNames} from './drug-names.ts'
import {draftIdFromName, toSlug} from './identify.ts'
import type {DocumentReference, Naming} from './naming.ts'

/**
 * Links the drugs that some prose names, or proposes a therapy for each.
 *
 * @param drugClass - the class that a list of drugs stands under
 */
export function mapTherapies(
  prose: Prose,
  naming: Naming,
  drugClass: DocumentReference | undefined,
): Problem[] {
  const problems: Problem[] = []
  for (const drug of findDrugNames(prose.plain)) {
    const place = prose.placeOf(drug.start, drug.end)
    const named = naming.name(toTherapy(drug, drugClass), drug.brandNames, place)
    if (named.draft) addBrands(named.draft, drug.brandNames)
    if (!named.isNew) continue
    problems.push(
      named.draft
        ? {
            code: 'therapy-proposed',
            severity: 'suggestion',
            message: `“${prose.plain.slice(drug.start, drug.end)}” looks like the name of a drug; a therapy of that name was proposed.`,
            place,
            hint: 'Write its summary, or delete the draft and add the name to the therapy that has it.',
          }
        : linkedProblem(drug.name, named.reference._ref, place),
    )
  }
  return problems
}

/** Tells a writer that a name of the page is taken for a document that was there before. */
export function linkedProblem(name: string, id: string, place: Problem['place']): Problem {
  return {
    code: 'document-linked',
    severity: 'suggestion',
    message: `“${name}” is there already, as ${id}; no draft was proposed.`,
    place,
    hint: 'Nothing to do, unless another one is meant.',
  }
}

function toTherapy(
  {name, kind, brandNames}: DrugName,
  drugClass: DocumentReference | undefined,
): ImportedDocument {
  return {
    _id: draftIdFromName('therapy', name),
    _type: 'therapy',
    name,
    slug: {_type: 'slug', current: toSlug(name)},
    kind,
    ...(brandNames.length > 0 ? {brandNames} : {}),
    ...(drugClass ? {drugClass} : {}),
  }
}

function addBrands(draft: ImportedDocument, brands: readonly string[]): void {
  const known = Array.isArray(draft['brandNames']) ? draft['brandNames'].map(String) : []
  const all = [...new Set([...known, ...brands])]
  if (all.length > 0) draft['brandNames'] = all
}
