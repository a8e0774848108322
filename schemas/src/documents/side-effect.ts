import {defineField, defineType} from '@sanity/types'

import {
  codesField,
  documentGroups,
  reviewFields,
  sampleContentField,
  slugField,
  synonymsField,
} from './shared-fields.ts'

/** Something a treatment may do to a person that nobody wants, under its everyday name. */
export const sideEffect = defineType({
  name: 'sideEffect',
  title: 'Side effect',
  type: 'document',
  groups: documentGroups,
  fields: [
    defineField({
      name: 'name',
      title: 'Everyday name',
      description: 'What a reader would say, for example “pale, oily stools”.',
      type: 'string',
      group: 'text',
      validation: (rule) => rule.required(),
    }),
    slugField('name'),
    defineField({
      name: 'medicalTerm',
      title: 'Medical term',
      description: 'What a doctor would say, for example “steatorrhea”.',
      type: 'string',
      group: 'text',
    }),
    defineField({
      name: 'kind',
      title: 'Kind',
      type: 'string',
      group: 'text',
      options: {
        list: [
          {title: 'Symptom: the person feels it', value: 'symptom'},
          {title: 'Sign: somebody else sees or measures it', value: 'sign'},
        ],
        layout: 'radio',
      },
      initialValue: 'symptom',
      validation: (rule) => rule.required(),
    }),
    defineField({
      name: 'bodySystem',
      title: 'Part of the body',
      type: 'string',
      group: 'text',
      options: {
        list: [
          {title: 'Stomach and bowel', value: 'digestive'},
          {title: 'Heart and blood vessels', value: 'cardiovascular'},
          {title: 'Blood', value: 'blood'},
          {title: 'Skin and hair', value: 'skin'},
          {title: 'Mouth', value: 'mouth'},
          {title: 'Liver and gallbladder', value: 'liver'},
          {title: 'Kidneys', value: 'kidneys'},
          {title: 'Lungs', value: 'lungs'},
          {title: 'Hormones and metabolism', value: 'metabolism'},
          {title: 'Nerves and mood', value: 'nerves'},
          {title: 'Infection and immunity', value: 'immunity'},
          {title: 'Whole body', value: 'general'},
        ],
      },
    }),
    defineField({
      name: 'description',
      title: 'What it is',
      description: 'One or two sentences in plain words.',
      type: 'body',
      group: 'text',
    }),
    defineField({
      name: 'whenToCall',
      title: 'When to call a doctor',
      description: 'What a reader should look out for, with its source. Leave empty without one.',
      type: 'claim',
      group: 'text',
    }),
    synonymsField('Other names that pages use, for example “abnormal stools”.'),
    codesField,
    ...reviewFields,
    sampleContentField(),
  ],
  orderings: [{title: 'Name', name: 'name', by: [{field: 'name', direction: 'asc'}]}],
  preview: {select: {title: 'name', subtitle: 'medicalTerm'}},
})
