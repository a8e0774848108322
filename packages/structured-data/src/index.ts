export {drugClassJsonLd} from './json-ld/drug-class.ts'
export {pageJsonLd} from './json-ld/page.ts'
export {therapyJsonLd} from './json-ld/therapy.ts'
export type {PageJsonLd} from './json-ld/web-page.ts'
export {toScript} from './to-script.ts'
export type {
  CitationValue,
  CodeValue,
  DrugClassValue,
  PageBasics,
  PageBlockValue,
  PagePlace,
  PageValue,
  SideEffectValue,
  TherapyValue,
} from './values.ts'
