import {sampleFields} from '../document.ts'
import {approval, claim, codes, reported, reportedAs, slug} from '../facts.ts'
import {body, heading, keyed, paragraph, reference} from '../portable-text.ts'

const radiant3 = 'strosberg-2011-radiant3-asco'

const studied = {
  comparator: 'placebo',
  attribution: 'treatment-related',
  population: 'people with NETs of the pancreas in the RADIANT-3 study',
} as const

const allUses = 'people treated for any approved use of the drug, in a leaflet of 2022'

export const everolimus = {
  _id: 'therapy-everolimus',
  _type: 'therapy',
  name: 'Everolimus',
  slug: slug('everolimus'),
  kind: 'drug',
  drugClass: reference('drug-class-targeted-therapies'),
  summary: 'Everolimus is a tablet that blocks mTOR, a protein that tells cells to grow.',
  body: body(
    heading('What it does'),
    paragraph(
      'Everolimus blocks mTOR. This protein tells cells to grow and helps tumors to form blood vessels.',
      ['nci-drug-everolimus'],
    ),
    heading('What studies found'),
    paragraph(
      'One study took in 410 people with advanced NETs of the pancreas. Half of those on everolimus lived 11.0 months or longer without tumor growth. With placebo it was 4.6 months.',
      ['yao-2011-radiant3'],
    ),
    paragraph(
      'Another study took in 302 people with NETs of the lung or gut that make no hormones. Half of those on everolimus lived 11.0 months or longer without tumor growth. With placebo it was 3.9 months.',
      ['yao-2016-radiant4'],
    ),
    heading('Side effects'),
    paragraph(
      'In people with pancreatic NETs, doctors tied mouth sores to the drug in 52.9 percent, a rash in 48.5 percent and loose stools in 34.3 percent.',
      [radiant3],
      ' The European leaflet also lists infections, lung inflammation and high blood sugar as very common, over all uses of the drug.',
      ['ema-leaflet-afinitor'],
    ),
  ),
  brandNames: ['Afinitor'],
  mechanism: claim(
    'mechanism',
    'It blocks mTOR, a protein that tells cells to grow and helps tumors form blood vessels.',
    'nci-drug-everolimus',
  ),
  routes: ['oral'],
  approvals: keyed('approval', [
    approval(
      {
        authority: 'FDA',
        status: 'approved',
        date: '2011-05-05',
        indication:
          'Growing NETs of the pancreas that are advanced in place, have spread or cannot be removed.',
        population: 'adults',
        netSubtypes: ['pancreas'],
      },
      'cancer-gov-bulletin-2011-pnet',
    ),
  ]),
  sideEffects: [
    reported('stomatitis', radiant3, {percent: 52.9, comparatorPercent: 12.3, ...studied}),
    reported('rash', radiant3, {percent: 48.5, comparatorPercent: 10.3, ...studied}),
    reported('diarrhea', radiant3, {percent: 34.3, comparatorPercent: 10.3, ...studied}),
    ...reportedAs('very-common', 'ema-leaflet-afinitor', allUses, [
      'infection',
      'pneumonitis',
      'hyperglycemia',
      'nausea',
      'decreased-appetite',
      'dysgeusia',
      'pruritus',
      'cough',
      'anemia',
      'hypercholesterolemia',
    ]),
    ...reportedAs('common', 'ema-leaflet-afinitor', allUses, ['thrombocytopenia', 'hypertension']),
  ],
  claims: keyed('fact', [
    claim(
      'regulatory',
      'The US label also covers growing NETs of the gut or lung that make no hormones.',
      'fda-label-afinitor',
    ),
  ]),
  codes: codes([
    {system: 'ATC', value: 'L01EG02', display: 'everolimus'},
    {system: 'NCIt', value: 'C48387', display: 'Everolimus'},
  ]),
  ...sampleFields,
}
