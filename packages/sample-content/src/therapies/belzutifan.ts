import {sampleFields} from '../document.ts'
import {approval, claim, codes, reported, slug} from '../facts.ts'
import {body, heading, keyed, paragraph, reference} from '../portable-text.ts'

const studied = {
  treated: 61,
  attribution: 'not-stated',
  population: '61 people with von Hippel-Lindau (VHL) disease, all on belzutifan',
} as const

export const belzutifan = {
  _id: 'therapy-belzutifan',
  _type: 'therapy',
  name: 'Belzutifan',
  slug: slug('belzutifan'),
  kind: 'drug',
  drugClass: reference('drug-class-targeted-therapies'),
  summary:
    'Belzutifan is a tablet that blocks HIF-2α, a switch that helps some tumors to grow. It is used in an inherited disease called VHL.',
  body: body(
    heading('What it does'),
    paragraph(
      'Belzutifan blocks HIF-2α. This switch helps some tumors to grow when oxygen signals are out of order.',
      ['nci-drug-belzutifan'],
    ),
    heading('What studies found'),
    paragraph(
      'A study took in 61 people with von Hippel-Lindau (VHL) disease. Growths in the pancreas responded to belzutifan in 47 of the 61 people (77 percent).',
      ['jonasch-2021-belzutifan-vhl'],
    ),
    heading('Side effects'),
    paragraph(
      'In that study, 90 percent of people had low red blood cells (anemia) and 66 percent were tired.',
      ['jonasch-2021-belzutifan-vhl'],
    ),
  ),
  brandNames: ['Welireg'],
  mechanism: claim(
    'mechanism',
    'It blocks HIF-2α, a switch that helps some tumors grow when oxygen signals are out of order.',
    'nci-drug-belzutifan',
  ),
  routes: ['oral'],
  approvals: keyed('approval', [
    approval(
      {
        authority: 'EMA',
        status: 'approved',
        date: '2025-02-12',
        indication:
          'NETs of the pancreas in von Hippel-Lindau disease, when local treatment is not suitable. It also covers localized kidney cancer and tumors called hemangioblastomas in this disease.',
        population: 'adults',
        netSubtypes: ['pancreas'],
        conditions: ['von-hippel-lindau'],
      },
      'ema-welireg',
    ),
  ]),
  sideEffects: [
    reported('anemia', 'jonasch-2021-belzutifan-vhl', {percent: 90, ...studied}),
    reported('fatigue', 'jonasch-2021-belzutifan-vhl', {percent: 66, ...studied}),
  ],
  codes: codes([
    {system: 'ATC', value: 'L01XX74', display: 'belzutifan'},
    {system: 'NCIt', value: 'C135627', display: 'Belzutifan'},
  ]),
  ...sampleFields,
}
