import {sampleFields} from '../document.ts'
import {approval, claim, codes, reported, slug} from '../facts.ts'
import {body, heading, keyed, paragraph, reference} from '../portable-text.ts'

const review = 'arrivi-2022-captem-review'

const studied = {
  treated: 1818,
  attribution: 'not-stated',
  population: '1,818 people with neuroendocrine tumors or carcinomas, in 42 articles put together',
} as const

export const captem = {
  _id: 'therapy-captem',
  _type: 'therapy',
  name: 'Capecitabine and temozolomide (CAPTEM)',
  slug: slug('captem'),
  kind: 'combination',
  drugClass: reference('drug-class-chemotherapy'),
  summary:
    'CAPTEM is a pair of chemotherapy drugs, capecitabine and temozolomide, that are taken by mouth.',
  body: body(
    heading('What it does'),
    paragraph(
      'The body turns capecitabine into a drug that starves cancer cells of a building block of DNA.',
      ['nci-drug-capecitabine'],
      ' Temozolomide attaches to DNA and stops cancer cells from copying themselves.',
      ['nci-drug-temozolomide'],
    ),
    heading('What studies found'),
    paragraph(
      'A study of 144 people with advanced NETs of the pancreas compared temozolomide alone with the pair. Half of those on the pair lived 22.7 months or longer without tumor growth. With temozolomide alone it was 14.4 months.',
      ['kunz-2023-e2211'],
      ' The study did not show that people on the pair lived longer.',
      ['kunz-2023-e2211'],
    ),
    heading('Side effects'),
    paragraph(
      'A review put together 42 articles on 1,818 people. Severe side effects of any kind were seen in 16.4 percent.',
      [review],
    ),
  ),
  synonyms: ['CAPTEM', 'capecitabine/temozolomide'],
  mechanism: claim(
    'mechanism',
    'Both drugs stop cancer cells from copying their DNA, in different ways.',
    'nci-drug-capecitabine',
    'nci-drug-temozolomide',
  ),
  routes: ['oral'],
  approvals: keyed('approval', [
    approval(
      {
        authority: 'FDA',
        status: 'off-label',
        indication:
          'NETs are not among the uses that the National Cancer Institute lists as approved for these two drugs.',
        netSubtypes: ['pancreas', 'other'],
      },
      'nci-drug-capecitabine',
      'nci-drug-temozolomide',
    ),
  ]),
  sideEffects: [
    reported('hematologic-toxicity', review, {percent: 27.2, ...studied}),
    reported('gastrointestinal-toxicity', review, {percent: 8.3, ...studied}),
    reported('cutaneous-toxicity', review, {percent: 3.2, ...studied}),
  ],
  codes: codes([
    {system: 'ATC', value: 'L01BC06', display: 'capecitabine'},
    {system: 'ATC', value: 'L01AX03', display: 'temozolomide'},
    {system: 'NCIt', value: 'C1794', display: 'Capecitabine'},
    {system: 'NCIt', value: 'C1244', display: 'Temozolomide'},
  ]),
  ...sampleFields,
}
