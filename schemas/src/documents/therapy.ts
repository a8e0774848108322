import {defineArrayMember, defineField, defineType} from '@sanity/types'

import {textRules} from '../validation/text-rules.ts'
import {
  claimsField,
  codesField,
  documentGroups,
  reviewFields,
  sampleContentField,
  slugField,
  synonymsField,
} from './shared-fields.ts'

/**
 * One treatment a reader can look up: a drug, a radioligand, a combination or a procedure.
 * It cannot be published without a source.
 */
export const therapy = defineType({
  name: 'therapy',
  title: 'Therapy',
  type: 'document',
  groups: documentGroups,
  fields: [
    defineField({
      name: 'name',
      title: 'Name',
      description: 'The generic name, for example “lanreotide”. Brand names have their own field.',
      type: 'string',
      group: 'text',
      validation: (rule) => rule.required(),
    }),
    slugField('name'),
    defineField({
      name: 'kind',
      title: 'Kind',
      type: 'string',
      group: 'text',
      options: {
        list: [
          {title: 'Drug', value: 'drug'},
          {title: 'Combination of drugs', value: 'combination'},
          {title: 'Radioactive drug', value: 'radionuclide'},
          {title: 'Procedure', value: 'procedure'},
        ],
      },
      initialValue: 'drug',
      validation: (rule) => rule.required(),
    }),
    defineField({
      name: 'drugClass',
      title: 'Drug class',
      description: 'The family it belongs to. Lists of therapies are sorted by it.',
      type: 'reference',
      group: 'text',
      to: [{type: 'drugClass'}],
    }),
    defineField({
      name: 'summary',
      title: 'In short',
      description: 'One or two sentences that answer “what is it and what does it do?”',
      type: 'text',
      rows: 3,
      group: 'text',
      validation: (rule) => [
        rule.required(),
        rule.max(320).warning('Readers skip long summaries. Try to stay under 320 characters.'),
      ],
    }),
    defineField({
      name: 'body',
      title: 'Text',
      description:
        'Write for a reader of 11 to 14 years. Add a citation after each statement that needs one.',
      type: 'body',
      group: 'text',
    }),
    defineField({
      name: 'brandNames',
      title: 'Brand names',
      type: 'array',
      group: 'facts',
      of: [defineArrayMember({type: 'string'})],
      options: {layout: 'tags'},
      validation: (rule) => rule.unique(),
    }),
    synonymsField('Other generic names, abbreviations and spellings. Not brand names.'),
    defineField({
      name: 'mechanism',
      title: 'How it works',
      description: 'One statement in plain words, with its source.',
      type: 'claim',
      group: 'facts',
    }),
    defineField({
      name: 'routes',
      title: 'How it is given',
      type: 'array',
      group: 'facts',
      of: [defineArrayMember({type: 'string'})],
      options: {
        list: [
          {title: 'By mouth', value: 'oral'},
          {title: 'Under the skin', value: 'subcutaneous'},
          {title: 'Into a muscle', value: 'intramuscular'},
          {title: 'Into a vein', value: 'intravenous'},
          {title: 'Into an artery', value: 'intra-arterial'},
        ],
      },
    }),
    defineField({
      name: 'formulations',
      title: 'Formulations',
      type: 'array',
      group: 'facts',
      of: [defineArrayMember({type: 'formulation'})],
    }),
    defineField({
      name: 'approvals',
      title: 'Approvals',
      description: 'One row for each authority and use. Authority, date and source are required.',
      type: 'array',
      group: 'facts',
      of: [defineArrayMember({type: 'approval'})],
    }),
    defineField({
      name: 'sideEffects',
      title: 'Side effects',
      description: 'Only those that a source names for this therapy.',
      type: 'array',
      group: 'facts',
      of: [defineArrayMember({type: 'therapySideEffect'})],
      validation: (rule) =>
        rule.custom((value) => {
          const seen = new Set<string>()
          for (const row of (value ?? []) as {sideEffect?: {_ref?: string}}[]) {
            const id = row.sideEffect?._ref
            if (id === undefined) continue
            if (seen.has(id)) return 'The same side effect stands in two rows. Keep one.'
            seen.add(id)
          }
          return true
        }),
    }),
    defineField({
      name: 'contraindications',
      title: 'When it should not be used',
      type: 'array',
      group: 'facts',
      of: [defineArrayMember({type: 'claim'})],
    }),
    claimsField,
    codesField,
    ...reviewFields,
    sampleContentField(),
  ],
  validation: textRules,
  orderings: [{title: 'Name', name: 'name', by: [{field: 'name', direction: 'asc'}]}],
  preview: {select: {title: 'name', subtitle: 'drugClass.name'}},
})
