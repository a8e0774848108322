import {defineField, defineType} from '@sanity/types'

import {textRules} from '../validation/text-rules.ts'
import {
  claimsField,
  documentGroups,
  reviewFields,
  sampleContentField,
  slugField,
} from './shared-fields.ts'

/** A patient page, composed of prose and of drug classes and therapies. */
export const page = defineType({
  name: 'page',
  title: 'Page',
  type: 'document',
  groups: documentGroups,
  fields: [
    defineField({
      name: 'title',
      title: 'Title',
      type: 'string',
      group: 'text',
      validation: (rule) => rule.required(),
    }),
    slugField('title'),
    defineField({
      name: 'summary',
      title: 'In short',
      description: 'One or two sentences. Search engines show them, too.',
      type: 'text',
      rows: 3,
      group: 'text',
      validation: (rule) => rule.max(320).warning('Try to stay under 320 characters.'),
    }),
    defineField({name: 'image', title: 'Main image', type: 'accessibleImage', group: 'text'}),
    defineField({
      name: 'body',
      title: 'Text',
      description: 'Prose, and the drug classes and therapies that belong here, in reading order.',
      type: 'pageBody',
      group: 'text',
    }),
    claimsField,
    ...reviewFields,
    sampleContentField(),
  ],
  validation: textRules,
  orderings: [{title: 'Title', name: 'title', by: [{field: 'title', direction: 'asc'}]}],
  preview: {select: {title: 'title', subtitle: 'slug.current', media: 'image'}},
})
