import type {MedicalEntity} from 'schema-dts'

import type {PageBlockValue, PagePlace, PageValue} from '../values.ts'
import {compact} from './compact.ts'
import {classTherapy} from './drug-class.ts'
import {drugsJsonLd} from './medical.ts'
import {type PageJsonLd, webPageJsonLd} from './web-page.ts'

/** Describes a composed page: it is about the drug classes and therapies that it shows. */
export function pageJsonLd(page: PageValue, place: PagePlace): PageJsonLd {
  return webPageJsonLd(page.title ?? '', page, (page.body ?? []).flatMap(subjects), place)
}

function subjects(block: PageBlockValue): MedicalEntity[] {
  const {drugClass, therapy, therapies} = block
  if (block._type === 'drugClassSection' && drugClass?.name) {
    return [
      compact({'@type': 'DrugClass' as const, name: drugClass.name, drug: drugsJsonLd(therapies)}),
      ...classTherapy({...drugClass, therapies}),
    ]
  }
  if (block._type === 'therapySection' && therapy?.name) {
    return [{'@type': 'MedicalTherapy', name: therapy.name}]
  }
  return []
}
