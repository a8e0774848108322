import type {Drug, MedicalCode, MedicalSign, MedicalSymptom, MedicalTherapy} from 'schema-dts'

import type {CodeValue, SideEffectValue} from '../values.ts'
import {compact} from './compact.ts'

/** Codes of public code systems. A row without a system or a code is left out. */
export function codesJsonLd(codes: readonly CodeValue[] | null | undefined): MedicalCode[] {
  return (codes ?? []).flatMap(({system, value, display}) =>
    system && value
      ? [
          compact<Exclude<MedicalCode, string>>({
            '@type': 'MedicalCode',
            codingSystem: system,
            codeValue: value,
            name: display ?? undefined,
          }),
        ]
      : [],
  )
}

/**
 * Side effects as properties of a `MedicalTherapy`, the only kind of treatment in schema.org that
 * has them: `Drug` and `DrugClass` do not. Rows without a source are left out, as on the page.
 */
export function adverseOutcomes(
  sideEffects: readonly SideEffectValue[] | null | undefined,
): Pick<Exclude<MedicalTherapy, string>, 'adverseOutcome' | 'seriousAdverseOutcome'> {
  const rows = (sideEffects ?? []).filter((row) => row.sideEffect?.name && row.citations?.length)
  return {
    adverseOutcome: rows.filter(({serious}) => !serious).flatMap(symptom),
    seriousAdverseOutcome: rows.filter(({serious}) => serious).flatMap(symptom),
  }
}

function symptom({sideEffect}: SideEffectValue): (MedicalSymptom | MedicalSign)[] {
  if (!sideEffect?.name) return []
  const fields = {
    name: sideEffect.name,
    alternateName: sideEffect.medicalTerm ?? undefined,
    code: codesJsonLd(sideEffect.codes),
  }
  return sideEffect.kind === 'sign'
    ? [compact<Exclude<MedicalSign, string>>({'@type': 'MedicalSign', ...fields})]
    : [compact<Exclude<MedicalSymptom, string>>({'@type': 'MedicalSymptom', ...fields})]
}

/** The drugs among some therapies, by name. Procedures and combinations are not drugs. */
export function drugsJsonLd(
  therapies: readonly {name: string | null; kind?: string | null}[] | null | undefined,
): Drug[] {
  return (therapies ?? []).flatMap(({name, kind}) =>
    name && (kind === 'drug' || kind === 'radionuclide') ? [{'@type': 'Drug' as const, name}] : [],
  )
}
