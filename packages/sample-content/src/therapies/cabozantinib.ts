import {sampleFields} from '../document.ts'
import {approval, claim, codes, reportedAs, slug} from '../facts.ts'
import {body, heading, keyed, paragraph, reference} from '../portable-text.ts'

const leafletPopulation =
  'people with kidney, liver or thyroid cancer, in a leaflet of 2022 that is older than the use in NETs'

export const cabozantinib = {
  _id: 'therapy-cabozantinib',
  _type: 'therapy',
  name: 'Cabozantinib',
  slug: slug('cabozantinib'),
  kind: 'drug',
  drugClass: reference('drug-class-targeted-therapies'),
  summary:
    'Cabozantinib is a tablet that blocks several proteins that help a tumor to grow. It is used after another treatment.',
  body: body(
    heading('What it does'),
    paragraph(
      'Cabozantinib blocks several proteins that tell cancer cells to divide and help tumors to make new blood vessels.',
      ['nci-drug-cabozantinib'],
    ),
    heading('What studies found'),
    paragraph(
      'The CABINET study looked at two groups. In 203 people with NETs outside the pancreas, half of those on cabozantinib lived 8.4 months or longer without tumor growth. With placebo it was 3.9 months.',
      ['chan-2025-cabinet'],
      ' In 95 people with NETs of the pancreas, it was 13.8 months with cabozantinib and 4.4 months with placebo.',
      ['chan-2025-cabinet'],
    ),
    heading('Side effects'),
    paragraph(
      'In that study, 62 to 65 percent of people on cabozantinib had a severe side effect of some kind. With placebo it was 23 to 27 percent.',
      ['chan-2025-cabinet'],
      ' The list of side effects on this page is from a European leaflet on kidney, liver and thyroid cancer.',
      ['ema-leaflet-cabometyx'],
    ),
  ),
  brandNames: ['Cabometyx'],
  mechanism: claim(
    'mechanism',
    'It blocks several proteins that tell cancer cells to divide and help tumors make new blood vessels.',
    'nci-drug-cabozantinib',
  ),
  routes: ['oral'],
  approvals: keyed('approval', [
    approval(
      {
        authority: 'EMA',
        status: 'approved',
        date: '2025-07-23',
        indication:
          'Well-differentiated NETs, in or outside the pancreas, that have spread or cannot be removed and that grew after at least one other whole-body treatment. Somatostatin analogs do not count as one.',
        population: 'adults',
        netSubtypes: ['pancreas', 'other'],
      },
      'ema-cabometyx',
    ),
  ]),
  sideEffects: [
    ...reportedAs('very-common', 'ema-leaflet-cabometyx', leafletPopulation, [
      'diarrhea',
      'nausea',
      'vomiting',
      'constipation',
      'abdominal-pain',
      'decreased-appetite',
      'fatigue',
      'hypertension',
      'hand-foot-syndrome',
      'dysphonia',
      'dysgeusia',
      'hypothyroidism',
      'anemia',
      'thrombocytopenia',
      'headache',
    ]),
  ],
  claims: keyed('fact', [
    claim(
      'regulatory',
      'In the United States, cabozantinib is approved for some people aged 12 and over whose NET was treated before.',
      'nci-drug-cabozantinib',
    ),
  ]),
  codes: codes([
    {system: 'ATC', value: 'L01EX07', display: 'cabozantinib'},
    {system: 'NCIt', value: 'C97938', display: 'Cabozantinib S-malate'},
  ]),
  ...sampleFields,
}
