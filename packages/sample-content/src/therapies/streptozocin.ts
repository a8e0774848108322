import {sampleFields} from '../document.ts'
import {claim, codes, reported, slug} from '../facts.ts'
import {body, heading, keyed, paragraph, reference} from '../portable-text.ts'

const label = 'fda-label-zanosar'

export const streptozocin = {
  _id: 'therapy-streptozocin',
  _type: 'therapy',
  name: 'Streptozocin',
  slug: slug('streptozocin'),
  kind: 'drug',
  drugClass: reference('drug-class-chemotherapy'),
  summary:
    'Streptozocin is a chemotherapy drug given into a vein for NETs of the pancreas that have spread.',
  body: body(
    heading('What it does'),
    paragraph(
      'Streptozocin damages DNA, so that cells cannot divide. It acts above all on the islet cells of the pancreas.',
      [label],
    ),
    heading('Side effects'),
    paragraph(
      'Streptozocin can harm the kidneys. The harm depends on the dose and can be severe or even cause death. For this reason it is used only when a tumor causes symptoms or grows.',
      [label],
    ),
  ),
  brandNames: ['Zanosar'],
  mechanism: claim(
    'mechanism',
    'It damages DNA so that cells, above all islet cells of the pancreas, cannot divide.',
    label,
  ),
  routes: ['intravenous'],
  sideEffects: [reported('kidney-damage', label, {serious: true})],
  claims: keyed('fact', [
    claim(
      'regulatory',
      'The US label names one use: islet cell cancer of the pancreas that has spread.',
      label,
    ),
  ]),
  codes: codes([
    {system: 'ATC', value: 'L01AD04', display: 'streptozocin'},
    {system: 'MeSH', value: 'D013311', display: 'Streptozocin'},
  ]),
  ...sampleFields,
}
