import type {DrugClass, MedicalEntity, MedicalTherapy} from 'schema-dts'

import type {DrugClassValue, PagePlace} from '../values.ts'
import {compact} from './compact.ts'
import {adverseOutcomes, codesJsonLd, drugsJsonLd} from './medical.ts'
import {type PageJsonLd, webPageJsonLd} from './web-page.ts'

/**
 * Describes the page of a drug class. Its side effects stand on a `MedicalTherapy` of their own,
 * because a `DrugClass` cannot have any.
 */
export function drugClassJsonLd(drugClass: DrugClassValue, place: PagePlace): PageJsonLd {
  const about = compact<Exclude<DrugClass, string>>({
    '@type': 'DrugClass',
    name: drugClass.name ?? '',
    alternateName: [drugClass.plainName, ...(drugClass.synonyms ?? [])].filter(
      (name) => typeof name === 'string' && name !== '',
    ) as string[],
    code: codesJsonLd(drugClass.codes),
    drug: drugsJsonLd(drugClass.therapies),
  })
  return webPageJsonLd(drugClass.name ?? '', drugClass, [about, ...classTherapy(drugClass)], place)
}

/** The treatment with a class, when there are side effects to hang on it. */
export function classTherapy(
  drugClass: Pick<DrugClassValue, 'name' | 'sideEffects' | 'therapies'>,
): MedicalEntity[] {
  const outcomes = compact(adverseOutcomes(drugClass.sideEffects))
  if (!drugClass.name || Object.keys(outcomes).length === 0) return []
  return [
    compact<Exclude<MedicalTherapy, string>>({
      '@type': 'MedicalTherapy',
      name: `Treatment with ${drugClass.name}`,
      drug: drugsJsonLd(drugClass.therapies),
      ...outcomes,
    }),
  ]
}
