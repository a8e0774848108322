import {sampleFields} from '../document.ts'
import {approval, claim, codes, reported, slug} from '../facts.ts'
import {body, heading, keyed, paragraph, reference} from '../portable-text.ts'

const netter = 'strosberg-2017-netter1'

const studied = {
  treated: 111,
  attribution: 'any-cause',
  population: 'people with NETs of the midgut in the NETTER-1 study',
} as const

const severe = {
  severity: {grade: '3-4', version: '4.03'},
  comparator: 'high-dose long-acting octreotide',
  comparatorPercent: 0,
} as const

export const lutetiumDotatate = {
  _id: 'therapy-lutetium-177-dotatate',
  _type: 'therapy',
  name: 'Lutetium Lu 177 dotatate',
  slug: slug('lutetium-177-dotatate'),
  kind: 'radionuclide',
  drugClass: reference('drug-class-radioligand-therapy'),
  summary:
    'A radioactive drug that attaches to tumor cells with somatostatin receptors and damages them with radiation.',
  body: body(
    heading('What it does'),
    paragraph(
      'A radioactive atom is joined to a small protein that looks like somatostatin. It finds tumor cells that carry somatostatin receptors and damages them with radiation.',
      ['nci-drug-lutetium-dotatate'],
    ),
    heading('What studies found'),
    paragraph(
      'The NETTER-1 study took in 229 people with NETs of the midgut. One group had this therapy and, against symptoms, 30 mg of long-acting octreotide. The other group had high-dose long-acting octreotide, 60 mg every 4 weeks. After 20 months, 65.2 percent of those on this therapy were alive and their tumor had not grown. With high-dose octreotide it was 10.8 percent.',
      [netter],
    ),
    heading('Side effects'),
    paragraph(
      'In the NETTER-1 paper, 59 percent of people felt sick and 47 percent threw up. Most of this was put down to the amino acid infusion that goes with the therapy.',
      [netter],
      ' One of 111 people got a serious blood and bone marrow disease.',
      [netter],
    ),
  ),
  brandNames: ['Lutathera'],
  synonyms: ['177Lu-dotatate', 'lutetium (177Lu) oxodotreotide'],
  mechanism: claim(
    'mechanism',
    'It finds tumor cells that carry somatostatin receptors and damages them with radiation.',
    'nci-drug-lutetium-dotatate',
  ),
  routes: ['intravenous'],
  approvals: keyed('approval', [
    approval(
      {
        authority: 'FDA',
        status: 'approved',
        date: '2018-01-26',
        indication: 'NETs of the gut or pancreas whose cells carry somatostatin receptors.',
        population: 'adults',
        netSubtypes: ['gastroenteropancreatic'],
      },
      'fda-approves-lutathera-2018',
    ),
    approval(
      {
        authority: 'EMA',
        status: 'approved',
        date: '2017-09-26',
        indication:
          'Growing, well-differentiated NETs of the gut or pancreas that have spread or cannot be removed and whose cells carry somatostatin receptors.',
        population: 'adults',
        netSubtypes: ['gastroenteropancreatic'],
      },
      'ema-lutathera',
    ),
  ]),
  sideEffects: [
    reported('nausea', netter, {percent: 59, affected: 65, ...studied}),
    reported('vomiting', netter, {percent: 47, affected: 52, ...studied}),
    reported('lymphopenia', netter, {percent: 9, ...severe, ...studied}),
    reported('thrombocytopenia', netter, {percent: 2, ...severe, ...studied}),
    reported('neutropenia', netter, {percent: 1, ...severe, ...studied}),
    reported('myelodysplastic-syndrome', netter, {
      percent: 0.9,
      affected: 1,
      serious: true,
      ...studied,
    }),
  ],
  claims: keyed('fact', [
    claim(
      'regulatory',
      'In the United States, the approval now covers people aged 12 and over.',
      'nci-drug-lutetium-dotatate',
    ),
  ]),
  codes: codes([
    {system: 'ATC', value: 'V10XX04', display: 'lutetium (177Lu) oxodotreotide'},
    {system: 'NCIt', value: 'C95020', display: 'Lutetium Lu 177 Dotatate'},
  ]),
  ...sampleFields,
}
