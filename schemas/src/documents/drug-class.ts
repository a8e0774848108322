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

/** A family of therapies that work in the same way. */
export const drugClass = defineType({
  name: 'drugClass',
  title: 'Drug class',
  type: 'document',
  groups: documentGroups,
  fields: [
    defineField({
      name: 'name',
      title: 'Name',
      description: 'For example “Somatostatin analogs”.',
      type: 'string',
      group: 'text',
      validation: (rule) => rule.required(),
    }),
    slugField('name'),
    defineField({
      name: 'plainName',
      title: 'Name in plain words',
      description:
        'What you would say to a friend, for example “drugs that copy a natural hormone”.',
      type: 'string',
      group: 'text',
    }),
    defineField({
      name: 'summary',
      title: 'In short',
      type: 'text',
      rows: 3,
      group: 'text',
      validation: (rule) => rule.max(320).warning('Try to stay under 320 characters.'),
    }),
    defineField({name: 'body', title: 'Text', type: 'body', group: 'text'}),
    synonymsField('Other names and abbreviations, for example “SSA”.'),
    defineField({
      name: 'sideEffects',
      title: 'Side effects of the class',
      description: 'Those that a source names for the whole class.',
      type: 'array',
      group: 'facts',
      of: [defineArrayMember({type: 'therapySideEffect'})],
    }),
    claimsField,
    codesField,
    ...reviewFields,
    sampleContentField(),
  ],
  validation: textRules,
  orderings: [{title: 'Name', name: 'name', by: [{field: 'name', direction: 'asc'}]}],
  preview: {select: {title: 'name', subtitle: 'plainName'}},
})
