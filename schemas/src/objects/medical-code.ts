import {defineField, defineType} from '@sanity/types'

/** A code in a public code system (schema.org `MedicalCode`). */
export const medicalCode = defineType({
  name: 'medicalCode',
  title: 'Code',
  type: 'object',
  fields: [
    defineField({
      name: 'system',
      title: 'Code system',
      type: 'string',
      options: {list: ['MeSH', 'RxNorm', 'NCIt', 'ATC', 'SNOMED CT', 'ICD-O-3']},
      validation: (rule) => rule.required(),
    }),
    defineField({
      name: 'value',
      title: 'Code',
      type: 'string',
      validation: (rule) => rule.required(),
    }),
    defineField({name: 'display', title: 'Name in that system', type: 'string'}),
    defineField({name: 'version', title: 'Version of the system', type: 'string'}),
    defineField({name: 'verifiedAt', title: 'Checked on', type: 'date'}),
  ],
  preview: {select: {title: 'value', subtitle: 'system'}},
})
