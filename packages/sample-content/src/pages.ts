import {sampleFields} from './document.ts'
import {slug} from './facts.ts'
import {body, paragraph, reference} from './portable-text.ts'

const drugClass = (name: string) => ({
  _type: 'drugClassSection',
  drugClass: reference(`drug-class-${name}`),
  listTherapies: true,
})

const therapy = (name: string) => ({
  _type: 'therapySection',
  therapy: reference(`therapy-${name}`),
})

const therapies = {
  _id: 'page-therapies',
  _type: 'page',
  title: 'Therapies for neuroendocrine tumors',
  slug: slug('therapies'),
  summary:
    'An overview of drugs for neuroendocrine tumors (NETs): what they do, what studies found and which side effects were seen. Sample content, not medical advice.',
  body: body(
    paragraph(
      'Neuroendocrine tumors (NETs) are found more often than they used to be. In the United States, doctors found about 1 new case per 100,000 people in 1973 and about 7 in 2012.',
      ['dasari-2017-epidemiology'],
      ' In 2014, 1,928 people with NETs from more than 12 countries answered a survey on what the disease means for their lives.',
      ['singh-2016-net-survey'],
    ),
    paragraph(
      'This page is sample content that shows how a patient page is put together. It is not medical advice. Your care team can tell you what fits you.',
    ),
    drugClass('somatostatin-analogs'),
    drugClass('targeted-therapies'),
    drugClass('chemotherapy'),
    drugClass('radioligand-therapy'),
    therapy('lutetium-177-dotatate'),
    drugClass('symptom-control'),
    therapy('telotristat-ethyl'),
  ),
  ...sampleFields,
}

/** Patient pages, composed of prose, drug classes and therapies. */
export const pages = [therapies]
