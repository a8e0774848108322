import {sampleFields} from '../document.ts'
import {approval, claim, codes, slug} from '../facts.ts'
import {body, heading, keyed, paragraph, reference, sources} from '../portable-text.ts'

export const octreotide = {
  _id: 'therapy-octreotide',
  _type: 'therapy',
  name: 'Octreotide',
  slug: slug('octreotide'),
  kind: 'drug',
  drugClass: reference('drug-class-somatostatin-analogs'),
  summary:
    'Octreotide is an injection that copies the hormone somatostatin. It eases symptoms that tumor hormones cause.',
  body: body(
    heading('What it does'),
    paragraph(
      'Octreotide copies the natural hormone somatostatin. The tumor and nearby organs then release less hormone.',
      ['fda-label-bynfezia'],
      ' It treats severe diarrhea and flushing from carcinoid tumors that have spread.',
      ['fda-label-bynfezia'],
    ),
    heading('What studies found'),
    paragraph(
      'The PROMID study took in 85 people with NETs of the midgut that had spread. Half of the people on long-acting octreotide went 14.3 months or longer before the tumor grew. With placebo it was 6 months.',
      ['rinke-2009-promid'],
    ),
    heading('Side effects'),
    paragraph(
      'Side effects known for somatostatin analogs include stomach cramps, loose stools, gallstones and changes in blood sugar.',
      ['pdq-gi-net-hp'],
    ),
  ),
  brandNames: ['Sandostatin', 'Sandostatin LAR Depot', 'Bynfezia Pen'],
  mechanism: claim(
    'mechanism',
    'It copies the natural hormone somatostatin, so the tumor and nearby organs release less hormone.',
    'fda-label-bynfezia',
  ),
  routes: ['subcutaneous', 'intramuscular', 'intravenous'],
  formulations: keyed('formulation', [
    {
      _type: 'formulation',
      label: 'Short-acting injection (pen)',
      action: 'short',
      route: 'under the skin',
      citations: sources('fda-label-bynfezia'),
    },
  ]),
  approvals: keyed('approval', [
    approval(
      {
        authority: 'FDA',
        status: 'approved',
        date: '1988',
        indication:
          'Severe diarrhea and flushing from carcinoid tumors that have spread, and watery diarrhea from tumors called VIPomas.',
      },
      'fda-label-bynfezia',
    ),
  ]),
  codes: codes([
    {system: 'ATC', value: 'H01CB02', display: 'octreotide'},
    {system: 'MeSH', value: 'D015282', display: 'Octreotide'},
  ]),
  ...sampleFields,
}
