import {sampleFields} from '../document.ts'
import {claim, codes, reported, slug} from '../facts.ts'
import {body, heading, keyed, paragraph, reference} from '../portable-text.ts'

export const lanreotide = {
  _id: 'therapy-lanreotide',
  _type: 'therapy',
  name: 'Lanreotide',
  slug: slug('lanreotide'),
  kind: 'drug',
  drugClass: reference('drug-class-somatostatin-analogs'),
  summary:
    'Lanreotide is a long-acting injection that copies the hormone somatostatin. It can slow the growth of a NET.',
  body: body(
    heading('What it does'),
    paragraph(
      'Lanreotide copies somatostatin. This lowers the release of hormones and can slow tumor growth.',
      ['nci-drug-lanreotide'],
    ),
    heading('What studies found'),
    paragraph(
      'The CLARINET study compared lanreotide with placebo in 204 people with NETs of the gut or pancreas. After 24 months, 65.1 percent of people on lanreotide were alive and their tumor had not grown. With placebo it was 33.0 percent.',
      ['caplin-2014-clarinet'],
    ),
    heading('Side effects'),
    paragraph(
      'In that study, doctors tied loose, frequent stools to the treatment in 26 percent of people on lanreotide and in 9 percent of people on placebo.',
      ['caplin-2014-clarinet'],
    ),
  ),
  brandNames: ['Somatuline Depot'],
  synonyms: ['lanreotide acetate'],
  mechanism: claim(
    'mechanism',
    'It copies somatostatin, which lowers hormone release and can slow tumor growth.',
    'nci-drug-lanreotide',
  ),
  routes: ['subcutaneous'],
  sideEffects: [
    reported('diarrhea', 'caplin-2014-clarinet', {
      percent: 26,
      treated: 101,
      comparator: 'placebo',
      comparatorPercent: 9,
      attribution: 'treatment-related',
      population: 'people with NETs of the gut or pancreas in the CLARINET study',
    }),
  ],
  claims: keyed('fact', [
    claim(
      'efficacy',
      'In the CLARINET study, lanreotide lengthened the time until a tumor grew, compared with placebo.',
      'caplin-2014-clarinet',
    ),
  ]),
  codes: codes([
    {system: 'ATC', value: 'H01CB03', display: 'lanreotide'},
    {system: 'NCIt', value: 'C74584', display: 'Lanreotide Acetate'},
  ]),
  ...sampleFields,
}
