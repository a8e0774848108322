import {sampleFields} from '../document.ts'
import {approval, claim, codes, reportedAs, slug} from '../facts.ts'
import {body, heading, keyed, paragraph, reference} from '../portable-text.ts'

const leafletPopulation = 'people with diarrhea from carcinoid syndrome, in a leaflet of 2022'

export const telotristat = {
  _id: 'therapy-telotristat-ethyl',
  _type: 'therapy',
  name: 'Telotristat ethyl',
  slug: slug('telotristat-ethyl'),
  kind: 'drug',
  drugClass: reference('drug-class-symptom-control'),
  summary:
    'Telotristat ethyl is a tablet for diarrhea from carcinoid syndrome. It is taken along with a somatostatin analog.',
  body: body(
    heading('What it is for'),
    paragraph(
      'Telotristat ethyl is for people with carcinoid syndrome whose diarrhea is not under control with a somatostatin analog alone. It is given along with the analog.',
      ['ema-xermelo'],
    ),
    heading('What studies found'),
    paragraph(
      'The TELESTAR study compared two strengths of the drug with placebo in 135 people with carcinoid syndrome. With placebo 20 percent responded. With the drug it was 44 and 42 percent.',
      ['kulke-2017-telestar'],
    ),
    heading('Side effects'),
    paragraph(
      'The European leaflet lists belly pain, tiredness, feeling sick and a raised liver enzyme in blood tests as very common.',
      ['ema-leaflet-xermelo'],
    ),
  ),
  brandNames: ['Xermelo'],
  synonyms: ['telotristat etiprate'],
  mechanism: claim(
    'mechanism',
    'It belongs to the tryptophan hydroxylase inhibitors.',
    'kulke-2017-telestar',
  ),
  routes: ['oral'],
  approvals: keyed('approval', [
    approval(
      {
        authority: 'EMA',
        status: 'approved',
        date: '2017-09-17',
        indication:
          'Diarrhea from carcinoid syndrome that a somatostatin analog alone does not control. Given along with the analog.',
        population: 'adults',
        conditions: ['carcinoid-syndrome'],
      },
      'ema-xermelo',
    ),
  ]),
  sideEffects: [
    ...reportedAs('very-common', 'ema-leaflet-xermelo', leafletPopulation, [
      'abdominal-pain',
      'fatigue',
      'nausea',
      'raised-liver-enzymes',
    ]),
    ...reportedAs('common', 'ema-leaflet-xermelo', leafletPopulation, [
      'flatulence',
      'headache',
      'constipation',
      'decreased-appetite',
    ]),
  ],
  codes: codes([{system: 'ATC', value: 'A16AX15', display: 'telotristat'}]),
  ...sampleFields,
}
