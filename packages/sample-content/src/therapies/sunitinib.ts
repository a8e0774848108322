import {sampleFields} from '../document.ts'
import {claim, codes, reported, reportedAs, slug} from '../facts.ts'
import {body, heading, keyed, paragraph, reference} from '../portable-text.ts'

const extension = {
  attribution: 'any-cause',
  population: 'people with NETs of the pancreas in the extension of a study, all on sunitinib',
} as const

const phase3 = 'people with NETs of the pancreas in the study against placebo'

const allUses = 'people treated for any approved use of the drug, in a leaflet of 2022'

export const sunitinib = {
  _id: 'therapy-sunitinib',
  _type: 'therapy',
  name: 'Sunitinib',
  slug: slug('sunitinib'),
  kind: 'drug',
  drugClass: reference('drug-class-targeted-therapies'),
  summary:
    'Sunitinib is taken by mouth. It blocks several growth signals and is used for NETs of the pancreas.',
  body: body(
    heading('What it does'),
    paragraph(
      'Sunitinib blocks several growth signals. Some of them are signals that tumors use to grow new blood vessels.',
      ['nci-drug-sunitinib'],
    ),
    heading('What studies found'),
    paragraph(
      'A study compared sunitinib with placebo in 171 people with NETs of the pancreas. Half of those on sunitinib lived 11.4 months or longer without tumor growth. With placebo it was 5.5 months.',
      ['raymond-2011-sunitinib'],
    ),
    heading('Side effects'),
    paragraph(
      'The side effects that this study saw most often were loose stools, feeling sick, throwing up, weakness and tiredness.',
      ['raymond-2011-sunitinib'],
      ' The European leaflet counts side effects over all uses of the drug.',
      ['ema-leaflet-sutent'],
    ),
  ),
  brandNames: ['Sutent'],
  synonyms: ['sunitinib malate'],
  mechanism: claim(
    'mechanism',
    'It blocks several growth signals, including the ones tumors use to grow new blood vessels.',
    'nci-drug-sunitinib',
  ),
  routes: ['oral'],
  sideEffects: [
    reported('diarrhea', 'sunitinib-2019-safety-update', {percent: 63.1, ...extension}),
    reported('neutropenia', 'sunitinib-2019-safety-update', {percent: 43.7, ...extension}),
    reported('abdominal-pain', 'sunitinib-2019-safety-update', {percent: 40.8, ...extension}),
    reported('nausea', 'raymond-2011-sunitinib', {population: phase3}),
    reported('vomiting', 'raymond-2011-sunitinib', {population: phase3}),
    reported('fatigue', 'raymond-2011-sunitinib', {population: phase3}),
    ...reportedAs('very-common', 'ema-leaflet-sutent', allUses, [
      'hypertension',
      'dysgeusia',
      'constipation',
      'decreased-appetite',
      'hypothyroidism',
      'headache',
      'hand-foot-syndrome',
      'cough',
    ]),
    ...reportedAs('common', 'ema-leaflet-sutent', allUses, ['infection', 'hypoglycemia']),
  ],
  claims: keyed('fact', [
    claim(
      'regulatory',
      'In the United States, sunitinib is approved for growing NETs of the pancreas that are advanced in place, have spread or cannot be removed.',
      'nci-drug-sunitinib',
    ),
  ]),
  codes: codes([
    {system: 'ATC', value: 'L01EX01', display: 'sunitinib'},
    {system: 'NCIt', value: 'C26673', display: 'Sunitinib Malate'},
  ]),
  ...sampleFields,
}
