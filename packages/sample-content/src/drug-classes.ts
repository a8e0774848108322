import {sampleFields} from './document.ts'
import {claim, reported, slug} from './facts.ts'
import {body, bullet, heading, keyed, paragraph, sources} from './portable-text.ts'

const pdq = 'pdq-gi-net-hp'

const somatostatinAnalogs = {
  _id: 'drug-class-somatostatin-analogs',
  _type: 'drugClass',
  name: 'Somatostatin analogs',
  slug: slug('somatostatin-analogs'),
  plainName: 'Drugs that copy a natural hormone',
  summary:
    'Drugs that copy the natural hormone somatostatin, so that the body and the tumor release less hormone.',
  body: body(
    paragraph(
      'Somatostatin is a hormone that your body makes by itself. Somatostatin analogs copy it, so the tumor and nearby organs release less hormone.',
      ['fda-label-bynfezia', 'nci-drug-lanreotide'],
    ),
    heading('Side effects of the class'),
    paragraph('Side effects that doctors know for the whole class include:'),
    bullet('stomach cramps and feeling sick', [pdq]),
    bullet('loose stools, or pale and oily stools', [pdq]),
    bullet('blood sugar that is too low or, more often, too high', [pdq]),
    bullet('an underactive thyroid', [pdq]),
    bullet('an uneven heartbeat', [pdq]),
    paragraph(
      'Some people get gallstones. Only 1 to 3 in 100 people have gallstones bad enough to need gallbladder removal.',
      [pdq],
    ),
  ),
  synonyms: ['SSA', 'somatostatin analogues'],
  sideEffects: [
    'nausea',
    'abdominal-cramping',
    'steatorrhea',
    'hyperglycemia',
    'hypoglycemia',
    'hypothyroidism',
    'arrhythmia',
    'gallstones',
  ].map((name) => reported(name, pdq)),
  claims: keyed('fact', [
    {
      _type: 'statistic',
      text: 'Up to half of the people treated get gallstones or thick bile.',
      words: 'Up to half',
      qualifier: 'up to',
      quantityKind: 'proportion',
      high: 0.5,
      population: 'people treated with somatostatin analogs',
      citations: sources(pdq),
    },
  ]),
  ...sampleFields,
}

const targetedTherapies = {
  _id: 'drug-class-targeted-therapies',
  _type: 'drugClass',
  name: 'Targeted therapies',
  slug: slug('targeted-therapies'),
  plainName: 'Drugs that block growth signals',
  summary: 'Drugs that block single signals that tumor cells use to grow or to form blood vessels.',
  body: body(
    paragraph(
      'Tumor cells depend on signals to grow. Each targeted therapy blocks one or more of these signals.',
      ['nci-drug-everolimus', 'nci-drug-sunitinib', 'nci-drug-cabozantinib'],
      ' Some of the signals help a tumor to make new blood vessels.',
      ['nci-drug-everolimus', 'nci-drug-sunitinib', 'nci-drug-cabozantinib'],
    ),
    paragraph('Different drugs block different signals:'),
    bullet('everolimus blocks a protein called mTOR', ['nci-drug-everolimus']),
    bullet('sunitinib and cabozantinib block several proteins at once', [
      'nci-drug-sunitinib',
      'nci-drug-cabozantinib',
    ]),
    bullet('belzutifan blocks a switch called HIF-2α', ['nci-drug-belzutifan']),
  ),
  ...sampleFields,
}

const chemotherapy = {
  _id: 'drug-class-chemotherapy',
  _type: 'drugClass',
  name: 'Chemotherapy',
  slug: slug('chemotherapy'),
  plainName: 'Drugs that stop cells from dividing',
  summary: 'Drugs that stop cancer cells from copying their DNA and dividing.',
  body: body(
    paragraph(
      'Chemotherapy stops cancer cells from copying themselves. Temozolomide attaches to the DNA of the cell.',
      ['nci-drug-temozolomide'],
      ' Capecitabine starves the cell of a building block of DNA.',
      ['nci-drug-capecitabine'],
      ' Streptozocin damages the DNA.',
      ['fda-label-zanosar'],
    ),
    paragraph(
      'Capecitabine and temozolomide were studied together in people with advanced NETs. The pair is called CAPTEM.',
      ['kunz-2023-e2211', 'arrivi-2022-captem-review'],
    ),
  ),
  synonyms: ['chemo'],
  ...sampleFields,
}

const radioligandTherapy = {
  _id: 'drug-class-radioligand-therapy',
  _type: 'drugClass',
  name: 'Radioligand therapy (PRRT)',
  slug: slug('radioligand-therapy'),
  plainName: 'Radioactive drugs that attach to tumor cells',
  summary:
    'Radioactive drugs that travel in the blood, attach to tumor cells and damage them with radiation.',
  body: body(
    paragraph(
      'In this therapy a radioactive atom is joined to a small protein that looks like somatostatin. It finds tumor cells that carry somatostatin receptors and damages them with radiation.',
      ['nci-drug-lutetium-dotatate'],
    ),
  ),
  synonyms: ['PRRT', 'peptide receptor radionuclide therapy'],
  ...sampleFields,
}

const symptomControl = {
  _id: 'drug-class-symptom-control',
  _type: 'drugClass',
  name: 'Symptom control',
  slug: slug('symptom-control'),
  plainName: 'Drugs against the symptoms that tumor hormones cause',
  summary: 'Drugs that ease symptoms of carcinoid syndrome, such as diarrhea.',
  body: body(
    paragraph(
      'Some drugs treat the symptoms of a NET and not the tumor. Telotristat ethyl is one. It belongs to a group called tryptophan hydroxylase inhibitors and was studied in people with carcinoid syndrome.',
      ['kulke-2017-telestar'],
    ),
  ),
  claims: keyed('fact', [
    claim(
      'regulatory',
      'In the European Union, telotristat ethyl is approved for diarrhea from carcinoid syndrome.',
      'ema-xermelo',
    ),
  ]),
  ...sampleFields,
}

/** The families that therapies are sorted by. */
export const drugClasses = [
  somatostatinAnalogs,
  targetedTherapies,
  chemotherapy,
  radioligandTherapy,
  symptomControl,
]
