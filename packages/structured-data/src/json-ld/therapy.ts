import type {Drug, DrugLegalStatus, MedicalTherapy} from 'schema-dts'

import type {PagePlace, TherapyValue} from '../values.ts'
import {compact} from './compact.ts'
import {adverseOutcomes, codesJsonLd} from './medical.ts'
import {type PageJsonLd, webPageJsonLd} from './web-page.ts'

/** Where the decisions of an authority hold. */
const areas = new Map([
  ['FDA', 'United States'],
  ['EMA', 'European Union'],
  ['MHRA', 'United Kingdom'],
  ['Health Canada', 'Canada'],
  ['PMDA', 'Japan'],
  ['TGA', 'Australia'],
  ['Swissmedic', 'Switzerland'],
])

/**
 * Describes the page of a therapy: a `MedicalTherapy` with its side effects and, for a drug, a
 * `Drug` with its class and legal status. schema.org has no place for the date and the use of an
 * approval, so they are not there. Facts without a source are left out, as on the page.
 */
export function therapyJsonLd(therapy: TherapyValue, place: PagePlace): PageJsonLd {
  const name = therapy.name ?? ''
  const isDrug = therapy.kind === 'drug' || therapy.kind === 'radionuclide'
  const about = compact<Exclude<MedicalTherapy, string>>({
    '@type': 'MedicalTherapy',
    name,
    alternateName: isDrug ? undefined : therapy.synonyms?.slice(),
    code: isDrug ? undefined : codesJsonLd(therapy.codes),
    drug: isDrug ? drug(name, therapy) : undefined,
    contraindication: (therapy.contraindications ?? [])
      .filter(isSourced)
      .flatMap(({text}) => (text ? [text] : [])),
    ...adverseOutcomes(therapy.sideEffects),
  })
  return webPageJsonLd(name, therapy, [about], place)
}

function drug(name: string, therapy: TherapyValue): Drug {
  const {drugClass, mechanism} = therapy
  return compact<Exclude<Drug, string>>({
    '@type': 'Drug',
    name,
    nonProprietaryName: name,
    proprietaryName: therapy.brandNames?.slice(),
    alternateName: therapy.synonyms?.slice(),
    administrationRoute: therapy.routes?.slice(),
    mechanismOfAction:
      mechanism && isSourced(mechanism) ? (mechanism.text ?? undefined) : undefined,
    drugClass: drugClass?.name
      ? {
          '@type': 'DrugClass',
          ...compact({name: drugClass.name, code: codesJsonLd(drugClass.codes)}),
        }
      : undefined,
    code: codesJsonLd(therapy.codes),
    ...approvals(therapy),
  })
}

function approvals(
  therapy: TherapyValue,
): Pick<Exclude<Drug, string>, 'legalStatus' | 'recognizingAuthority'> {
  const authorities = new Set(
    (therapy.approvals ?? [])
      .filter((row) => row.status === 'approved' && row.date && isSourced(row))
      .flatMap(({authority}) => (authority ? [authority] : [])),
  )
  return {
    legalStatus: [...authorities].map(legalStatus),
    recognizingAuthority: [...authorities].map((authority) => ({
      '@type': 'Organization',
      name: authority,
    })),
  }
}

function legalStatus(authority: string): DrugLegalStatus {
  const area = areas.get(authority)
  return compact<Exclude<DrugLegalStatus, string>>({
    '@type': 'DrugLegalStatus',
    name: `Approved by ${authority}`,
    applicableLocation: area ? {'@type': 'AdministrativeArea', name: area} : undefined,
  })
}

function isSourced(value: {citations?: readonly unknown[] | null}): boolean {
  return (value.citations?.length ?? 0) > 0
}
